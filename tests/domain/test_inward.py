"""When a test looks inside the subject."""

from __future__ import annotations

from textwrap import indent

import pytest

from pytest_tddgate.domain.red.behaviour_kinds import sources_of
from pytest_tddgate.domain.red.internals import internals_looked_at

HEAD = "import shop\nfrom shop import cart\nfrom shop._tax import rate\nimport json\nfrom unittest import mock\n"


def looks(body: str, *, above: str = "", arguments: str = "") -> tuple[tuple[int, str], ...]:
    """What a test with this body sees of the inside of `shop`."""
    source = f"{HEAD}{above}\ndef test_it({arguments}):\n{indent(body, '    ')}\n"
    (test,) = sources_of("tests/test_it.py", source.encode(), ["test_it"])
    return internals_looked_at(test, lambda name: name.split(".")[0] == "shop")


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("assert shop._round(1) == 1", "reads the private shop._round"),
        ("assert cart.Cart()._items == []", "reads the private _items"),
        ("assert rate(1) == 1", "uses the private shop._tax.rate"),
        ("mock.patch('shop.tax._rate')", "patches the private shop.tax._rate"),
        ("mock.patch.object(cart, '_rate')", "patches the private shop.cart._rate"),
        ("monkeypatch.setattr(shop, '_rate', 1)", "patches the private shop._rate"),
        ("monkeypatch.setattr('shop.tax._rate', 1)", "patches the private shop.tax._rate"),
    ],
)
def test_a_private_name_of_the_subject_is_inside(body: str, what: str) -> None:
    """An honest refactoring may rename it."""
    found = looks(body)

    assert found == ((8, what),)


@pytest.mark.parametrize(
    "body",
    [
        "assert shop.round(1) == 1",
        "assert shop.__version__",
        "assert json._default_encoder",
        "assert cart.Line(1)._replace(x=2) == 3",
        "monkeypatch.setattr(shop, 'RATE', 1)",
        "with mock.patch('shop.http.requests.get') as get:\n    shop.run()\nget.assert_called_once()",
        "seen = mock.Mock()\nshop.run(seen)\nseen.assert_called_once_with(1)",
    ],
)
def test_a_public_name_or_a_collaborator_is_not_inside(body: str) -> None:
    """Users see it too."""
    found = looks(body)

    assert found == ()


def test_counting_calls_of_the_subject_is_inside() -> None:
    """How often a function calls another is nobody's business."""
    found = looks("with mock.patch('shop.tax.rate_of') as rate_of:\n    shop.run()\nassert rate_of.call_count == 1")

    assert found == ((10, "counts calls inside the subject (rate_of.call_count)"),)


def test_a_mock_that_a_decorator_hands_over_is_counted_alike() -> None:
    """The lowest decorator fills the first parameter."""
    found = looks(
        "shop.run()\nrate_of.assert_called_once()\nget.assert_called_once()",
        above="@mock.patch('shop.http.requests.get')\n@mock.patch('shop.tax.rate_of')",
        arguments="rate_of, get",
    )

    assert found == ((10, "counts calls inside the subject (rate_of.assert_called_once)"),)
