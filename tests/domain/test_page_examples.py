"""Which lines of a page are examples of Python's prompt: what doctest would otherwise take for expected output."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.page_examples import examples_only, has_examples

PAGE = """# Shop

>>> not_code

```pycon
>>> vat(100)
19
```

```console
$ python
>>> 1 / 0
```

~~~python
>>> net(119)
100
~~~

```
>>> gross(100)
119
```
"""


def test_a_fence_is_no_expected_output() -> None:
    """The examples keep their lines, and all else of a page in Markdown is empty."""
    lines = examples_only("README.md", PAGE).split("\n")

    assert {number: line for number, line in enumerate(lines, 1) if line} == {
        6: ">>> vat(100)", 7: "19", 16: ">>> net(119)", 17: "100", 21: ">>> gross(100)", 22: "119",
    }  # fmt: skip


def test_a_block_inside_a_list_is_one_too() -> None:
    """Its indentation stays."""
    text = "- So:\n\n  ```python\n  >>> vat(100)\n  19\n  ```\n"

    assert examples_only("a.md", text) == "\n\n\n  >>> vat(100)\n  19\n\n"


def test_other_pages_are_read_as_they_are() -> None:
    """In reStructuredText an empty line ends an example."""
    assert examples_only("a.rst", ">>> vat(100)\n19\n") == ">>> vat(100)\n19\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.md", PAGE, True),
        ("a.md", "```\n$ ls\n```\n", False),
        ("a.rst", "    >>> vat(1)\n", True),
        ("a.py", "def a():\n    '''>>> a()'''\n", True),
        ("a.py", "x = 1 >> 2\n", False),
    ],
)
def test_a_file_without_a_prompt_has_none(path: str, text: str, *, expected: bool) -> None:
    """Nothing runs for it."""
    assert has_examples(path, text) is expected
