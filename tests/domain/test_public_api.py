"""What changed for callers, and what the docstrings of the changed objects leave out."""

from __future__ import annotations

import pytest

from pytest_tddgate.adapters.griffe_api import public_objects
from pytest_tddgate.domain.docs.public_api import ApiChange, api_changes, described, gaps_of

PATH = "src/shop/tax.py"


def changes(before: str, after: str) -> tuple[ApiChange, ...]:
    """What differs between two versions of the module `shop.tax`."""
    then, now = (public_objects("shop.tax", PATH, text.encode()) for text in (before, after))
    return api_changes(then, now)


def told(before: str, after: str) -> list[tuple[str, str, str]]:
    """Kind, name and what breaks, of each change."""
    return [(each.kind, each.name, each.breaks) for each in changes(before, after)]


def gaps(source: str, *, has_sections: bool = False) -> list[tuple[str, str]]:
    """Rule and words of each gap in the docstrings of a new module."""
    found = (gap for each in changes("", source) for gap in gaps_of(each, has_sections=has_sections))
    return [(gap.rule_id, gap.what) for gap in found]


def test_an_added_function_is_a_change_and_its_body_is_none() -> None:
    """What callers see counts."""
    before = "def vat(price):\n    return price\n"

    assert told(before, "def vat(price):\n    return price * 2\n") == []
    assert told(before, before + "def net(price):\n    return price\n") == [("added", "shop.tax.net", "")]


@pytest.mark.parametrize(
    ("after", "breaks"),
    [
        ("def vat(price, rate):\n    pass\n", "the new parameter rate is required"),
        ("def vat(price, rate=19):\n    pass\n", ""),
        ("def vat(price, *, rate=19):\n    pass\n", ""),
        ("def vat():\n    pass\n", "the parameter price is gone"),
        ("def vat(*prices):\n    pass\n", "the parameter price is gone"),
        ("def vat(amount):\n    pass\n", "the parameter price is gone"),
    ],
)
def test_a_changed_signature_says_what_it_breaks(after: str, breaks: str) -> None:
    """A parameter more with a default breaks nothing."""
    assert told("def vat(price):\n    pass\n", after) == [("changed", "shop.tax.vat", breaks)]


def test_a_removed_name_breaks_its_callers() -> None:
    """A function, a class, a method, a constant."""
    before = "LIMIT = 3\nclass Rate:\n    def of(self, price): pass\ndef vat(): pass\n"

    assert told(before, "class Rate:\n    pass\n") == [
        ("removed", "shop.tax.LIMIT", "the name is gone"),
        ("removed", "shop.tax.Rate.of", "the name is gone"),
        ("removed", "shop.tax.vat", "the name is gone"),
    ]


@pytest.mark.parametrize(
    "source",
    ["def _vat(): pass\n", "class _Rate:\n    def of(self): pass\n", "__all__ = []\ndef vat(): pass\n", "import os\n"],
)
def test_what_is_private_is_nobodys_business(source: str) -> None:
    """By its name, by where it is, by `__all__`; an import is no name of one's own."""
    assert told("", source) == []


def test_a_module_of_a_private_name_holds_nothing_public() -> None:
    """`shop._rates.vat` is for the package alone."""
    assert public_objects("shop._rates", "src/shop/_rates.py", b"def vat(): pass\n") == ()


def test_a_name_without_a_docstring_is_undocumented() -> None:
    """Constants and dunder methods speak for themselves; a class's constructor is documented with it."""
    source = "LIMIT = 3\nclass Rate:\n    def __len__(self): return 1\n    def of(self): pass\ndef vat(): pass\n"

    assert gaps(source) == [
        ("undocumented", "shop.tax.Rate has no docstring"),
        ("undocumented", "shop.tax.Rate.of has no docstring"),
        ("undocumented", "shop.tax.vat has no docstring"),
    ]


