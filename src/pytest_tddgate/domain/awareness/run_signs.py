"""The signs by which code can tell that it is being tested, and whether an expression looks for one."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from pytest_tddgate.domain.awareness.caller_signs import TESTISH, caller_sign
from pytest_tddgate.domain.awareness.changed_tools import changed_tool, is_about_tests
from pytest_tddgate.domain.awareness.imported import imported_by
from pytest_tddgate.domain.awareness.process_signs import process_sign

if TYPE_CHECKING:
    from pytest_tddgate.domain.awareness.looks import Looks

__all__ = ["sign_in", "spot_at_once"]

_TEST_MODULE = re.compile(r"(?:.*\.)?(?:tests?|conftest|test_\w+|\w+_test)(?:\..*)?")
_VARIABLE = re.compile(
    r"PYTEST\w*|_?PYTEST_\w*|COV(?:ERAGE)?_\w+|TDDGATE\w*|TOX_\w+|NOX_\w+|TESTING|IS_TEST|UNITTEST\w*|CI|GITHUB_ACTIONS|GITLAB_CI"
)
_TEST_PATH = re.compile(
    r"(?:^|[/\\])(?:tests?|conftest\.py|\.tddgate|test_[^/\\]*|[^/\\]*_test\.py)(?:[/\\]|$)", re.IGNORECASE
)
_TRACED = frozenset(
    {"sys.gettrace", "sys.getprofile", "threading.gettrace", "threading.getprofile", "sys.monitoring.get_tool"}
)
_TOOL = re.compile(r"pytest|unittest|conftest|\.tddgate", re.IGNORECASE)
_LISTING = frozenset({"walk", "rglob", "glob", "iglob", "listdir", "scandir", "iterdir"})
# fmt: off
_SEARCHING = frozenset({
    "get", "getenv", "startswith", "endswith", "find", "rfind", "index", "count", "search", "match", "fullmatch",
    "findall", "hasattr", "getattr",
})
# fmt: on
_HEAP = frozenset({"get_objects", "get_referrers", "get_referents"})
_HOOKS = frozenset({"settrace", "setprofile", "settrace_all_threads", "setprofile_all_threads", "register_callback"})
# fmt: off
_FILES = frozenset({
    "open", "Path", "PurePath", "read_text", "read_bytes", "glob", "rglob", "iglob", "walk", "listdir", "scandir",
    "iterdir", "join", "joinpath", "run_path", "load_source", "spec_from_file_location", "cwd", "getcwd", "exists",
    "is_file", "is_dir", "isfile", "isdir",
})
# fmt: on


def spot_at_once(node: ast.AST, looks: Looks) -> str:
    """What a node does that product code has no reason to: import the tests' side, change a test tool, trace calls."""
    for way, name, is_module in imported_by(node, looks.dotted, looks.constants):
        if name in looks.harness or (is_module and _is_test_module(name, looks)):
            return f"{way} {name}, which is on the tests' side"
    if tool := changed_tool(node, looks.imported):
        return f"changes {tool}, which runs tests"
    match node:
        case ast.Call(func=func, args=args) if looks.dotted(func).startswith(("sys.", "threading.", "sys.monitoring.")):
            name = looks.dotted(func).rpartition(".")[2]
            is_off = bool(args) and isinstance(args[-1], ast.Constant) and args[-1].value is None
            return f"watches every call with {looks.dotted(func)}" if name in _HOOKS and not is_off else ""
    return ""


def _is_test_module(name: str, looks: Looks) -> bool:
    head = name.partition(".")[0]
    return (
        head in {"tests", "conftest"}
        or name in looks.tests
        or re.fullmatch(r"test_\w+", name.rpartition(".")[2]) is not None
    )


def sign_in(node: ast.expr, looks: Looks) -> str:
    """What an expression that decides something learns about the run; empty if it learns nothing."""
    read = {looks.dotted(each) for each in ast.walk(node)} - {""}
    last = {looks.word(each) for each in ast.walk(node)} - {""}
    texts = list(looks.texts(node))
    return (
        _tools(node, read, texts, looks)
        or _loaded_modules(node, looks)
        or _environment(read, texts, looks)
        or caller_sign(node, last, texts, looks)
        or _files(last, texts)
        or _modules(read, texts, looks)
        or _named(node, looks)
        or process_sign(node, looks)
        or ("asks whether calls are traced" if read & _TRACED else "")
        or (f"asks the garbage collector for {', '.join(sorted(_HEAP & last))}" if _reads(read, "gc", _HEAP) else "")
    )


