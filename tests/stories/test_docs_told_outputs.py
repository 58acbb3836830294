"""The docs gate and pages that tell an output in a comment, or in the block after the example."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

README = """# shop

```python
>>> from shop.discount import discount
>>> discount(100)  # Output: 90
>>> discount(200)
# 180
```

A list of them:

```python
>>> [discount(each) for each in (10, 20)]
```

```
[9, 18]
```
"""


def documented(project: Project, readme: str) -> Project:
    """A feature with this README."""
    ready = project.with_file("README.md", "# shop\n").commit().with_red_test().lock()
    code = '"""Discounts."""\n\n\ndef discount(price):\n    """Return the price less ten percent."""\n'
    return ready.with_file("src/shop/discount.py", f"{code}    return price * 9 // 10\n").with_file("README.md", readme)


def test_outputs_that_are_told_beside_the_examples_count(project: Project) -> None:
    """They are what came, and the report says how many there are."""
    passed = documented(project, README).gate("docs", verdict="passed")

    assert "note: 3 examples tell their output in a comment or in the next block: README.md:5" in passed.last.output


def test_a_told_output_that_is_wrong_refuses(project: Project) -> None:
    """Wherever it stands, it is what a reader takes for the answer."""
    refused = documented(project, README.replace("# 180", "# 181")).gate(
        "docs", verdict="refused", rules=["example-broken"]
    )

    assert refused.last.findings == [">>> discount(200) gives something else"]
