"""Each amendment of a range is listed with its own commit and judged in its own form, also when another came later."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.project import git_environment

if TYPE_CHECKING:
    from tests.project import Project

BASE = "--tdd-base=main"
STATIC = "--tdd-audit=static"
TEST = "tests/test_discount.py"
CONTRACT = ".tddgate/contracts/discount.json"
WEAK = "def test_discount():\n    assert 1 + 1 == 2\n"


def format_only(project: Project) -> Project:
    """Amend the contract of the feature by a change of its formatting, which the command proves."""
    amending = "import sys; from pytest_tddgate.cli import main; sys.exit(main(['amend', 'discount', '--format-only']))"
    subprocess.run([sys.executable, "-c", amending], cwd=project.root, env=git_environment(), check=True)
    return project


def test_a_form_that_was_amended_again_is_judged_as_well(started: Project) -> None:
    """The last form is red without the code; the one before it was green, and somebody should read why."""
    strong = started.with_red_test().lock().text(TEST)
    weak = started.with_file(TEST, WEAK).amend("discount", "for a while").head
    started.with_file(TEST, strong.replace("== 90", "== 90.0")).amend("discount", "back again")
    started.with_file(TEST, strong).amend("discount", "a whole number").implement().commit("feat: discount")

    ran = started.gate("audit", BASE, verdict="passed").last

    assert ran.advised.count("amended-green") == 1, ran.output
    assert f"as {weak[:10]} amended it" in ran.output
    assert all(reason in ran.output for reason in ("for a while", "back again", "a whole number"))


def test_an_amendment_is_listed_with_the_commit_that_made_it(branch: Project) -> None:
    """And not with the merge that brought an earlier one."""
    branch.git("switch", "--quiet", "--create", "side")
    branch.replace(TEST, "discount(100) == 90", "discount(200) == 180").amend("discount", "the usual price")
    first = branch.head
    branch.git("switch", "--quiet", "feature/discount")
    branch.git("merge", "--quiet", "--no-ff", "--message", "merge", "side")
    branch.replace(TEST, "discount(200) == 180", "discount(300) == 270").amend("discount", "it rose")

    output = branch.gate("audit", BASE, STATIC, verdict="passed").last.output

    assert f"the usual price (a@example.com <a@example.com>, {first[:10]})" in output
    assert f"it rose (a@example.com <a@example.com>, {branch.head[:10]})" in output


def test_an_amendment_that_calls_itself_formatting_and_is_more(branch: Project) -> None:
    """The command proves it; whoever writes the contract by hand has to keep to it, too."""
    branch.replace(TEST, "discount(100) == 90", "discount(100) <= 90").amend("discount", "formatting only")
    record = json.loads(branch.text(CONTRACT))
    record["amendments"][-1]["format_only"] = True
    branch.with_file(CONTRACT, json.dumps(record, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
    branch.git("commit", "--quiet", "--all", "--amend", "--no-edit")

    refused = branch.gate("audit", BASE, STATIC, verdict="refused", rules=["contract-unproven"]).last

    assert "says that only the formatting of" in refused.output
    assert refused.told("contract-unproven")[0] == TEST


@pytest.mark.tdd_pins("as before: the command has proven it")
def test_an_amendment_of_formatting(branch: Project) -> None:
    """Also where the file has grown by another lock meanwhile."""
    more = "\n\ndef test_half():\n    from shop.discount import half\n\n    assert [half(4), half(10)] == [2, 5]\n"
    branch.with_file(TEST, branch.text(TEST) + more).lock("half")
    branch.with_file(
        "src/shop/discount.py", branch.text("src/shop/discount.py") + "\n\ndef half(n):\n    return n / 2\n"
    )
    branch.commit("feat: half")
    branch.replace(TEST, "discount(100) == 90", "(discount(100) == 90)")

    format_only(branch).gate("audit", BASE, STATIC, verdict="passed", says="formatting only")
