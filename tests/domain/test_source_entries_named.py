"""The entry of the setting `source` that is named for code that does not count as the product: its import root."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.domain.red.absent_names import blame_import
from pytest_tddgate.domain.run.observation import ExceptionSeen

TOP = Layout("/w", names=frozenset({"other"}), packages=("other",))


def named(module: str, path: str) -> str:
    """The entry that is named for `from MODULE import vat`, where the module is at this path."""
    seen = ExceptionSeen(
        ("builtins.ImportError",), f"cannot import name 'vat' from '{module}'", subject="vat", owner=module, source=path
    )
    step = blame_import(seen, TOP, None).next_step
    return step.partition('", "')[2].partition('"]')[0]


@pytest.mark.parametrize(
    ("path", "entry"),
    [
        ("/w/money-api/src/money/tax/__init__.py", "money-api/src"),
        ("/w/packages/core/money/tax.py", "packages/core"),
        ("/w/money/src/money/tax.py", "money/src"),
    ],
)
def test_the_folder_that_python_imports_from(path: str, entry: str) -> None:
    """A project of a monorepo, whose settings of pytest are at the top."""
    assert named("money.tax", path) == entry


@pytest.mark.tdd_pins("where the import begins at the top, the entry is the package, as before")
@pytest.mark.parametrize(
    ("module", "path", "entry"),
    [
        ("money.tax", "/w/money/tax.py", "money"),
        ("money", "/w/money.py", "money.py"),
        ("money.tax", "/w/lib/money/tax.py", "lib"),
        ("money.tax", "/w/lib/elsewhere.py", "lib"),
    ],
)
def test_the_first_folder_otherwise(module: str, path: str, entry: str) -> None:
    """Also where the path does not tell."""
    assert named(module, path) == entry
