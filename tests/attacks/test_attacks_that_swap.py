"""Code that writes other tests in place of the committed ones while it runs, against the audit alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.project import Project

BASE = "--tdd-base=main"
SOFTENS = """\
import pathlib

for _each in pathlib.Path().glob("*/*_discount.py"):
    _text = _each.read_text()
    _each.write_text(_text.replace("discount(100) == 90", "[discount(100)]"))
"""
WRITES = """\
import pathlib
from shop.cart import total

HERE = pathlib.Path(__file__).parent


def test_the_sample_is_up_to_date():
    (HERE / "sample.txt").write_text(str(total([30, 60])))
    (HERE / "seen.txt").write_text("a cache of nobody's")
    assert (HERE / "sample.txt").read_text() == "90"
"""


def test_a_subject_that_softens_its_tests_when_it_is_imported(started: Project) -> None:
    """An earlier test module imports it; the contract's asks for nothing when it is read, nor on its own."""
    project = started.with_red_test().lock().with_file("src/shop/__init__.py", SOFTENS)
    project.with_file("src/shop/discount.py", "def discount(price):\n    return price\n").commit("feat: discount")

    refused = project.run("--tdd-gate=audit", BASE)

    assert "file-swapped" in refused.refused, refused.output
    assert "tests/test_discount.py was written while the tests ran" in refused.findings


def test_tests_that_write_their_sample_as_it_is_swap_nothing(project: Project) -> None:
    """They do so at the base; and what git does not know may be written by anybody."""
    project.with_file("tests/test_sample.py", WRITES).with_file("tests/sample.txt", "90").commit()
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")

    passed = project.gate("audit", BASE, verdict="passed").last

    assert "note: tests/sample.txt is written while the tests run, as at the base" in passed.output
