"""The public objects of a private module: those that are given on, under the names that callers know."""

from __future__ import annotations

from pytest_tddgate.adapters.griffe_api import public_objects

PATH = "src/shop/_core.py"
SOURCE = b'''
RATE = 1


class _Cart:
    """A cart."""

    def to(self, unit):
        raise ValueError(unit)


def total(): ...


def inner(): ...
'''


def names(given: dict[str, str], source: bytes = SOURCE) -> list[str]:
    """The names that are public when these are given on."""
    return [each.name for each in public_objects("shop._core", PATH, source, given)]


def test_only_what_is_given_on_is_public_with_its_members() -> None:
    """An underscore at home does not matter."""
    given = {"shop._core._Cart": "shop.Cart", "shop._core.total": "shop.sum", "shop.other.x": "shop.x"}

    assert names(given) == ["shop.Cart", "shop.Cart.to", "shop.sum"]


def test_the_place_is_where_it_is_written() -> None:
    """And what it raises and takes is known."""
    (_, to) = public_objects("shop._core", PATH, SOURCE, {"shop._core._Cart": "shop.Cart"})

    assert (to.path, to.line, [each.name for each in to.parameters], to.raises) == (PATH, 8, ["unit"], ("ValueError",))


def test_a_star_gives_on_what_the_module_lists() -> None:
    """With `__all__` that, else what has no underscore."""
    listed = SOURCE + b'\n__all__ = ["total"]\n'

    assert names({"shop._core.*": "shop.*"}) == ["shop.RATE", "shop.total", "shop.inner"]
    assert names({"shop._core.*": "shop.*"}, listed) == ["shop.total"]


def test_without_a_word_a_private_module_has_nothing_public() -> None:
    """As before."""
    assert names({}) == []
