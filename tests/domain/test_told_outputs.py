"""Examples whose output is told beside them: in a comment, or in the block that follows."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.docs.doc_blocks import broken_blocks
from pytest_tddgate.domain.docs.told_outputs import told_elsewhere
from pytest_tddgate.domain.run.observation import ExampleSeen


def example(source: str, expected: str = "", got: str = "90\n", line: int = 1) -> ExampleSeen:
    """An example of a page that gave something else than doctest expected."""
    return ExampleSeen("README.md", line, source, expected, got)


@pytest.mark.parametrize(
    "each",
    [
        example("discount(100)  # Output: 90\n"),
        example("discount(100)  # 90\n"),
        example("discount(100)  # => 90, ten percent less\n"),
        example("discount(100)\n", "# Output: 90\n"),
        example("discount(100)\n", "# 90\n"),
        example("lines()\n", "# Output:\n# one\n# two\n", "one\ntwo\n"),
        example("name()  # Output: 'x'\n", got="x\n"),
        example("prices()  # [1, ..., 9]\n", got="[1, 2, 3, 9]\n"),
    ],
)
def test_an_output_in_a_comment_that_says_what_came_is_right(each: ExampleSeen) -> None:
    """After the code, or in lines of its own, with or without a label."""
    assert told_elsewhere([each], {}) == (each,)


@pytest.mark.parametrize(
    "each",
    [
        example("discount(100)  # Output: 91\n"),
        example("discount(100)\n", "# Output: 91\n"),
        example("discount(100)\n", "91\n"),
        example("discount(100)  # 90\n", "91\n"),
        example("discount('#90')\n"),
        example("discount(100)  # 90\n", got="TypeError: 90"),
        example("discount(100)  # 900\n"),
        example("discount(100)\n"),
        example("discount(100)\n", "# Output: 90\n91\n"),
    ],
)
def test_another_output_is_wrong(each: ExampleSeen) -> None:
    """And so is an exception, or an expected output beside the comment."""
    assert told_elsewhere([each], {}) == ()


PAGE = """# shop

```python
>>> discount(100)
```

Output:

```
90
```

```python
>>> discount(200)
```

It is 180.
"""


def test_an_output_in_the_block_that_follows_is_right() -> None:
    """Up to the next prompt, and on lines of its own."""
    first = example("discount(100)\n", line=4)
    second = example("discount(200)\n", got="180\n", line=14)

    assert told_elsewhere([first], {"README.md": PAGE}) == (first,)
    assert told_elsewhere([second], {"README.md": PAGE}) == ()


def test_where_outputs_stand_in_comments_an_example_without_one_shows_nothing() -> None:
    """It is the style of the page, and an output that is said has to be right all the same."""
    told, silent = (
        example("discount(100)  # Output: 90\n"),
        example("html()[:5]  # the first five\n", got="<html\n", line=2),
    )
    wrong = example("discount(200)  # Output: 90\n", got="180\n", line=3)
    raised = example("discount()\n", got="TypeError: no price", line=4)

    assert told_elsewhere([told, silent, wrong, raised], {}) == (told, silent)


def test_a_block_may_begin_with_a_comment_before_its_prompts() -> None:
    """The prompts say what it is; what does not parse after one is still broken."""
    right = "```python\n# ten percent\n>>> discount(100)\n90\n```\n"

    assert broken_blocks("a.md", right) == ()
    assert broken_blocks("a.md", right.replace("(100)", "(100"))
