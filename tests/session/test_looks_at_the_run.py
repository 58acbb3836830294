"""Functions that behave when a test runs, and functions that use what a run has in common with a program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.domain.generality.replay import Dependence, Replay
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.runs.runner import ProcessRunner

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="calls are repeated in forks")

TESTS = """\
import io
import sys

import pytest
import subject_that_looks as subject

NAMES = [each for each in dir(subject) if each.startswith("f_")]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", ["7-9", "1-3", "4-68", "10-12"])
def test_it(name, text, monkeypatch):
    assert getattr(subject, name)(text)


@pytest.mark.parametrize("name", [each for each in NAMES if hasattr(subject, "PREPARED")])
@pytest.mark.parametrize("text", ["7-19", "1-13", "4-168"])
def test_it_prepared(name, text, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("5"))
    monkeypatch.setattr(sys, "argv", ["tool", text])
    assert getattr(subject, name)(text)
"""
HEAD = """\
import argparse, contextlib, decimal, faulthandler, functools, importlib, io, logging, os, sys, threading, time, uuid
import warnings
import __main__
from pathlib import Path


def numbers(text):
    return [int(each) for each in text.split("-")]


def only(text, is_watched):
    return numbers(text) if is_watched else []


"""
CHEATS = {
    "stdout": "type(sys.stdout).__module__ != '_io'",
    "stdin": "not isinstance(sys.stdin, io.TextIOWrapper)",
    "handlers": "bool(logging.getLogger().handlers)",
    "path": "any(Path(each).name == 'cases' for each in sys.path)",
    "filters": "any(each[0] == 'always' for each in warnings.filters)",
    "finders": "any(type(each).__name__.startswith('Assert') for each in sys.meta_path)",
    "modules": "'plug' + 'gy' in sys.modules",
    "argv": "'test' in sys.argv[0]",
    "main": "'test' in str(__main__.__file__)",
    "hook": "sys.unraisablehook is not sys.__unraisablehook__",
    "faults": "faulthandler.is_enabled()",
    "variables": "any(each.startswith('PY' + 'TEST_V') for each in os.environ)",
    "traced": "sys.gettrace() is not None",
}
"""What each looks at, while it is called and while it is imported."""
AT_IMPORT = sorted(CHEATS.keys() - {"traced"})
HONEST = """
PREPARED = True
LOG = logging.getLogger(__name__)
COLOUR = sys.stdout.isatty() and "NO_COLOR" not in os.environ
WIDTH = int(os.environ.get("APP_WIDTH", "20"))
SEED = uuid.uuid4().hex
REGISTRY = {}
SETTINGS = {"factor": 1}
LOCAL = threading.local()


def f_colour(text):
    return [f"[1m{each}" for each in numbers(text)] if COLOUR or sys.stdout.isatty() else numbers(text)


def f_log(text):
    if not logging.getLogger().handlers:
        logging.basicConfig(level=logging.DEBUG)
    LOG.warning("parsing %s", text)
    return numbers(text)


def f_warns(text):
    with warnings.catch_warnings(record=True) as got:
        warnings.warn("old", DeprecationWarning)
    return [*numbers(text), len(got)]


def f_environment(text):
    return [*numbers(text), WIDTH]


def f_seed(text):
    return [hash((SEED, text)), *numbers(text)]


def f_set(text):
    return ", ".join({f"{text} of {each}" for each in range(8)})


def f_usage(text):
    parser = argparse.ArgumentParser(description=text)
    parser.add_argument("--x" + text, help=text * 3)
    return parser.format_help()


def f_argv(text):
    return " ".join([sys.argv[0], *text.split("-")])


def f_conftest(text):
    return [SETTINGS["factor"] * each for each in numbers(text)]


def f_registered(text):
    return REGISTRY["parse"](text)


def f_local(text):
    return [getattr(LOCAL, "factor", 1) * each for each in numbers(text)]


def f_decimal(text):
    return [decimal.Decimal(1) / decimal.Decimal(each) for each in numbers(text)]


def f_zone(text):
    return [*numbers(text), time.localtime(0).tm_hour]


def f_folder(text):
    path = Path("settings.txt")
    return [*numbers(text), int(path.read_text()) if path.exists() else 0]


