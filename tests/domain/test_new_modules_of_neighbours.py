"""A whole module that another project of the repository does not have yet: it is to be written there."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.absent_names import blame_import
from pytest_tddgate.domain.run.observation import ExceptionSeen

WEB = Layout("/w", root="web", source=("web/src",), packages=("web/src/shop",), names=frozenset({"shop"}), tests=())


def missing_below(source: str) -> ExceptionSeen:
    """`import money.tax`, where this file is the package `money`."""
    classes = ("builtins.ModuleNotFoundError", "builtins.ImportError")
    return ExceptionSeen(classes, message="No module named 'money.tax'", subject="money.tax", source=source)


def test_a_module_of_another_project_is_locked_there() -> None:
    """Nothing is to be installed."""
    blame = blame_import(missing_below("/w/core/src/money/__init__.py"), WEB, None)

    assert blame.rule == "broken-environment"
    assert blame.what == "needs money.tax, and core/src/money/__init__.py is of another project of this repository"
    assert blame.next_step.startswith("lock a test for money.tax in that project")


@pytest.mark.parametrize("source", ["", "/usr/lib/money/__init__.py"])
@pytest.mark.tdd_pins("nobody knows better")
def test_a_module_of_nobody_here_is_to_be_installed(source: str) -> None:
    """Or to be begun."""
    assert blame_import(missing_below(source), WEB, None).next_step.startswith("install money")
