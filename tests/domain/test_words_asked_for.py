"""Which words a docstring is asked for: all of them at once, and none for what a framework gives."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.docs.public_api import api_changes, gaps_of


def told(source: str) -> list[tuple[str, str]]:
    """Words and next step of each gap of a new module."""
    now = public_objects("orders.views", "src/orders/views.py", source.encode())
    gaps = (gap for each in api_changes((), now) for gap in gaps_of(each, has_sections=False))
    return [(gap.what, gap.next_step) for gap in gaps]


def test_what_the_next_round_would_ask_for_is_said_in_the_first() -> None:
    """The parameters and the errors, by name."""
    source = "def vat(price, rate, _inner=0):\n    if not rate: raise ValueError\n    return price\n"

    assert told(source) == [
        (
            "orders.views.vat has no docstring",
            "write the docstring of vat, and name price, rate, ValueError: tddgate draft shows a first one",
        )
    ]


@pytest.mark.parametrize(
    "source",
    [
        "def total(request):\n    '''What all lamps cost.'''\n    return HttpResponse('1')\n",
        "def total(request):\n    '''What all lamps cost.'''\n    return render(request, 'total.html')\n",
        "async def total(request: HttpRequest):\n    '''What all lamps cost.'''\n    return shown(request)\n",
        "class Total:\n  '''Costs.'''\n  def get(self, request):\n     '''Show it.'''\n     return HttpResponse()\n",
    ],
)
def test_the_request_of_a_view_is_the_frameworks(source: str) -> None:
    """As `self` is Python's."""
    assert told(source) == []


@pytest.mark.tdd_pins("only a view's own request is left out")
@pytest.mark.parametrize(
    "source",
    [
        "def total(request):\n    '''What all lamps cost.'''\n    return request.sum\n",
        "def total(session, request):\n    '''What a session cost.'''\n    return HttpResponse('1')\n",
        "def total(request, land):\n    '''What lamps cost.'''\n    return HttpResponse('1')\n",
    ],
)
def test_any_other_parameter_is_to_be_named(source: str) -> None:
    """A request that the caller makes, and what a view takes besides."""
    assert len(told(source)) == 1
    assert " does not say what " in told(source)[0][0]
