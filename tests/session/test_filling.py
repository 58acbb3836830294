"""Gaps in first-party code are found in an exception and filled; other people's gaps are left alone."""

from __future__ import annotations

import importlib
import itertools
import sys
import types
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

from pytest_tddgate.session.child.filling import Filler
from pytest_tddgate.session.child.standins import set_mode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_NUMBER = itertools.count()
_SOURCE = """\
import json
def find(name): return [name]
def closed():
    kept = 1
    def inner(name): return kept
    return inner
inner = closed()
def stub(name): raise NotImplementedError
def broken(): return {}["key"]
class Cart:
    __slots__ = ()
    def __init__(self, size=1): ...
    def stub(self): raise NotImplementedError("later")
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[types.ModuleType]:
    """A first-party package of a name of its own, loaded."""
    name = f"shop{next(_NUMBER)}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text(_SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    yield importlib.import_module(name)
    for each in [each for each in sys.modules if each.partition(".")[0] == name]:
        del sys.modules[each]


@pytest.fixture
def filler(shop: types.ModuleType) -> Filler:
    """A filler for that package, in place."""
    found = Filler([shop.__name__])
    found.install()
    return found


def filled(filler: Filler, shop: types.ModuleType) -> list[str]:
    """What was filled, with `shop` for the package's name."""
    return [each.replace(shop.__name__, "shop") for each in filler.filled]


def attempt(filler: Filler, code: Callable[[], object]) -> bool:
    """Whether the gap that this code falls into was filled."""
    try:
        code()
    except Exception as problem:  # noqa: BLE001 - whatever it is
        return filler.fill(problem)
    raise AssertionError("nothing was raised")


def test_a_missing_module_is_made_when_it_is_imported(shop: types.ModuleType, filler: Filler) -> None:
    """With every name that somebody asks for, and every module below it."""
    rates = importlib.import_module(f"{shop.__name__}.tax.rates")

    vat = rates.vat

    assert (rates.vat is vat, filled(filler, shop)) == (True, ["shop.tax", "shop.tax.rates", "shop.tax.rates.vat"])


def test_a_missing_name_is_left_to_the_exception(shop: types.ModuleType, filler: Filler) -> None:
    """`from shop import vat` asks for a module `shop.vat` first: it is a name, and no module is made for it."""
    code = f"from {shop.__name__} import vat"

    assert attempt(filler, lambda: exec(code, {}))  # noqa: S102 - our own source
    assert (filled(filler, shop), isinstance(shop.vat, types.ModuleType)) == (["shop.vat"], False)


@pytest.mark.parametrize("module", ["no_such_package", "json.no_such_module"])
def test_modules_of_others_stay_missing(filler: Filler, module: str) -> None:
    """A third party's package is the environment's affair."""
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(module)

    assert filler.filled == {}


def patched(target: str) -> None:
    """Replace an attribute for a moment, as tests do."""
    with mock.patch(target):
        pass


@pytest.mark.parametrize(
    ("code", "label"),
    [
        (lambda shop: shop.vat, "shop.vat"),
        (lambda shop: shop.Cart().vat, "shop.Cart.vat"),
        (lambda shop: shop.Cart.vat, "shop.Cart.vat"),
        (lambda shop: patched(f"{shop.__name__}.vat"), "shop.vat"),
        (lambda shop: patched(f"{shop.__name__}.Cart.vat"), "shop.Cart.vat"),
        (lambda shop: pytest.MonkeyPatch().setattr(f"{shop.__name__}.vat", 1), "shop.vat"),
        (lambda shop: pytest.MonkeyPatch().setattr(shop, "vat", 1), "shop.vat"),
        (lambda shop: pytest.MonkeyPatch().setattr(shop.Cart, "vat", 1), "shop.Cart.vat"),
        (lambda shop: shop.find(limit=1, name="a"), "find(limit=)"),
        (lambda shop: shop.Cart(colour=1), "Cart.__init__(colour=)"),
        (lambda shop: shop.stub("a"), "shop.stub"),
        (lambda shop: shop.Cart().stub(), "shop.Cart.stub"),
    ],
)
def test_a_gap_is_filled_so_that_the_code_runs(
    shop: types.ModuleType, filler: Filler, code: Callable[[Any], object], label: str
) -> None:
    """An attribute, what a test wants to replace, a parameter, a stub: the second time the code gets further."""
    assert attempt(filler, lambda: code(shop))

    code(shop)
    assert filled(filler, shop) == [label]


@pytest.mark.parametrize(
    "code",
    [
        lambda _: {}.vat,  # type: ignore[attr-defined]  # on purpose
        lambda _: importlib.vat,  # type: ignore[attr-defined]  # on purpose
        lambda _: patched("json.vat"),
        lambda shop: shop.broken(),
        lambda shop: shop.inner(limit=1),
        lambda shop: shop.find(),
        lambda _: undefined,  # type: ignore[name-defined]  # noqa: F821 - on purpose
        lambda _: dict(1),  # type: ignore[call-overload]  # on purpose
        lambda _: (_ for _ in ()).throw(NotImplementedError),
    ],
)
def test_what_is_no_gap_of_the_subject_is_left_alone(
    shop: types.ModuleType, filler: Filler, code: Callable[[Any], object]
) -> None:
    """Attributes of others, errors of the subject, calls that no keyword can mend, stubs of the test."""
    assert (attempt(filler, lambda: code(shop)), filled(filler, shop)) == (False, [])


def test_a_gap_behind_an_expectation_is_filled(shop: types.ModuleType, filler: Filler) -> None:
    """`pytest.raises` hides a missing name in the context of its own failure."""

    def test() -> None:
        with pytest.raises(ValueError, match="never"):
            shop.vat()

    assert (attempt(filler, test), filled(filler, shop)) == (True, ["shop.vat"])


def test_a_gap_is_filled_once(shop: types.ModuleType, filler: Filler) -> None:
    """A name that is still missing afterwards does not make the judge try for ever."""

    def code() -> object:
        vars(shop).pop("vat", None)
        return shop.vat

    assert [attempt(filler, code) for _ in range(2)] == [True, False]


def test_a_function_keeps_its_own_answer_when_it_ignores_a_keyword(shop: types.ModuleType, filler: Filler) -> None:
    """Wherever it was imported to, because the function object itself is changed."""
    find = shop.find
    attempt(filler, lambda: find("a", limit=1))

    assert (find("a", limit=1), find(name="b")) == (["a"], ["b"])


def test_a_function_can_ignore_several_keywords(shop: types.ModuleType, filler: Filler) -> None:
    """Each is found with an attempt of its own."""
    for _ in range(2):
        attempt(filler, lambda: shop.find("a", limit=1, order=2))

    assert shop.find("a", limit=1, order=2) == ["a"]
    assert filled(filler, shop) == ["find(limit=)", "find(order=)"]


def test_a_stub_answers_like_a_stand_in(shop: types.ModuleType, filler: Filler) -> None:
    """In the mode of the moment."""
    attempt(filler, lambda: shop.stub("a"))

    set_mode("list")
    try:
        assert shop.stub("a") == []
    finally:
        set_mode("anything")


def test_what_cannot_be_set_is_not_filled(filler: Filler, shop: types.ModuleType) -> None:
    """An attribute of a builtin type that first-party code extends in C, a read-only module."""

    class Closed(types.ModuleType):
        def __setattr__(self, name: str, value: object) -> None:
            raise AttributeError(name)

    closed = Closed(shop.__name__)

    assert not attempt(filler, lambda: closed.vat)
