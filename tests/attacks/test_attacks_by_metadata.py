"""Metadata beside the code that put another plugin in the place of the judge's own, or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

FORGED = """\
from pytest_tddgate.plugin import *
import _pytest.python

_run = _pytest.python.Function.runtest


def _quietly(item):
    try:
        return _run(item)
    except BaseException:
        return None


_pytest.python.Function.runtest = _quietly
"""


def test_metadata_that_replace_the_plugin_are_refused_by_the_audit(started: Project) -> None:
    """By the name of the plugin, and in a file that looks like a tool's."""
    project = started.with_red_test().lock().with_file("src/noxfile.py", FORGED)
    project.with_file("src/shop.egg-info/entry_points.txt", "[pytest11]\ntddgate = noxfile\n")
    project.with_file("src/shop/discount.py", "def discount(price):\n    return price\n").commit("feat: discount")

    refused = project.run("--tdd-gate=audit", "--tdd-base=main")

    assert "src/shop.egg-info makes noxfile a plugin of pytest, by the name tddgate" in refused.findings


def test_metadata_that_git_ignores_are_refused_at_green(started: Project) -> None:
    """They lie where pytest finds them, committed or not."""
    started.with_file(".gitignore", "*.egg-info\n").commit()
    started.with_red_test().lock()
    project = started.with_file("noxfile.py", "").with_file(
        "src/shop/discount.py", "def discount(price):\n    return 1\n"
    )
    project.with_file("src/shop.egg-info/entry_points.txt", "[pytest11]\nzzz = noxfile\n")

    refused = project.run("--tdd-gate=green")

    assert "src/shop.egg-info makes noxfile a plugin of pytest, by the name zzz" in refused.findings
