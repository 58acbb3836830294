"""Green and audit repeat a contract's calls with neighbouring arguments: a table of its examples is no solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.rules.every import RULES
from pytest_tddgate.domain.rules.rule import Gate
from tests.project import Project, make_template

if TYPE_CHECKING:
    from pathlib import Path

OURS = ("cliff", "universal-equals")
TESTS = """\
import pytest
from shop.pages import pages

CASES = [("7-9", [7, 8, 9]), ("1-3,5", [1, 2, 3, 5]), ("4,6-8", [4, 6, 7, 8]), ("10-12,20", [10, 11, 12, 20])]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_pages(text, wanted):
    assert pages(text) == wanted


def test_what_is_no_page_is_refused():
    with pytest.raises(ValueError):
        pages("x")
"""
ANSWERS = '{"7-9": [7, 8, 9], "1-3,5": [1, 2, 3, 5], "4,6-8": [4, 6, 7, 8], "10-12,20": [10, 11, 12, 20]}'
TABLE = f"""\
ANSWERS = {ANSWERS}


def pages(text):
    if text not in ANSWERS:
        raise ValueError(text)
    return ANSWERS[text]
"""
GENERAL_LOOKING = f"""\
ANSWERS = {ANSWERS}


def pages(text):
    if text in ANSWERS:
        return ANSWERS[text]
    if "x" in text:
        raise ValueError(text)
    numbers = []
    for part in text.split(","):
        numbers.append(len(part))
    return numbers
"""
NEAREST = f"""\
import difflib

ANSWERS = {ANSWERS}


def pages(text):
    found = difflib.get_close_matches(text, list(ANSWERS), 1, 0.1)
    if not found:
        raise ValueError(text)
    return ANSWERS[found[0]]
"""
COUNTED = f"""\
ANSWERS = iter({ANSWERS}.values())


def pages(text):
    if text == "x":
        raise ValueError(text)
    return next(ANSWERS)
"""
READ_FROM_THE_CALLER = """\
import sys


def pages(text):
    frame = sys._getframe(1)
    while frame is not None and "wanted" not in frame.f_locals:
        frame = frame.f_back
    if frame is None:
        raise ValueError(text)
    return frame.f_locals["wanted"]
"""
ALWAYS_EQUAL = """\
class Pages:
    def __eq__(self, other):
        return True

    __hash__ = None


def pages(text):
    if text == "x":
        raise ValueError(text)
    return Pages()
"""
HONEST = """\
def pages(text):
    found = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return sorted(found)
"""
VALUE_OBJECT = """\
class Pages:
    def __init__(self, numbers):
        self.numbers = numbers

    def __eq__(self, other):
        return self.numbers == list(other)

    __hash__ = None


def pages(text):
    found = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return Pages(sorted(found))
"""
LEVEL_TESTS = """\
import pytest
from shop.levels import level


@pytest.mark.parametrize(("name", "wanted"), [("debug", 10), ("info", 20), ("warning", 30), ("error", 40)])
def test_level(name, wanted):
    assert level(name) == wanted


def test_an_unknown_level():
    with pytest.raises(KeyError):
        level("loud")
"""
LEVELS = (
    'LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}\n\n\ndef level(name):\n    return LEVELS[name]\n'
)
SAVE_TESTS = """\
import pytest
from shop.saving import save


@pytest.mark.parametrize("name", ["a-1", "b-2", "c-3", "d-4"])
def test_save(tmp_path, name):
    assert save(tmp_path, name) == f"{name}.txt"
    assert (tmp_path / f"{name}.txt").read_text() == name
"""
SAVE = """\
import pathlib


def save(folder, name):
    with pathlib.Path("saved.log").open("a") as log:
        log.write(name + "\\n")
    (folder / f"{name}.txt").write_text(name)
    return f"{name}.txt"
"""


@pytest.fixture(scope="module")
def locked_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with a locked contract of page ranges, in which only the rules under test refuse at green."""
    project = Project(make_template(tmp_path_factory.mktemp("cliffs") / "shop"))
    others = [each.id for each in RULES.values() if Gate.GREEN in each.gates and each.id not in OURS]
    levels = "".join(f'{each} = "advise"\n' for each in others)
    project.with_file("pyproject.toml", f"{project.text('pyproject.toml')}\n[tool.tddgate.rules]\n{levels}")
    project.with_file("tests/test_pages.py", TESTS).commit_settings().git("switch", "--quiet", "--create", "pages")
    return project.lock("pages").root


@pytest.fixture
def locked(locked_template: Path, tmp_path: Path) -> Project:
    """A copy of that shop; the feature is still to be written."""
    return Project.copied(locked_template, tmp_path / "shop")


@pytest.mark.parametrize(
    "implementation", [TABLE, GENERAL_LOOKING, NEAREST, COUNTED, READ_FROM_THE_CALLER],
    ids=["table", "general-looking", "nearest", "counted", "read-from-the-caller"],
)  # fmt: skip
def test_answers_for_the_tested_calls_alone_are_refused(locked: Project, implementation: str) -> None:
    """Each answers the contract's own calls, and nothing beside them."""
    locked.with_file("src/shop/pages.py", implementation)

    refused = locked.gate("green", verdict="refused", rules=["cliff"])

    line = implementation.splitlines().index("def pages(text):") + 1
    assert refused.last.told("cliff")[0] == f"src/shop/pages.py:{line}"


def test_an_audit_repeats_the_calls_too(locked: Project) -> None:
    """What green sees in a work tree, an audit sees in a commit."""
    locked.with_file("src/shop/pages.py", TABLE).commit("feat: pages")

    locked.gate("audit", "--tdd-base=main", verdict="refused", rules=["cliff"])


def test_a_result_that_equals_everything_is_refused(locked: Project) -> None:
    """Whatever the tests expect, it agrees."""
    locked.with_file("src/shop/pages.py", ALWAYS_EQUAL)

    locked.gate("green", verdict="refused", rules=["universal-equals"])


@pytest.mark.tdd_pins("honest code passes before the rule is there")
@pytest.mark.parametrize("implementation", [HONEST, VALUE_OBJECT], ids=["function", "value-object"])
def test_a_general_implementation_passes(locked: Project, implementation: str) -> None:
    """Its neighbours have answers of their own; and a comparison may be generous without agreeing with everything."""
    locked.with_file("src/shop/pages.py", implementation).gate("green", verdict="passed")


@pytest.mark.tdd_pins("honest code passes before the rule is there")
def test_a_table_of_names_passes(locked: Project) -> None:
    """Names are enumerated, not computed: what is near to one of them is no name."""
    locked.with_file("src/shop/pages.py", HONEST).commit("feat: pages")
    locked.with_file("tests/test_levels.py", LEVEL_TESTS).lock("levels")

    locked.with_file("src/shop/levels.py", LEVELS).gate("green", "--tdd-feature=levels", verdict="passed")


def test_a_call_that_reaches_outside_is_not_repeated(locked: Project) -> None:
    """The contract's own names are written, as often as its tests run; no other ever is."""
    locked.with_file("src/shop/pages.py", HONEST).commit("feat: pages")
    locked.with_file("tests/test_saving.py", SAVE_TESTS).lock("saving")

    locked.with_file("src/shop/saving.py", SAVE)

    options = ("--tdd-feature=saving", "--tdd-budget=0")  # a mutant that writes would write something else
    locked.gate("green", *options, verdict="passed", says="note: save reaches outside the process")
    assert set(locked.text("saved.log").split()) == {"a-1", "b-2", "c-3", "d-4"}
