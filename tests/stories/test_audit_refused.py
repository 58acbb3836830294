"""What the audit refuses, each for its own reason."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

BASE = "--tdd-base=main"
CONTRACT = ".tddgate/contracts/discount.json"
TEST = "tests/test_discount.py"


@pytest.mark.parametrize("mode", ["full", "static"])
def test_a_locked_test_that_was_edited(branch: Project, mode: str) -> None:
    """Also when the edit is a commit like any other."""
    branch.replace(TEST, "== 90", "== 90.0").commit("test: tidy")

    branch.gate("audit", BASE, f"--tdd-audit={mode}", verdict="refused", rules=["contract-touched"])


def test_an_existing_test_that_was_edited(branch: Project) -> None:
    """A committed test changes by a contract or an amendment only."""
    branch.replace("tests/test_cart.py", "[1, 2]) == 3", "[1, 1]) == 2").commit("test: other numbers")

    branch.gate("audit", BASE, verdict="refused", rules=["existing-test-changed"])


def test_an_amendment_accounts_for_an_edit(branch: Project) -> None:
    """Also for one that was committed before it was declared."""
    branch.replace("tests/test_cart.py", "[1, 2]) == 3", "[1, 1]) == 2").commit("test: other numbers")
    branch.amend("discount", "ones are enough")

    branch.gate("audit", BASE, verdict="passed")


def test_a_contract_that_was_deleted(branch: Project) -> None:
    """What was locked in the range is looked for in its history."""
    branch.without_file(CONTRACT).commit("chore: tidy")

    assert "contract-missing" in branch.run("--tdd-gate=audit", BASE).refused


def test_a_contract_of_the_base_that_was_deleted(branch: Project) -> None:
    """So is what the base has."""
    branch.git("switch", "--quiet", "main")
    branch.git("merge", "--quiet", "feature/discount")
    branch.git("switch", "--quiet", "--create", "feature/tidy")
    branch.without_file(CONTRACT).without_file(TEST).commit("chore: tidy")

    assert "contract-missing" in branch.run("--tdd-gate=audit", BASE).refused


def test_a_contract_whose_test_was_never_red(started: Project) -> None:
    """A contract can be written by hand; the replay at its commit tells."""
    test = "from shop.cart import total\n\n\ndef test_discount():\n    assert total([90]) == 90\n"
    started.with_file(TEST, test)
    _forge(started, TEST, "test_discount")
    started.commit("test: add failing tests for discount (TDD Gate 3)")
    started.implement().commit("feat: discount")

    assert "already-green" in started.run("--tdd-gate=audit", BASE).refused


def _forge(project: Project, file: str, name: str) -> None:
    """Write a contract as if the test had been locked."""
    import hashlib  # noqa: PLC0415 - this forger alone needs it

    digest = "sha256:" + hashlib.sha256((project.root / file).read_bytes()).hexdigest()
    contract = {
        "schema": "tddgate/contract/1",
        "feature": "discount",
        "tests": [{"file": file, "name": name, "red": "unmet", "digest": "", "cases": None}],
        "files": {file: digest},
        "harness": {},
        "settings": {},
        "missing": [],
        "amendments": [],
    }
    project.with_file(CONTRACT, json.dumps(contract, indent=2, sort_keys=True) + "\n")


def test_new_behaviour_without_a_contract(started: Project) -> None:
    """Tests and code in one commit: nobody saw the tests red."""
    started.with_red_test().implement().commit("feat: discount, surely test first")

    ran = started.gate("audit", BASE, verdict="refused", rules=["not-locked"]).last
    assert ran.told("not-locked")[0].startswith(TEST)


def test_code_that_was_there_before_its_test(started: Project) -> None:
    """It came in under another name, and no test ran it until the contract did."""
    started.with_file("src/shop/_rates.py", "def discount(price):\n    return price * 9 // 10\n").commit("chore: rates")
    started.with_red_test().lock()
    started.with_file("src/shop/discount.py", "from shop._rates import discount\n\n__all__ = ['discount']\n")
    started.commit("feat: discount")

    ran = started.gate("audit", BASE, verdict="refused", rules=["code-before-test"]).last
    assert ran.told("code-before-test")[0].startswith("src/shop/_rates.py")


def test_a_contract_that_does_not_pass(branch: Project) -> None:
    """The head's own run decides."""
    branch.replace("src/shop/discount.py", "9 // 10", "8 // 10").commit("fix: rounder")

    branch.gate("audit", BASE, verdict="refused", rules=["not-green"])


def test_an_existing_test_that_fails(branch: Project) -> None:
    """What passed at the base has to pass."""
    branch.replace("src/shop/cart.py", "sum(prices)", "sum(prices) + 1").commit("fix: rounder")

    branch.gate("audit", BASE, verdict="refused", rules=["not-green"])


