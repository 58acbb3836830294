"""An async test that nothing runs lacks a package, whatever the subject is: also where an import hides that."""

from __future__ import annotations

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.blame import Scene, blame_of
from pytest_tddgate.domain.red.judgement import Lack
from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame, TestId


def test_what_an_async_test_lacks() -> None:
    """Stand-ins for the subject cannot be the reason."""
    failed = ExceptionSeen(
        ("builtins.Failed", "builtins.Exception"),
        "async def functions are not natively supported.\nYou need to install a suitable plugin",
        (Frame("/usr/lib/_pytest/python.py", 3, "async_fail"),),
    )
    scene = Scene(Layout("/w", packages=("src/shop",)), TestId("tests/test_cart.py", "test_sum"), lambda _: None)

    blame = blame_of(failed, scene)

    assert (blame.rule, blame.lacks) == ("broken-environment", Lack.PACKAGE)
