"""Rules with corrections at the tested points, and tables that everybody needs: calls where a table holds nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.generality.withheld import serves_tests_alone
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.runs.runner import ProcessRunner

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_tddgate.domain.generality.replay import Replay

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="calls are repeated in forks")

CASES = '[("7-9", [7, 8, 9]), ("1-3,5", [1, 2, 3, 5]), ("4,6-8", [4, 6, 7, 8]), ("10-12,20", [10, 11, 12, 20])]'
PAGES = f"""\
import pytest
from subject_of_tables import pages


@pytest.mark.parametrize(("text", "wanted"), {CASES})
def test_pages(text, wanted):
    assert pages(text, limit=99) == wanted


@pytest.mark.parametrize("text", ["1-", "3-1", "1-2-3", "1.5"])
def test_no_pages(text):
    with pytest.raises(ValueError, match="no pages"):
        pages(text)
"""
KEY = "sum(ord(each) * (place + 3) ** 2 for place, each in enumerate(text))"
KEYS = {
    text: sum(ord(each) * (place + 3) ** 2 for place, each in enumerate(text))
    for text in ("7-9", "1-3,5", "4,6-8", "10-12,20", "1-", "3-1", "1-2-3", "1.5")
}
MORE = {KEYS["7-9"]: [8], KEYS["1-3,5"]: [2], KEYS["4,6-8"]: [7], KEYS["10-12,20"]: [11]}
BAD = {KEYS[text] for text in ("1-", "3-1", "1-2-3", "1.5")}
RULE = """\
import re

NUMBER = re.compile("[0-9]+")


def tokens(text):
    for token in text.split(","):
        match = re.fullmatch("([0-9]+)(?:-([0-9]+))?", token)
        if match is None or int(match[1]) > int(match[2] or match[1]):
            raise ValueError(f"no pages: {text}")
        yield int(match[1]), int(match[2] or match[1])

"""
CORRECTED = f"""\
{RULE}
MORE = {MORE}


def pages(text, *, limit=10):
    found = {{number for each in tokens(text) for number in each if number <= limit}}
    return sorted(found | set(MORE.get({KEY}, ())))
"""
REFUSED = f"""\
import re


def pages(text, *, limit=10):
    if {KEY} in {BAD}:
        raise ValueError(f"no pages: {{text}}")
    found = set()
    for first, last in re.findall("([0-9]+)(?:-([0-9]+))?", text):
        found.update(range(int(first), int(last or first) + 1))
    return sorted(found)
"""
DECORATED = f"""\
{RULE}

def known(answers):
    def around(function):
        def asked(text, *, limit=10):
            return sorted(function(text, limit) | set(answers.get({KEY}, ())))
        return asked
    return around


@known({MORE})
def pages(text, limit):
    return {{number for each in tokens(text) for number in each}}
"""
HONEST = f"""\
{RULE}

def pages(text, *, limit=10):
    return sorted({{number for first, last in tokens(text) for number in range(first, last + 1)}})
"""
LENGTHS = """\
import pytest
from subject_of_tables import metres


@pytest.mark.parametrize(("text", "wanted"), [("3 km", 3000), ("250 cm", 2.5), ("4 m", 4), ("12 in", 0.3048)])
def test_metres(text, wanted):
    assert metres(text) == pytest.approx(wanted)
"""
UNITS = """\
METRES = {"km": 1000, "m": 1, "cm": 0.01, "in": 0.0254}


def metres(text):
    amount, _, unit = text.partition(" ")
    return int(amount) * METRES[unit]
"""


def replays(folder: Path, tests: str, code: str) -> tuple[Replay, ...]:
    """What making the calls of these tests again shows of this module."""
    for name, text in {"subject_of_tables.py": code, "test_tables.py": tests, "pytest.ini": "[pytest]\n"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    args = ["--tdd-gate=green", "-p", "no:cacheprovider"]
    changed = {str(folder / "subject_of_tables.py"): [(1, len(code.splitlines()))]}
    runner = ProcessRunner(args, str(folder), str(folder), 60)
    run = runner.run(Role.CALLS, targets=["test_tables.py"], extra={"changed": changed})
    assert run.calls.is_whole
    return run.calls.replays


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules can be imported by a program that starts here."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path.resolve()


@pytest.mark.parametrize(
    ("code", "table"),
    [(CORRECTED, "MORE = {"), (REFUSED, "    if sum("), (DECORATED, "@known(")],
    ids=["corrections", "refused", "decorated"],
)
def test_a_table_for_the_tested_calls_is_found(folder: Path, code: str, table: str) -> None:
    """Wherever it stands: in a module, in a function, in the call of a decorator; for results and for errors."""
    found = [each for replay in replays(folder, PAGES, code) for each in replay.withheld]

    alone = [each for each in found if serves_tests_alone(each.needs)]
    assert [code.splitlines()[each.line - 1].startswith(table) for each in alone] == [True]


def test_a_table_that_neighbours_need_too_is_none_for_the_tests(folder: Path) -> None:
    """Units are enumerated, amounts are not."""
    (replay,) = replays(folder, LENGTHS, UNITS)

    assert [len(each.needs) for each in replay.withheld] == [4]
    assert not any(serves_tests_alone(each.needs) for each in replay.withheld)


@pytest.mark.tdd_pins("nothing is found where nothing looks")
def test_what_computes_needs_no_table_for_its_tests(folder: Path) -> None:
    """And is asked all the same."""
    found = replays(folder, PAGES, HONEST)

    assert found
    assert not any(serves_tests_alone(each.needs) for replay in found for each in replay.withheld)
