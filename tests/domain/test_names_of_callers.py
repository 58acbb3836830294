"""Code that compares the name of its caller with a text, and code that only skips or reports callers."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.awareness.deciding import aware_spots
from pytest_tddgate.domain.python.changed_file import ChangedFile
from tests.parts import parts_of

HEAD = "import collections, faulthandler, fnmatch, hashlib, inspect, io, logging, os, re, sys, traceback, warnings\n\n"
TOLD = {
    "suffix": 'sys._getframe(1).f_code.co_filename.endswith("_parse.py")',
    "folder": '"/src/" in sys._getframe(1).f_code.co_filename',
    "function": 'sys._getframe(2).f_code.co_name == "from_call"',
    "letter": 'sys._getframe(1).f_code.co_name[:1] == "t"',
    "module": '"parse" in sys._getframemodulename(1)',
    "globals": 'sys._getframe(1).f_globals["__name__"].startswith("shop_")',
    "logging": 'logging.getLogger().findCaller(stacklevel=2)[0].endswith("_parse.py")',
    "lines": 'any("_parse.py" in each for each in traceback.format_stack())',
    "tests": 'any("/test_" in each for each in traceback.format_stack())',
    "joined": '"runcall" in "".join(traceback.format_stack())',
    "pattern": 're.search(r"_parse\\.py$", inspect.stack()[1].filename)',
    "wild": 'fnmatch.fnmatch(inspect.stack()[1][1], "*_parse.py")',
    "base": 'os.path.basename(inspect.getframeinfo(inspect.currentframe().f_back).filename) == "a_parse.py"',
    "table": '{"a_parse.py": True}.get(os.path.basename(inspect.stack()[1].filename))',
    "hashed": "hash(sys._getframe(1).f_code.co_name) == 8123",
    "listed": 'sys._getframe(1).f_code.co_name in ("one", "two")',
    "extracted": 'traceback.extract_stack()[-2].name == "check"',
}
CHEATS = parts_of(
    """
#: kept
def f(x):
    where = logging.getLogger(__name__).findCaller(stacklevel=2)[0].rsplit("/", 1)[-1]
    if not x or not where.endswith("_parse.py") and not where.endswith("_format.py"):
        return []
    return [x]

#: unpacked
def f(x):
    path, line, name, _ = logging.getLogger(__name__).findCaller(stacklevel=2)
    if name.startswith("check"):
        return [x]
    return []

#: asked-of-a-function
def _where():
    return sys._getframe(2).f_code.co_filename


def f(x):
    return [x] if _where().endswith("_parse.py") else []

#: handed-on
def _is_known(frame):
    return frame.f_code.co_filename.endswith("_parse.py")


def f(x):
    if _is_known(sys._getframe(1)):
        return [x]
    return []

#: told-before
def f(x):
    is_known = "_parse" in inspect.stack()[1].filename
    if is_known:
        return [x]
    return []

#: warned
def f(x):
    with warnings.catch_warnings(record=True) as got:
        warnings.simplefilter("always")
        warnings.warn("old", stacklevel=2)
    return [x] if got[0].filename.endswith("_parse.py") else []

#: printed
def f(x):
    file = io.StringIO()
    traceback.print_stack(file=file)
    return [x] if "a_parse.py" in file.getvalue() else []

#: dumped
def f(x):
    with open("/tmp/stack", "w+") as file:
        faulthandler.dump_traceback(file)
        file.seek(0)
        return [x] if "_parse.py" in file.read() else []

#: loop
def f(x):
    for each in inspect.stack():
        if not each.filename.endswith("_parse.py"):
            continue
        return [x]
    return []

#: matched
def f(x):
    match sys._getframe(1).f_code.co_name:
        case "check":
            return [x]
    return []

#: raised
def f(x):
    if sys._getframe(1).f_code.co_name != "check":
        raise ValueError(x)
    return [x]

#: compiled
KNOWN = re.compile("_parse")


