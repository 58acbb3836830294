"""Functions that answer by who calls them, whatever they ask for that, and functions that only tell who called."""

from __future__ import annotations

import inspect
import sys
import traceback
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.generality.replay import Dependence
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.calls import bare_stack as stacks
from pytest_tddgate.session.runs.runner import ProcessRunner

if TYPE_CHECKING:
    from pathlib import Path

needs_forks = pytest.mark.skipif(sys.platform == "win32", reason="calls are repeated in forks")

TESTS = """\
import pytest
import subject_of_callers as subject

NAMES = [each for each in dir(subject) if each.startswith("f_")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["7-9", "1-3", "4-68", "10-12"])
def test_it(name, text, monkeypatch):
    monkeypatch.setattr(subject.LOCAL, "factor", 5, raising=False)
    assert getattr(subject, name)(text)
"""
HEAD = """\
import io, logging, os, sys, threading, traceback, warnings

LOCAL = threading.local()
LOG = logging.getLogger(__name__)


def numbers(text):
    return [int(each) for each in text.split("-")]


def only(text, is_watched):
    return numbers(text) if is_watched else []


def warned():
    with warnings.catch_warnings(record=True) as got:
        warnings.simplefilter("always")
        warnings.warn("old", stacklevel=3)
    return got[0].filename


def printed():
    file = io.StringIO()
    traceback.print_stack(file=file)
    return file.getvalue()


"""
CALLER = {
    "logging": "LOG.findCaller(stacklevel=2)[0].endswith('_it.py')",
    "warnings": "warned().endswith('_it.py')",
    "traceback": "'_it.' + 'py' in printed()",
    "frame": "sys._getframe(1).f_code.co_filename.endswith('_it.py')",
}
RUN = {"deep": "'run' + 'test' in printed()", "length": "printed().count('File') > 20"}
HONEST = """
def f_logs(text):
    LOG.warning("parsing %s", text, stacklevel=2)
    return [getattr(LOCAL, "factor", 1) * each for each in numbers(text)]


def f_warns(text):
    warnings.warn("old", UserWarning, stacklevel=2)
    return [getattr(LOCAL, "factor", 1) * each for each in numbers(text)]


def f_where(text):
    return f"{text} from {sys._getframe(1).f_code.co_filename}"


def f_who(text):
    return f"{text} from {LOG.findCaller(stacklevel=2)[2]}"


def f_module(text):
    return [text, sys._getframe(1).f_globals["__name__"]]


def f_seed(text):
    LOG.info("seeding %s", text)
    return [os.urandom(8).hex(), *numbers(text)]
"""


def _function(name: str, sign: str) -> str:
    return f"def f_{name}(text):\n    return only(text, {sign})\n\n\n"


def _dependences(folder: Path, code: str) -> dict[str, Dependence]:
    """What each function answers by."""
    texts = {"subject_of_callers.py": code, "pytest.ini": "[pytest]\n", "cases/test_it.py": TESTS}
    for path, text in texts.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    runner = ProcessRunner(["--tdd-gate=green", "-p", "no:cacheprovider"], str(folder), str(folder), 60)
    changed = {str(folder / "subject_of_callers.py"): [(1, len(code.splitlines()))]}
    run = runner.run(Role.CALLS, targets=["cases"], extra={"changed": changed})
    assert run.calls.is_whole
    return {each.function: each.depends_on for each in run.calls.replays}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules can be imported by a program that starts here."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path.resolve()


def test_a_stack_like_that_of_a_frame() -> None:
    """Files, names and modules of the frames are the same, in a thread of its own."""
    wanted = [(each.filename, each.name) for each in traceback.extract_stack()]

    stack = stacks.call_below(inspect.stack()[0].frame)(traceback.extract_stack)
    module = stacks.call_below(inspect.stack()[0].frame)(lambda: inspect.stack()[1].frame.f_globals["__name__"])

    assert [(each.filename, each.name) for each in stack][: len(wanted)] == wanted
    assert module == __name__


def test_a_call_below_a_frame_returns_and_raises() -> None:
    """As any call does, with whatever arguments."""
    assert stacks.call_below(inspect.stack()[0].frame)(dict, function=1, frame=2) == {"function": 1, "frame": 2}
    with pytest.raises(ZeroDivisionError):
        stacks.call_below(inspect.stack()[0].frame)(divmod, 1, 0)


@needs_forks
def test_who_answers_by_the_caller_is_found(folder: Path) -> None:
    """Whichever part of the standard library it asks."""
    found = _dependences(folder, HEAD + "".join(_function(*each) for each in CALLER.items()))

    assert found == {f"f_{name}": Dependence.CALLER for name in CALLER}


@needs_forks
def test_who_answers_by_the_stack_of_a_run_is_found(folder: Path) -> None:
    """Deep in it are the functions of pytest, wherever the call is repeated in this process."""
    found = _dependences(folder, HEAD + "".join(_function(*each) for each in RUN.items()))

    assert found == {f"f_{name}": Dependence.RUN for name in RUN}


@needs_forks
def test_who_only_tells_the_caller_is_no_cheat(folder: Path) -> None:
    """Logs, warnings and reports name the place of a call; a thread has no values of another one."""
    found = _dependences(folder, HEAD + HONEST)

    assert set(found.values()) == {Dependence.NOTHING}
    assert len(found) == HONEST.count("def f_")