GOOGLE = """The price with tax.

    Args:
        price: in cents
        rate: in percent

    Returns:
        cents
"""
NUMPY = """The price with tax.

    Parameters
    ----------
    price
        In cents.
    rate
        In percent.

    Returns
    -------
    int
        Cents.
"""
SPHINX = """The price with tax.

    :param price: in cents
    :param rate: in percent
    :returns: cents
"""
PROSE = "The tax of `price` (in cents) at this rate, in percent, as it is returned to the customer."


@pytest.mark.parametrize("docstring", [GOOGLE, NUMPY, SPHINX, PROSE], ids=["google", "numpy", "sphinx", "prose"])
def test_each_style_names_parameters_and_what_is_returned(docstring: str) -> None:
    """Prose is as good as a section."""
    source = f'def vat(price, rate) -> int:\n    """{docstring}"""\n    return price\n'

    assert gaps(source, has_sections=True) == []


def test_a_parameter_that_the_docstring_leaves_out_is_a_gap() -> None:
    """`self`, `*args` and `**kwargs` need no word; a part of another word is no mention."""
    method = '    def of(self, price, rat, *args, **kw):\n        """The rate of a price."""\n'
    source = f'class Rate:\n    """A percentage."""\n{method}'

    assert gaps(source) == [("docs-incomplete", "shop.tax.Rate.of does not say what rat is")]


def test_the_parameters_of_a_constructor_are_named_by_it_or_by_its_class() -> None:
    """Wherever the project's style puts them."""
    constructor = '    def __init__(self, percent, land):\n        """For a land."""\n'
    source = f'class Rate:\n    """A number in percent."""\n{constructor}'

    assert gaps(source) == []


def test_an_error_that_a_function_raises_is_named() -> None:
    """Those that it raises itself; what is private or not implemented is no promise."""
    source = (
        'def vat(price):\n    """The tax of a price."""\n    if price < 0:\n        raise ValueError(price)\n'
        "    try:\n        pass\n    except KeyError:\n        raise\n    raise NotImplementedError\n"
    )

    assert gaps(source) == [("docs-incomplete", "shop.tax.vat does not say when it raises ValueError")]


def test_where_the_project_has_sections_a_result_has_one_too() -> None:
    """In a project of plain prose the summary says it."""
    source = 'def vat(price) -> int:\n    """Compute the tax of a price."""\n    return price\n'

    assert gaps(source) == []
    assert gaps(source, has_sections=True) == [("docs-incomplete", "shop.tax.vat does not say what it returns")]


@pytest.mark.parametrize(
    "text", ["TODO", "todo: write this", "FIXME later", "…", "...", "TBD.", "Vat.", "vat", "The vat."]
)
def test_a_placeholder_is_no_documentation(text: str) -> None:
    """Nor is the name once more."""
    assert gaps(f'def vat():\n    """{text}"""\n') == [
        ("placeholder-docs", "the docstring of shop.tax.vat says nothing")
    ]


def test_a_changed_signature_needs_its_new_parameter_only() -> None:
    """What was left out before is not this change's fault."""
    before = 'def vat(price):\n    """The tax."""\n'
    after = 'def vat(price, rate=19):\n    """The tax."""\n'

    assert [gap.what for each in changes(before, after) for gap in gaps_of(each, has_sections=False)] == [
        "shop.tax.vat does not say what rate is"
    ]


@pytest.mark.parametrize(
    "source",
    [
        (
            'class Old:\n    """Old."""\n    def of(self):\n        """The rate."""\n'
            'class Rate(Old):\n    """A percentage."""\n    def of(self): pass\n'
        ),
        'class Rate(dict):\n    """A percentage of each land."""\n    def clear(self): pass\n',
        (
            "from collections.abc import MutableMapping\n"
            'class Rate(MutableMapping[str, int]):\n    """A percentage of each land."""\n    def popitem(self): pass\n'
        ),
    ],
    ids=["a base beside it", "a builtin", "an abstract base"],
)
def test_a_method_that_its_base_documents_needs_no_docstring_of_its_own(source: str) -> None:
    """`help` shows the docstring of the base."""
    assert [gap for gap in gaps(source) if gap[0] == "undocumented"] == []


