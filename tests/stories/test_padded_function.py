"""A tested function that is padded does not cover what nobody runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

EXPORT = """\
def to_html(pages):
    items = []
    for page in pages:
        items.append(f"<li>{page}</li>")
    return "<ul>" + "".join(items) + "</ul>"
"""


def test_padding_is_no_change(project: Project) -> None:
    """Lines that run and do nothing are not counted."""
    project.with_red_test().lock().implement()
    function = project.text("src/shop/discount.py")
    head, _, rest = function.partition(":\n")
    padding = "".join(f"    step_{number} = {number}\n" for number in range(60))
    project.with_file("src/shop/discount.py", f"{head}:\n{padding}{rest}").with_file("src/shop/export.py", EXPORT)

    project.gate("green", verdict="refused", rules=["low-diff-coverage"])