def _reads(read: set[str], module: str, names: frozenset[str]) -> bool:
    return any(f"{module}.{name}" in read for name in names)


def _loaded_modules(node: ast.expr, looks: Looks) -> str:
    """What an expression learns from all loaded modules: it iterates over them, or uses them as a whole."""
    for each in ast.walk(node):
        match each:
            case (
                ast.Call(func=ast.Attribute(value=owner, attr="values" | "items" | "keys" | "copy"))
                | ast.Call(func=ast.Name(id="list" | "set" | "sorted" | "tuple" | "dict" | "iter"), args=[owner])
                | ast.comprehension(iter=owner)
            ):
                if looks.dotted(owner) == "sys.modules":
                    return "goes through every module that is loaded"
    return "goes through every module that is loaded" if looks.dotted(node) == "sys.modules" else ""


def _named(node: ast.expr, looks: Looks) -> str:
    """What an expression learns by a comparison with, or a search for, the name of a tool that runs tests."""
    for each in ast.walk(node):
        match each:
            case ast.Compare(left=left, comparators=others):
                parts = [left, *others]
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=parts) if name in _SEARCHING:
                pass
            case _:
                continue
        for text in (text for part in parts for text in looks.texts(part)):
            if _TOOL.search(text):
                return f"decides by {text!r}"
    return ""


def _tools(node: ast.expr, read: set[str], texts: list[str], looks: Looks) -> str:
    tools = [each for each in texts if is_about_tests(each) or each in looks.tests]
    if tools and "sys.modules" in read:
        return f"asks whether {tools[0]} is loaded"
    if any(each in {"_pytest", "unittest"} for each in read) or ("pytest" in read and not _needs_pytest(node, looks)):
        return "asks whether a tool that runs tests can be imported"
    argv = "sys.argv" in read or "sys.orig_argv" in read or any(each.startswith("__main__") for each in read)
    testish = [each for each in texts if TESTISH.search(each)]
    return f"asks whether the program is {testish[0]!r}" if argv and testish else ""


def _needs_pytest(node: ast.expr, looks: Looks) -> bool:
    """Whether an expression only reads public names of pytest, in a module that cannot be imported without it."""
    public = [
        each.value
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute) and looks.dotted(each.value) == "pytest" and not each.attr.startswith("_")
    ]
    private = any("._" in looks.dotted(each) for each in ast.walk(node) if looks.dotted(each).startswith("pytest."))
    named = [each for each in ast.walk(node) if looks.dotted(each) == "pytest"]
    return "pytest" in looks.needed and not private and all(each in public for each in named)


def _environment(read: set[str], texts: list[str], looks: Looks) -> str:
    if not read & {"os.environ", "os.getenv", "os.environ.get", "os.environb", "os.getenvb"}:
        return ""
    names = [each for each in texts if _VARIABLE.fullmatch(each) and each not in looks.given]
    return f"asks for {names[0]}, which a run of tests sets" if names else ""


def _files(last: set[str], texts: list[str]) -> str:
    paths = [each for each in texts if _TEST_PATH.search(each) and not re.search(r"\s", each)]
    paths += [each for each in texts if each.startswith("/proc/self/")]
    if last & _LISTING and (".." in "/".join(texts).split("/") or {"__file__", "parents"} <= last):
        return "goes through folders above its own"
    if paths and ("__file__" in last or last & _FILES):
        return f"looks at files of the tests ({paths[0]})"
    return ""


def _modules(read: set[str], texts: list[str], looks: Looks) -> str:
    is_import = read & {"importlib.import_module", "__import__", "importlib.__import__", "pkgutil.resolve_name"}
    named = [each for each in texts if _TEST_MODULE.fullmatch(each) or is_about_tests(each) or each in looks.tests]
    return f"imports {named[0]}, which is on the tests' side" if is_import and named else ""
