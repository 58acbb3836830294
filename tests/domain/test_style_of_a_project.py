"""A file without a style of its own is drafted in the style that the project uses most."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.drafts import own_style, usual_style

GOOGLE = "A.\n\nArgs:\n    x: the x\n"
NUMPY = "A.\n\nParameters\n----------\nx\n"


def test_the_usual_style_is_that_of_most_docstrings() -> None:
    """The first of those that are as many."""
    assert usual_style([NUMPY, GOOGLE, GOOGLE, "A price."]) == "google"
    assert usual_style(["A price.", "A tax.", GOOGLE]) == "prose"


def test_without_docstrings_it_is_prose() -> None:
    """The shortest."""
    assert usual_style([]) == "prose"


@pytest.mark.parametrize(
    ("source", "style"),
    [
        ("def vat(x):\n    return x\n", ""),
        ('"""Taxes."""\n\n\nclass Tax:\n    """A tax."""\n\n    def name(self):\n        """The name."""\n', ""),
        ('def vat(x):\n    """The tax on `x`."""\n', "prose"),
        (f'def vat(x):\n    """{GOOGLE}"""\n', "google"),
        (f'"""Taxes."""\n\n\ndef vat(x):\n    """{NUMPY}"""\n', "numpy"),
        ('\ufeffdef vat(x):\n    """The tax on `x`."""\n', "prose"),
    ],
)
def test_a_file_has_a_style_where_a_docstring_has_something_to_name(source: str, style: str) -> None:
    """What takes nothing is told in a sentence in every style."""
    assert own_style(source) == style
