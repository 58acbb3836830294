"""The audit judges docs and review too, where the base asks for it, and by what the base says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

BASE = "--tdd-base=main"
ASKED = """
[tool.tddgate.audit]
gates = ["docs", "review"]

[tool.tddgate.review]
workspace = ["notes"]

[tool.tddgate.rules]
policy-changed = "advise"

[tool.tddgate.wrappers]
"urllib.request" = "shop.http"

[tool.ruff.lint]
select = ["F"]
"""
CODE = '"""Discounts."""\n\n\ndef discount(price):\n    """The price in cents, less ten percent."""\n'
BODY = "    return price * 9 // 10\n"


def asked(project: Project, settings: str = ASKED) -> Project:
    """The project on a branch whose base has these settings, a page and a changelog, with the feature locked."""
    project.with_file("pyproject.toml", project.text("pyproject.toml") + settings)
    project.with_file("README.md", "# shop\n").with_file("CHANGELOG.md", "# Changelog\n").commit("settings")
    project.git("switch", "--quiet", "--create", "feature/discount")
    return project.with_red_test().lock()


def documented(project: Project) -> Project:
    """The feature with everything that both gates ask for."""
    project.with_file("src/shop/discount.py", CODE + BODY)
    project.with_file("README.md", "# shop\n\n`discount` takes ten percent off.\n")
    return project.with_file("CHANGELOG.md", "# Changelog\n\n- Discounts.\n").commit("feat: discount")


def test_a_change_that_is_documented_and_clean_passes(project: Project) -> None:
    """Each of both has its line in the report, and nobody has run docs or review before."""
    passed = documented(asked(project)).gate("audit", BASE, verdict="passed").last

    assert "  docs    1 change" in passed.output, passed.output
    for item in ("lint", "format", "workspace"):
        assert f"  done    {item}" in passed.output, passed.output
    assert any("docs and review" in line for line in passed.output.splitlines() if line.startswith("audit "))


def test_what_is_missing_or_wrong_refuses_whatever_the_change_sets(project: Project) -> None:
    """Settings, excluded files, and where the changelog is: the base's word counts, and the edit is a finding."""
    change = asked(project).implement()
    change.with_file("src/shop/discount.py", "import urllib.request\ndef discount(price):\n" + BODY)
    lax = '\n[tool.ruff]\nexclude = ["src"]\n\n[tool.tddgate.docs]\nchangelog = "off"\n'
    settings = change.text("pyproject.toml").replace('gates = ["docs", "review"]', "gates = []")
    change.with_file("pyproject.toml", settings + lax).with_file("src/ruff.toml", "[lint]\nselect = []\n")
    change.with_file("notes/plan.txt", "later").without_file("CHANGELOG.md").without_file("README.md").commit()

    rules = ["undocumented", "docs-silent", "changelog-missing", "lint", "format", "wrapper-bypassed", "left-over"]
    refused = change.gate("audit", BASE, verdict="refused", rules=rules).last

    assert "F401 `urllib.request` imported but unused" in refused.output
    assert refused.advised.count("policy-changed") == 3, refused.output
    assert "settings of linters" in refused.output


def test_a_tool_that_is_missing_leaves_it_undecided_and_reviewers_are_the_bases(
    project: Project, tmp_path: Path
) -> None:
    """Who does not answer has not agreed; and a reviewer whom the change names is asked nothing."""
    asked_for = ASKED.replace("[tool.tddgate.review]\n", '[tool.tddgate.review]\ntypes = "no-such-checker src"\n')
    trace = tmp_path / "asked"
    reviewer = f"{sys.executable} -c \"open('{trace}', 'w')\""
    change = asked(project, asked_for)
    own = f"\n[[tool.tddgate.reviewers]]\nname = \"ana\"\ncommand = '''{reviewer}'''\n"
    change.with_file("pyproject.toml", change.text("pyproject.toml") + own)

    undecided = documented(change).gate("audit", BASE, verdict="undecided").last

    assert "no-such-checker cannot be started" in undecided.output
    assert not trace.exists()


def test_a_static_audit_reads_docs_and_asks_nobody(project: Project) -> None:
    """Docs need no run; what review needs is said to be open."""
    change = asked(project).implement().commit("feat: discount")
    rules = ["undocumented", "docs-silent", "changelog-missing"]

    refused = change.gate("audit", BASE, "--tdd-audit=static", verdict="refused", rules=rules).last

    assert "review was not asked" in refused.output


@pytest.mark.tdd_pins("as before: nobody asked for it")
def test_nobody_asked_for_docs_and_review(project: Project) -> None:
    """Then a change without a docstring passes."""
    change = asked(project, "").implement().commit("feat: discount")

    change.gate("audit", BASE, "--tdd-audit=static", verdict="passed")
