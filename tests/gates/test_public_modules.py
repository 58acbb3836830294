"""Which modules callers may use can be set; the rest is as private as with an underscore."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.configuration.docs_settings import DocsSettings, docs_settings_of
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.python.exposures import exposed, private_but
from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.docs import gate as docs
from tests.fakes import FakeRepository, Files, case_of

VAT = 'def vat(price):\n    """The tax."""\n    return price\n'


def changed_names(after: Files, *public: str, before: Files | None = None) -> list[str]:
    """The public names that a change brings, where these modules are public (none: all without an underscore)."""
    at_base = {"src/shop/__init__.py": ""} if before is None else before
    repository = FakeRepository([at_base], {**at_base, **after})
    settings = Settings(docs=DocsSettings(public=public))
    prepared = docs.since("c0", (), *[case_of(repository, settings=settings)] * 2)
    return [each.name for each in prepared.changes]


@pytest.mark.parametrize(
    ("public", "names"),
    [
        (("shop.tax",), ["shop.tax.vat"]),
        (("shop.*",), ["shop.adapters.sql.vat", "shop.tax.vat"]),
        (("shop", "shop.adapters.*"), ["shop.adapters.sql.vat"]),
        (("shop",), []),
    ],
)
def test_public_modules_are_those_that_a_pattern_names(public: tuple[str, ...], names: list[str]) -> None:
    """A star stands for everything below as well."""
    assert sorted(changed_names({"src/shop/tax.py": VAT, "src/shop/adapters/sql.py": VAT}, *public)) == names


@pytest.mark.tdd_pins("without the setting it is as it was")
def test_without_the_setting_every_module_without_an_underscore_is_public() -> None:
    """What most libraries mean."""
    assert changed_names({"src/shop/tax.py": VAT, "src/shop/_sql.py": VAT}) == ["shop.tax.vat"]


def test_an_underscore_stays_private() -> None:
    """Whatever pattern it matches."""
    assert changed_names({"src/shop/_sql.py": VAT}, "shop.*") == []


def test_what_a_public_package_gives_on_is_public() -> None:
    """Under the name by which callers reach it."""
    before = {"src/shop/__init__.py": 'from shop.tax import vat\n\n__all__ = ["vat"]\n'}

    assert changed_names({"src/shop/tax.py": VAT}, "shop", before=before) == ["shop.vat"]


@pytest.mark.parametrize("pattern", ["shp", "shop.tax.*", "shop/tax.py"])
def test_a_pattern_that_names_no_module_leaves_it_undecided(pattern: str) -> None:
    """A misspelt one would make all names private, and the gate would pass by silence."""
    with pytest.raises(CannotDecide, match="names no module") as told:
        changed_names({"src/shop/tax.py": VAT}, "shop", pattern)

    assert pattern in told.value.what
    assert "docs" in told.value.next_step


def test_the_setting_is_a_list_of_dotted_names() -> None:
    """Patterns may be among them."""
    assert docs_settings_of({"public": ["shop", "shop.api.*"]}) == (DocsSettings(public=("shop", "shop.api.*")), ())


@pytest.mark.parametrize("value", ["shop", [1], {"shop": True}])
def test_anything_else_is_a_mistake(value: object) -> None:
    """Said with what is expected."""
    _, mistakes = docs_settings_of({"public": value})

    assert mistakes == (
        f'docs.public = {value!r}: a list of dotted names of modules is expected, such as ["shop", "shop.api.*"]',
    )


def test_packages_and_modules_ask_the_same_question() -> None:
    """What is private is known in one place."""
    is_private = private_but(("shop",))

    given = exposed({"shop": b"from shop.tax import vat\n"}, is_private)

    assert given == {"shop.tax.vat": "shop.vat"}
    assert [each.name for each in public_objects("shop.tax", "src/shop/tax.py", VAT.encode(), given, is_private)] == [
        "shop.vat"
    ]
