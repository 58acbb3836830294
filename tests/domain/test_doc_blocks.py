"""Code blocks of prose, and whether they parse."""

from __future__ import annotations

import pytest
import tomli

from pytest_tddgate.domain.docs.doc_blocks import broken_blocks, newly_broken

GOOD = """\
# Use

```python
x = 1
```

```pycon
>>> x = 1
>>> if x:
...     x
1
```

```toml
[a]
b = 1
```

```json
{"a": 1}
```

```python
def f(...):  # an outline
    ...
```

```console
$ not python at all (
```
"""


def test_blocks_that_parse_are_fine() -> None:
    """An ellipsis stands for what is left out, and a shell is no Python."""
    assert broken_blocks("docs/use.md", GOOD, tomli.loads) == ()


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("```python\nx = = 1\n```\n", 3),
        ("```py\ndef f(:\n```\n", 3),
        ("```pycon\n>>> x = = 1\n```\n", 3),
        ("```toml\na = \n```\n", 3),
        ('```json\n{"a": }\n```\n', 3),
    ],
)
def test_a_block_that_does_not_parse_is_named_by_its_line(block: str, line: int) -> None:
    """Whoever copies it gets an error."""
    found = broken_blocks("docs/use.md", f"# Use\n\n{block}", tomli.loads)

    assert [each.line for each in found] == [line]


def test_blocks_of_rest_are_read_too() -> None:
    """By the directive and its indentation."""
    text = "Use\n===\n\n.. code-block:: python\n\n   x = = 1\n\nEnd.\n"

    assert [each.line for each in broken_blocks("docs/use.rst", text)] == [4]


def test_other_files_have_no_blocks() -> None:
    """A text is no page."""
    assert broken_blocks("notes.txt", "```python\nx = = 1\n```\n") == ()


def test_what_did_not_parse_before_either_is_not_this_changes_fault() -> None:
    """A changelog of many years holds what nobody will mend; a block that is new or edited counts."""
    old, new = "```python\nx = = 1\n```\n", "```python\ny = = 2\n```\n"

    found = newly_broken("CHANGES.md", old, f"# Changes\n\n{new}\n{old}\n")

    assert [each.line for each in found] == [3]