@pytest.mark.tdd_pins("the other side: it holds today")
def test_a_method_that_no_base_has_needs_a_docstring() -> None:
    """A base alone excuses nothing."""
    source = 'class Rate(dict):\n    """A percentage of each land."""\n    def of(self): pass\n'

    assert gaps(source) == [("undocumented", "shop.tax.Rate.of has no docstring")]


def test_self_needs_no_word_in_a_function_that_is_made_a_method_later() -> None:
    """`def methodkey(self, *args)` is called as a method."""
    assert gaps('def key(self, price):\n    """The key of a price."""\n') == []
    assert gaps('def key(this):\n    """The key of a cache."""\n') == [
        ("docs-incomplete", "shop.tax.key does not say what this is")
    ]


def test_a_function_that_passes_on_to_another_is_documented_there() -> None:
    """A reference is a way to the words; the mention of another function is none."""
    calls = 'def level(name):\n    """Calls :meth:`logging.Logger.getEffectiveLevel` with unmodified arguments."""\n'
    returns = calls + "    return 1\n"

    assert gaps(returns, has_sections=True) == []
    assert gaps('def level(name):\n    """Uses `logging` inside."""\n') == [
        ("docs-incomplete", "shop.tax.level does not say what name is")
    ]


@pytest.mark.parametrize(("after", "count"), [("def vat(price=1): pass\n", 0), ("def vat(price, rate=19): pass\n", 1)])
def test_what_had_no_docstring_needs_one_with_its_next_parameter(after: str, count: int) -> None:
    """Another default is not the time at which to document what somebody else left."""
    found = [gap for each in changes("def vat(price): pass\n", after) for gap in gaps_of(each, has_sections=False)]

    assert [gap.rule_id for gap in found] == ["undocumented"] * count


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("class R:\n    pass\n", "class R:\n    limit = 3\n", False),
        ("class R:\n    limit = 3\n", "class R:\n    pass\n", True),
        ("", "LIMIT = 3\n", True),
        ("class R:\n    pass\n", "class R:\n    @property\n    def limit(self): return 3\n", True),
        ("", "def vat(): pass\n", True),
    ],
)
def test_an_attribute_more_is_no_news(before: str, after: str, *, expected: bool) -> None:
    """What a class keeps for itself is not told to users; what they may have used and lose is."""
    assert [each.is_news for each in changes(before, after)] == [expected]


PAGE = """
Caches
======

.. autofunction:: net(price)

.. decorator:: vat(price, rate=19)

   The price with tax.  `rate` is in percent, :exc:`ValueError` says that it is negative.

   It returns cents.

The word land is not about it.
"""


def test_a_page_that_describes_a_function_counts_as_its_docstring() -> None:
    """Where the reference is written by hand, in directives, the docstring may be short."""
    source = (
        'def vat(price, rate, land):\n    """Add tax."""\n    if rate < 0:\n        raise ValueError\n'
        "    return price\n"
    )
    found = gaps_of(changes("", source)[0], has_sections=True, page=described(PAGE, "shop.tax.vat"))

    assert [gap.what for gap in found] == ["shop.tax.vat does not say what land is"]
    assert described(PAGE, "shop.tax.at") == ""


@pytest.mark.parametrize(
    "after",
    [
        "from shop.rates import vat\n",
        'def __getattr__(name):\n    if name in {"vat"}:\n        return 1\n    raise AttributeError(name)\n',
    ],
    ids=["it is imported", "it is deprecated"],
)
def test_a_name_that_a_module_still_gives_is_not_gone(after: str) -> None:
    """It moved, or is served with a warning; its callers find it where it was."""
    assert told("def vat(): pass\n", after) == []
    assert ("removed", "shop.tax.net", "the name is gone") in told("def net(): pass\n", after)


def test_a_type_variable_is_nobodys_api() -> None:
    """It is there for annotations."""
    assert told("", 'from typing import TypeVar\nT = TypeVar("T")\nLIMIT = 3\n') == [("added", "shop.tax.LIMIT", "")]
