"""Modules that exist and hold none of their names: the least that an author can write."""

from __future__ import annotations

import importlib
import itertools
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.session.child.empty_modules import EmptyModuleFiller, forget_standins
from pytest_tddgate.session.child.filling import Filler
from pytest_tddgate.session.child.standins import take_used

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NUMBER = itertools.count()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a first-party package with one module."""
    name = f"bareshop{next(_NUMBER)}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("")
    (tmp_path / name / "cart.py").write_text("total = sum\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    take_used()
    yield name
    for each in [each for each in sys.modules if each.partition(".")[0] in {name, f"of_{name}"}]:
        del sys.modules[each]


def installed(shop: str) -> EmptyModuleFiller:
    """What answers for modules of the package."""
    found = EmptyModuleFiller([shop])
    found.install()
    return found


def test_a_missing_module_is_there_and_empty(shop: str) -> None:
    """Whoever asks for a name has used it."""
    installed(shop)

    tax = importlib.import_module(f"{shop}.tax.rates")

    assert (getattr(tax, "vat", 7), getattr(tax, "__path__", None) is None) == (7, False)
    assert take_used() == [f"{shop}.tax.rates"]
    with pytest.raises(ImportError, match="cannot import name 'vat'"):
        exec(f"from {shop}.tax.rates import vat", {})  # noqa: S102 - our own source


def test_a_name_of_a_package_may_be_a_module(shop: str) -> None:
    """`from shop import tax` names either; a module that is there lacks what it lacks."""
    filler = installed(shop)
    with pytest.raises(ImportError) as of_package:
        exec(f"from {shop} import tax", {})  # noqa: S102 - our own source
    with pytest.raises(ImportError) as of_module:
        exec(f"from {shop}.cart import vat", {})  # noqa: S102 - our own source

    assert (filler.fill(of_package.value), filler.fill(of_module.value)) == (True, False)
    assert not hasattr(importlib.import_module(f"{shop}.tax"), "vat")
    assert filler.fill(of_package.value) is False


def test_other_gaps_stay(shop: str) -> None:
    """An empty module adds nothing to an object."""
    filler = installed(shop)
    cart = importlib.import_module(f"{shop}.cart")
    with pytest.raises(AttributeError) as missing:
        cart.vat  # noqa: B018 - the question itself

    assert filler.fill(missing.value) is False


def test_stand_ins_are_forgotten(shop: str, tmp_path: Path) -> None:
    """Those of the subject are taken out of it; a module of the tests that holds one is imported afresh."""
    (tmp_path / f"of_{shop}.py").write_text(f"from {shop}.tax import vat\n")
    filler = Filler([shop])
    filler.install()
    cart = importlib.import_module(f"{shop}.cart")
    with pytest.raises(AttributeError) as missing:
        cart.vat  # noqa: B018 - the question itself
    filler.fill(missing.value)
    importlib.import_module(f"of_{shop}")

    forget_standins([shop], str(tmp_path))

    assert not {f"{shop}.tax", f"of_{shop}"} & sys.modules.keys()
    assert (hasattr(cart, "vat"), hasattr(sys.modules[shop], "tax"), cart.total) == (False, False, sum)


def test_a_filler_knows_whether_modules_are_missing(shop: str) -> None:
    """Only then an empty module could be all that a test asks for."""
    filler = Filler([shop])
    filler.install()
    before = filler.lacks_modules

    importlib.import_module(f"{shop}.tax")

    assert (before, filler.lacks_modules) == (False, True)


def test_a_missing_name_of_a_package_may_be_a_missing_module(shop: str) -> None:
    """A name of a module cannot be one."""
    filler = Filler([shop])
    seen = []
    for code in (f"from {shop}.cart import vat", f"from {shop} import tax"):
        with pytest.raises(ImportError) as missing:
            exec(code, {})  # noqa: S102 - our own source
        filler.fill(missing.value)
        seen.append(filler.lacks_modules)

    assert seen == [False, True]
