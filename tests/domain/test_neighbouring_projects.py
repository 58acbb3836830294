"""A name that another project of the same repository does not have: nothing is to be installed."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.absent_names import blame_import
from pytest_tddgate.domain.run.observation import ExceptionSeen

WEB = Layout("/w", root="web", source=("web/src",), packages=("web/src/shop",), names=frozenset({"shop"}), tests=())


def missing_from(source: str) -> ExceptionSeen:
    """`from money import with_vat`, where this file is the module."""
    message = f"cannot import name 'with_vat' from 'money' ({source})"
    return ExceptionSeen(("builtins.ImportError",), message=message, subject="with_vat", owner="money", source=source)


def test_a_name_of_another_project_is_locked_there() -> None:
    """It is this repository's, and not this project's."""
    blame = blame_import(missing_from("/w/core/src/money.py"), WEB, None)

    assert blame.what == "needs money.with_vat, and core/src/money.py is of another project of this repository"
    assert blame.next_step.startswith("lock a test for money.with_vat in that project")


@pytest.mark.parametrize(
    "source", ["/usr/lib/money.py", "/w/.venv/lib/site-packages/money.py", "/w/core/.tox/x/site-packages/money.py"]
)
@pytest.mark.tdd_pins("what is installed has always been the environment's")
def test_an_installed_package_is_no_project_of_the_repository(source: str) -> None:
    """Also where its environment lies in the repository."""
    blame = blame_import(missing_from(source), WEB, None)

    assert blame.what.startswith("needs a package that is not installed")