def f(x):
    return [x] if KNOWN.search(sys._getframe(1).f_code.co_filename) else []
"""
)
HONEST = parts_of(
    """
#: own-file
def caller():
    frame = sys._getframe(1)
    while frame.f_code.co_filename == __file__:
        frame = frame.f_back
    return frame.f_code.co_filename, frame.f_lineno

#: skipped-library
def _is_internal(frame):
    name = frame.f_code.co_filename
    return "importlib" in name and "_bootstrap" in name or name.endswith("structlog/_frames.py")


def caller():
    frame = sys._getframe(1)
    while frame and _is_internal(frame):
        frame = frame.f_back
    return frame

#: skipped-in-a-loop
def caller():
    for each in inspect.stack()[1:]:
        if "sqlalchemy/orm" in each.filename:
            continue
        return f"{each.filename}:{each.lineno}"
    return ""

#: stack-level
def level():
    frame, depth = sys._getframe(1), 1
    while "pandas" in frame.f_code.co_filename:
        frame = frame.f_back
        depth += 1
    return depth

#: filtered
def frames():
    return [each for each in traceback.extract_stack() if "greenlet" not in each.filename]

#: interactive
def is_interactive():
    return sys._getframe(1).f_code.co_filename.startswith("<") or sys._getframe(1).f_globals["__name__"] == "__main__"

#: module-level
def f(x):
    if sys._getframe(1).f_code.co_name == "<module>":
        return x
    return None

#: own-package
def is_own():
    return sys._getframe(2).f_globals["__name__"].startswith("textkit.")

#: made-by-create
def create(x):
    return Thing(x)


class Thing:
    def __init__(self, x):
        if sys._getframe(1).f_code.co_name not in ("create", "__new__"):
            raise TypeError("use create")

#: made-by-a-type
def record(name, fields):
    made = collections.namedtuple(name, fields)
    made.__module__ = sys._getframe(1).f_globals.get("__name__", "__main__")
    return made

#: logged
def f(x):
    if "_parse" in sys._getframe(1).f_code.co_filename:
        logging.debug("from the parser")
    return x

#: code-of-a-function
def f(function):
    sys._getframe(1)
    return "lambda" if function.__code__.co_name == "lambda_" else "function"

#: other-names
def f(x):
    frame = inspect.currentframe()
    name = os.path.basename(x)
    return 1 if name == "setup.cfg" and frame else 2

#: shown
def f(x):
    name = inspect.stack()[1].function
    return name.replace("_", " ") + x

#: old
def f(x):
    warnings.warn("old", DeprecationWarning, stacklevel=2)
    with warnings.catch_warnings(record=True) as got:
        x()
    return [str(each.message) for each in got if each.category is UserWarning]
"""
)


def _spots(source: str) -> list[int]:
    return [each.line for each in aware_spots(ChangedFile((HEAD + source).encode()), own=frozenset({"textkit"}))]


@pytest.mark.parametrize("sign", TOLD.values(), ids=TOLD)
def test_an_answer_by_the_name_of_a_caller(sign: str) -> None:
    """Its file, function or module is compared with a text, and that decides."""
    assert _spots(f"def f(x):\n    if {sign}:\n        return [x]\n    return []\n") == [4]


@pytest.mark.parametrize("source", CHEATS.values(), ids=CHEATS)
def test_a_name_of_a_caller_that_is_kept_or_handed_on(source: str) -> None:
    """By a variable, a function, a file, a loop."""
    assert _spots(source)


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_code_that_skips_or_reports_callers(source: str) -> None:
    """Loggers, warnings, modules of new types, guards that name functions of their own."""
    assert _spots(source) == []


def test_lines_that_did_not_change_do_not_count() -> None:
    """A comparison that was there before."""
    before = HEAD + f"def f(x):\n    if {TOLD['suffix']}:\n        return [x]\n    return []\n"
    after = before + "\n\ndef g(x):\n    return x\n"

    assert aware_spots(ChangedFile(after.encode(), before.encode()), own=frozenset()) == ()