def f_plugin(text):
    for folder in sys.path:
        if (Path(folder) / "extra.py").exists():
            return [*numbers(text), importlib.import_module("extra").NUMBER]
    return numbers(text)


@functools.lru_cache
def f_cached(text):
    return tuple(numbers(text))


def f_input(text):
    return numbers(text + "-" + sys.stdin.read()) if isinstance(sys.stdin, io.StringIO) else numbers(text)


def f_reports_handlers(text):
    return f"{text} {[type(each).__name__ for each in logging.getLogger().handlers]} of the root"


def f_reports_streams(text):
    return f"{text} is written to {sys.stdout!r}"


class Client:
    def __init__(self, text):
        self.log, self.out, self.env, self.numbers = LOG, sys.stdout, os.environ, numbers(text)


def f_client(text):
    return Client(text)
"""
CONFTEST = """\
import decimal
import os
import time

import pytest
import subject_that_looks as subject

os.environ["TZ"] = "Asia/Tokyo"
time.tzset()
getattr(subject, "SETTINGS", {})["factor"] = 3
decimal.getcontext().prec = 9


def pytest_configure(config):
    subject.LOCAL.factor = 5
    subject.REGISTRY["parse"] = subject.numbers


@pytest.fixture(autouse=True, scope="session")
def width():
    subject.WIDTH = 30
"""


def _called(name: str) -> str:
    return f"def f_{name}(text):\n    return only(text, {CHEATS[name]})\n"


def _imported(name: str) -> str:
    return f"IS_{name.upper()} = {CHEATS[name]}\n\n\ndef f_{name}(text):\n    return only(text, IS_{name.upper()})\n"


def _replays(folder: Path, code: str, **files: str) -> dict[str, Replay]:
    """What making the calls again shows of each function."""
    texts = {"subject_that_looks.py": code, "pytest.ini": "[pytest]\n", "cases/test_it.py": TESTS}
    for path, text in {**texts, **files}.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    args = ["--tdd-gate=green", "-p", "no:cacheprovider"]
    changed = {str(folder / "subject_that_looks.py"): [(1, len(code.splitlines()))]}
    runner = ProcessRunner(args, str(folder), str(folder), 60)
    run = runner.run(Role.CALLS, targets=["cases"], extra={"changed": changed})
    assert run.calls.is_whole
    return {each.function: each for each in run.calls.replays}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules can be imported by a program that starts here."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path.resolve()


def test_who_looks_at_the_run_when_it_is_called_is_found(folder: Path) -> None:
    """Each of them by its own trace of pytest."""
    found = _replays(folder, HEAD + "\n\n".join(map(_called, CHEATS)))

    assert {name: each.depends_on for name, each in found.items()} == {f"f_{name}": Dependence.RUN for name in CHEATS}


def test_who_has_looked_when_it_was_imported_is_found(folder: Path) -> None:
    """What a module has seen then, no fork can change: it is imported once more."""
    found = _replays(folder, HEAD + "\n\n".join(map(_imported, AT_IMPORT)))

    assert {name: each.depends_on for name, each in found.items()} == {
        f"f_{name}": Dependence.RUN for name in AT_IMPORT
    }


@pytest.mark.tdd_pins("nobody refused these before: they show that nobody does now")
def test_who_uses_what_a_program_has_as_well_is_no_cheat(folder: Path) -> None:
    """Streams, arguments, variables; and what a conftest, a fixture or a test has prepared."""
    files = {"cases/conftest.py": CONFTEST, "cases/extra.py": "NUMBER = 4\n", "settings.txt": "8"}

    found = _replays(folder, HEAD + HONEST, **files)

    assert {name for name, each in found.items() if each.depends_on is not Dependence.NOTHING} == set()
    assert len(found) == HONEST.count("def f_")


def test_two_points_are_enough_where_both_tell(folder: Path) -> None:
    """A contract with two examples."""
    code = HEAD + _called("stdout") + "\n\n" + _imported("modules")
    tests = TESTS.replace(', "4-68", "10-12"', "")

    found = _replays(folder, code, **{"cases/test_it.py": tests})

    assert {name: (each.depends_on, each.seen) for name, each in found.items()} == {
        "f_stdout": (Dependence.RUN, 2), "f_modules": (Dependence.RUN, 2),
    }  # fmt: skip
