"""A change that writes `__all__` does not decide by it what has to be documented: what its tests use is public."""

from __future__ import annotations

import pytest

from pytest_tddgate.gates.docs import gate as docs
from tests.fakes import FakeRepository, Files, case_of, contract_of, record_of

TAX, TESTS = "src/shop/tax.py", "tests/test_tax.py"
VAT = "def vat(price):\n    return price\n\n\ndef net(price):\n    return price\n"
HIDDEN = f"{VAT}\n\n__all__ = []\n"
USE = "from shop.tax import vat\n\n\ndef test_it():\n    assert vat(1) == 1\n"


def changes(after: str, before: str | None = None, use: str = USE) -> list[tuple[str, str]]:
    """Kind and public name of what a change brings, whose contract locks this test file."""
    tests: Files = {TESTS: use}
    base: Files = {"src/shop/__init__.py": "", **({TAX: before} if before is not None else {})}
    locked = {**base, **tests, **record_of(contract_of("tax", tests))}
    case = case_of(FakeRepository([base, locked], {**locked, TAX: after}))
    return [(each.kind, each.name) for each in docs.since("c1", ("tax",), case, case).changes]


def changed_names(after: str, before: str | None = None, use: str = USE) -> list[str]:
    """The names of it."""
    return [name for _, name in changes(after, before, use)]


@pytest.mark.parametrize(
    ("use", "names"),
    [
        (USE, ["shop.tax.vat"]),
        (
            USE.replace("from shop.tax import vat", "import shop.tax as t").replace("vat(1)", "t.vat(1)"),
            ["shop.tax.vat"],
        ),
        (
            USE.replace("from shop.tax import vat", "from shop import tax").replace("vat(1)", "tax.vat(1)"),
            ["shop.tax.vat"],
        ),
        (
            USE.replace("from shop.tax import vat", "import shop.tax").replace("vat(1)", "shop.tax.net(1)"),
            ["shop.tax.net"],
        ),
    ],
)
def test_a_new_module_with_an_empty_list(use: str, names: list[str]) -> None:
    """However the locked tests come to the name."""
    assert changed_names(HIDDEN, use=use) == names


def test_a_list_that_leaves_out_the_new_name() -> None:
    """What it does name is public as well."""
    assert changed_names(f'{VAT}\n\n__all__ = ["net"]\n') == ["shop.tax.net", "shop.tax.vat"]


def test_a_list_that_the_change_brings_into_an_old_module() -> None:
    """It had none at the base."""
    assert changed_names(HIDDEN, before="RATE = 19\n") == ["shop.tax.RATE", "shop.tax.vat"]


def test_a_name_that_the_change_takes_off_the_list() -> None:
    """It stays what it was, and a parameter more is told."""
    before = f'{VAT}\n\n__all__ = ["vat"]\n'
    after = HIDDEN.replace("def vat(price)", "def vat(price, rate=19)")

    assert changes(after, before=before) == [("changed", "shop.tax.vat")]


@pytest.mark.tdd_pins("these were private before, and are now")
@pytest.mark.parametrize(
    ("after", "before", "use"),
    [
        (HIDDEN.replace("vat", "_vat"), None, USE.replace("vat", "_vat")),
        (f'{VAT}\n\n__all__ = ["net"]\n', 'def net(price):\n    return price\n\n\n__all__ = ["net"]\n', USE),
        (HIDDEN, None, "def test_it():\n    assert 1\n"),
        (HIDDEN, None, USE.replace("from shop.tax", "from other.tax")),
    ],
)
def test_what_stays_private(after: str, before: str | None, use: str) -> None:
    """An underscore, a list as the base has it, a name that no contract asks for."""
    assert changed_names(after, before=before, use=use) == []


def test_a_feature_without_a_docstring_behind_an_empty_list() -> None:
    """The gate asks for it."""
    tests: Files = {TESTS: USE}
    base: Files = {"src/shop/__init__.py": 'def old():\n    """The old one."""\n'}
    locked = {**base, **tests, **record_of(contract_of("tax", tests))}
    case = case_of(FakeRepository([base, locked], {**locked, TAX: HIDDEN}))

    found = docs.findings_of(docs.since("c1", ("tax",), case, case), case)

    assert [(each.rule.id, each.what) for each in found] == [("undocumented", "shop.tax.vat has no docstring")]