def test_an_existing_test_that_is_skipped_since(project: Project) -> None:
    """A skip is no failure, and no pass either."""
    project.with_file("src/shop/extra.py", "def extra():\n    return 1\n")
    project.with_file(
        "tests/test_extra.py",
        'import pytest\n\n\ndef test_extra():\n    assert pytest.importorskip("shop.extra").extra() == 1\n',
    ).commit("feat: extra")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().without_file("src/shop/extra.py").commit("feat: discount")

    ran = project.gate("audit", BASE, verdict="refused", rules=["not-green"]).last
    assert "tests/test_extra.py::test_extra" in ran.output


def test_a_test_that_passes_without_the_code(project: Project) -> None:
    """The contract turned green by something else than the subject: it says nothing about the subject."""
    project.with_file(
        "src/shop/rate.py",
        "from pathlib import Path\n\n\ndef rated(price):\n    rate = Path('rate.txt')\n"
        "    return price - (int(rate.read_text()) if rate.exists() else 0)\n",
    ).commit("feat: a rate")
    project.git("switch", "--quiet", "--create", "feature/discount")
    test = "from shop.rate import rated\n\n\ndef test_discount():\n    assert rated(100) == 90\n"
    project.with_file(TEST, test).lock()
    project.with_file("rate.txt", "10").commit("feat: discount")

    project.gate("audit", BASE, verdict="refused", rules=["control-not-red"])


def test_settings_that_change_together_with_code(branch: Project) -> None:
    """The base's settings judge; that the change has others is a finding."""
    settings = branch.text("pyproject.toml") + "\n[tool.tddgate]\nmin-coverage = 0\n"
    branch.with_file("pyproject.toml", settings).commit("chore: settings")

    branch.gate("audit", BASE, verdict="refused", rules=["policy-changed"])


def test_settings_that_change_alone(started: Project) -> None:
    """A change of policy that holds nothing else is seen for what it is, and advice says so."""
    settings = started.text("pyproject.toml") + "\n[tool.tddgate]\nmin-coverage = 90\n"
    started.with_file("pyproject.toml", settings).commit("chore: settings")

    assert started.gate("audit", BASE, verdict="passed").last.advised == ("policy-changed",)


@pytest.mark.parametrize(
    "path", [".github/workflows/ci.yml", ".gitlab-ci.yml", ".circleci/config.yml", "azure-pipelines.yml", "Jenkinsfile"]
)
def test_a_pipeline_that_changes_together_with_code(branch: Project, path: str) -> None:
    """Whoever edits the pipeline can leave the audit out."""
    branch.with_file(path, "jobs: {}\n").commit("ci: faster")

    branch.gate("audit", BASE, "--tdd-audit=static", verdict="refused", rules=["policy-changed"])


def test_settings_of_the_base_decide(project: Project) -> None:
    """A lower threshold in the change does not lower the threshold."""
    policy = '\n[tool.tddgate]\nmin-diff-coverage = 100\nrules.policy-changed = "advise"\n'
    project.with_file("pyproject.toml", project.text("pyproject.toml") + policy).commit("chore: settings")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement()
    project.with_file("src/shop/loose.py", "def loose():\n    return 1\n")
    project.replace("pyproject.toml", "= 100", "= 0").commit("feat: discount")

    ran = project.run("--tdd-gate=audit", BASE)
    assert "low-diff-coverage" in ran.refused, ran.output
    assert "policy-changed" in ran.advised


def test_code_that_no_contract_reaches(branch: Project) -> None:
    """It is named; the settings of the base say whether that refuses."""
    branch.with_file("src/shop/loose.py", "def loose():\n    return 1\n").commit("feat: loose")

    ran = branch.run("--tdd-gate=audit", BASE)

    assert "uncontracted" in ran.advised, ran.output
    assert "src/shop/loose.py" in ran.told("uncontracted")[0]


def test_new_harness_that_reaches_a_contract(branch: Project) -> None:
    """A conftest above the locked tests can make any test pass."""
    branch.with_file("conftest.py", "import pytest\n").commit("test: harness")

    branch.gate("audit", BASE, verdict="refused", rules=["harness-added"])


def test_an_amendment_has_to_be_signed_where_the_base_says_so(project: Project, tmp_path: Path) -> None:
    """Who may sign is what the base says, too."""
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    settings = project.text("pyproject.toml") + '\n[tool.tddgate.audit]\nallowed-signers = ".tddgate/signers"\n'
    project.with_file("pyproject.toml", settings).with_file(".tddgate/signers", f"a@example.com {public}")
    project.commit("chore: who may amend")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")
    project.replace(TEST, "discount(100) == 90", "discount(200) == 180").amend("discount", "the usual price")
    unsigned = project.run("--tdd-gate=audit", BASE)
    project.git("config", "gpg.format", "ssh")
    project.git("config", "user.signingKey", str(key))
    project.git("commit", "--quiet", "--amend", "--no-edit", "-S")

    signed = project.run("--tdd-gate=audit", BASE)

    assert (unsigned.exit_code, unsigned.refused) == (10, ("unsigned-amendment",)), unsigned.output
    assert signed.exit_code == 0, signed.output
