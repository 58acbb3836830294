"""Code that runs and that nobody would miss is not covered, however it came to run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

EXPORT = """\
def to_csv(pages, separator=","):
    cells = []
    for page in pages:
        cells.append(str(page))
    return separator.join(cells)


def to_html(pages):
    items = []
    for page in pages:
        items.append(f"<li>{page}</li>")
    return "<ul>" + "".join(items) + "</ul>"
"""
AT_IMPORT = "\n\nWARM = [to_csv([1, 2]), to_html([1, 2])]\n" + "".join(
    f"ENTITY_{number} = {number}\n" for number in range(60)
)
SMOKE = """\
from shop.discount import discount
from shop.export import to_csv, to_html


def test_discount():
    to_csv([1, 2])
    to_html([1, 2])
    assert discount(100) == 90
"""
CHECKSUM = """\
def _row(byte):
    value = byte
    for _ in range(8):
        odd = value & 1
        value = value >> 1
        if odd:
            value = value ^ 0xEDB88320
    return value


ROWS = [_row(byte) for byte in range(256)]


def crc(text):
    value = 0xFFFFFFFF
    for byte in text.encode():
        value = ROWS[(value ^ byte) & 0xFF] ^ value >> 8
    return value ^ 0xFFFFFFFF
"""


def test_a_smoke_test_covers_nothing(project: Project) -> None:
    """It runs the code, and throws away what comes of it."""
    project.with_file("tests/test_discount.py", SMOKE).lock()

    ran = (
        project.implement()
        .with_file("src/shop/export.py", EXPORT)
        .gate("green", verdict="refused", rules=["emptied-unnoticed"])
    )
    assert "to_csv, to_html" in ran.last.output


def test_calls_at_import_cover_nothing(project: Project) -> None:
    """Nor do constants beside them."""
    project.with_red_test().lock().implement()
    project.with_file("src/shop/export.py", EXPORT + AT_IMPORT)
    project.with_file("src/shop/__init__.py", "from shop import export\n")

    ran = project.gate("green", verdict="refused", rules=["emptied-unnoticed"]).last
    assert ran.told("emptied-unnoticed")[0] == "src/shop/export.py:2"


@pytest.mark.tdd_pins("what the rule must go on to allow")
def test_a_table_that_is_made_at_import_is_missed(project: Project) -> None:
    """The function is done when the tests begin, and they fail without what it made."""
    test = "from shop.sums import crc\n\n\ndef test_crc():\n    assert crc('123456789') == 0xCBF43926\n"
    project.with_file("tests/test_sums.py", test).lock("sums")

    project.with_file("src/shop/sums.py", CHECKSUM).gate("green", verdict="passed")
