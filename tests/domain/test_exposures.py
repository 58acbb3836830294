"""What of a private module callers reach by a public name: a package imports it to give it on."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.python.exposures import exposed


def found(**sources: str) -> dict[str, str]:
    """Private name -> public name, for packages by their dotted name with `_` for the dot between them."""
    return exposed({name.replace("__", "."): text.encode() for name, text in sources.items()})


@pytest.mark.parametrize(
    "source",
    [
        'from shop._core import Cart\n__all__ = ["Cart"]\n',
        'from ._core import Cart, _Hidden\n__all__ = ["Cart"]\n',
        'from ._core import Cart\n__all__ = []\n__all__ += ["Cart"]\n',
        'from ._core import Cart\n__all__: list[str] = ["Cart"]\n',
        "from ._core import Cart\n",
        "from ._core import Cart as Cart\n",
        "try:\n    from ._core import Cart\nexcept ImportError:\n    Cart = None\n",
    ],
)
def test_what_a_package_gives_on_is_public_under_its_name(source: str) -> None:
    """With `__all__` what it lists, else what has no underscore."""
    assert found(shop=source) == {"shop._core.Cart": "shop.Cart"}


def test_another_name_counts_as_it_is_given_on() -> None:
    """Callers know no other."""
    source = 'from ._core import _Cart as Basket\n__all__ = ["Basket"]\n'

    assert found(shop=source) == {"shop._core._Cart": "shop.Basket"}


def test_a_name_is_followed_through_private_packages() -> None:
    """To where it is defined."""
    sources = {"shop": "from ._impl import Cart\n", "shop___impl": "from .cart import Cart\n"}

    assert found(**sources) == {"shop._impl.Cart": "shop.Cart", "shop._impl.cart.Cart": "shop.Cart"}


def test_a_star_gives_on_everything() -> None:
    """What that is, the module itself says."""
    assert found(shop="from ._core import *\n") == {"shop._core.*": "shop.*"}


@pytest.mark.parametrize(
    "source",
    [
        "from ._core import Cart\n__all__ = []\n",
        "from ._core import Cart as _Cart\n",
        "from .cart import Cart\n",
        "from . import _core\n",
        "import shop._core\n",
        "def cart():\n    from ._core import Cart\n    return Cart()\n",
        "from ....._core import Cart\n",
        "from ._core import Cart\ndef\n",
    ],
)
def test_what_nobody_is_given_stays_private(source: str) -> None:
    """A module is no name of its own, and a file that cannot be read gives nothing."""
    assert found(shop=source) == {}


def test_two_packages_that_give_each_other_the_same_name_end_somewhere() -> None:
    """Python would not import them either."""
    assert found(shop="from ._a import X\n", shop___a="from ._b import X\n", shop___a___b="from .. import X\n")


def test_of_two_public_names_the_shorter_one_counts() -> None:
    """One change is told once."""
    sources = {"shop": "from ._core import Cart\n", "shop__api": "from .._core import Cart\n"}

    assert found(**sources) == {"shop._core.Cart": "shop.Cart"}
