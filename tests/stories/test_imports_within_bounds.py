"""What runs at import is tried with wrong code, too: it does nothing that the code does not do as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.project import Project

HARMFUL = """\
import os

KEEP = True
if not KEEP:
    os.remove("notes.txt")
RATE = 9


def discount(price):
    return price * RATE // 10
"""
OUTWARD = """\
import os
import tempfile

PLACE = os.path.join(tempfile.mkdtemp(), "rates.txt")
with open(PLACE, "w") as stream:
    stream.write("9")
with open("rates.lock", "w") as stream:
    stream.write("here")
RATE = int(open(PLACE).read())
TENTHS = 10


def discount(price):
    return price * RATE // TENTHS
"""


def test_a_file_of_the_user_stays(project: Project) -> None:
    """A mutant that would remove it while it is imported is stopped; the others are tried."""
    project.with_red_test().lock().with_file("src/shop/discount.py", HARMFUL)
    (project.root / "notes.txt").write_text("mine")

    green = project.gate("green", verdict="passed").last

    assert (project.root / "notes.txt").read_text() == "mine"
    assert re.search(r"^note: mutants: \d+ (was|were) stopped: ", green.output, re.MULTILINE)
    assert re.search(r"^note: mutants: [1-9]\d* of \d+ were noticed", green.output, re.MULTILINE)


@pytest.mark.tdd_pins("bounds must not stop what is no harm")
def test_what_an_import_does_as_it_is_it_may_do_wrong(project: Project) -> None:
    """New files in folders of its own, and a file that it writes each time."""
    project.with_red_test().lock().with_file("src/shop/discount.py", OUTWARD)
    project.with_file(".gitignore", project.text(".gitignore") + "rates.lock\n")

    green = project.gate("green", verdict="passed").last

    assert "were stopped" not in green.output
    noticed = re.search(r"^note: mutants: (\d+) of \d+ were noticed", green.output, re.MULTILINE)
    assert noticed
    assert int(noticed[1]) >= 3
