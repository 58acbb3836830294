"""The traces that pytest leaves in a process, and how a fork gets rid of them.

What a test itself has replaced (a stream, an argument list, a folder) stays: it belongs to the test.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
import sys
import tempfile
import threading
import types
import warnings
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.generality.telling import leaves_of

if TYPE_CHECKING:
    from collections.abc import Collection

    import pytest

__all__ = ["COMMAND", "FILTERS", "FOLDERS", "NAMES", "Traces"]

FILTERS, COMMAND, FOLDERS = "filters", "command", "folders"
"""Traces that are concealed only on request: warning filters control what is raised and recorded, changing the
kernel's command line takes milliseconds, and plugins of the subject can be in the tests' folders on `sys.path`."""

NAMES = ("python", "script")
"""Names of programs that replace `pytest`: as long as it, so that text around them keeps its layout."""

_TOOL = re.compile(
    r"_?pytest(?:_\w+)?|\w+_pytest|pluggy|coverage|xdist|execnet|iniconfig|py|unittest|doctest|"
    r"pdb|bdb|cmd"
)
_RUN = re.compile(r"PYTEST_\w*|COV(?:ERAGE)?_\w+|TDDGATE_\w+")
_PROGRAM = re.compile(r"py\.?test")
_ARGUMENTS = 45  # proc(5): index of `arg_start` in `stat`, counted after the program's name


class Traces:
    """The state of this process before pytest loaded anything of the project."""

    def __init__(self) -> None:
        """Record the current state."""
        self._argv = list(sys.argv)
        self._path = list(sys.path)
        self._environment = dict(os.environ)
        self._main = sys.modules.get("__main__")
        self._is_folder_used = False
        self._capture: Any = None
        self._words: frozenset[str] = frozenset()
        self._folders: frozenset[str] = frozenset()
        self._hidden: dict[str, dict[str, types.ModuleType]] = {}

    def learn(self, session: pytest.Session, subject: Collection[str]) -> None:
        """Record the folders that pytest added to `sys.path` during collection and that hold no subject."""
        self._capture = session.config.pluginmanager.getplugin("capturemanager")
        tests = {item.path for item in session.items}
        added = {each for each in sys.path if each not in self._path}
        found = {str(root) for path in tests for root in _roots(path)} & added
        self._folders = frozenset(
            each for each in found if not any(path.startswith(os.path.join(each, "")) for path in subject)
        )

    def show(self) -> None:
        """Make this process look as it does while test modules are imported and tests run."""
        if self._capture is not None:
            self._capture.resume_global_capture()
        self.look()

    def look(self) -> None:
        """Collect the words that show that a text is about pytest's traces."""
        found = [each for each in (sys.stdin, sys.stdout, sys.stderr) if _is_tools(each)]
        streams = [word for each in found for word in (type(each).__name__, repr(each))]
        handlers = [type(each).__name__ for each in logging.root.handlers if _is_tools(each)]
        self._words = frozenset({"pytest", *streams, *handlers, *self._folders})
        sys.addaudithook(self._note_use)

    def is_told(self, value: object) -> bool:
        """Whether a text in the value names a trace of pytest, or a test folder was used since the last call."""
        is_used, self._is_folder_used = self._is_folder_used, False
        texts = [each for each in leaves_of(value) if isinstance(each, str)]
        return is_used or any(word in text for text in texts for word in self._words)

    def _note_use(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and str(args[0]).startswith(tuple(self._folders)):
            self._is_folder_used = True

    def conceal(self, name: str = NAMES[0], also: Collection[str] = ()) -> None:
        """Make this process, a short-lived fork, look as if a program of this name ran in it, and no tests.

        `also` names further traces to conceal: `FILTERS`, `COMMAND`, `FOLDERS`.
        """
        _conceal_streams()
        _conceal_loggers()
        _conceal_hooks()
        _conceal_start()
        if FILTERS in also:
            _conceal_filters()
        self._conceal_program(name)
        if COMMAND in also:
            with contextlib.suppress(OSError, ValueError, IndexError):
                _rewrite_command_line("\0".join(sys.orig_argv))
        self._conceal_variables()
        sys.meta_path[:] = [each for each in sys.meta_path if not _is_tools(each)]
        if FOLDERS in also:
            sys.path[:] = [each for each in sys.path if each not in self._folders]
            for each in self._folders:
                sys.path_importer_cache.pop(each, None)
        self._conceal_modules()

    def _conceal_program(self, name: str) -> None:
        plain = [_PROGRAM.sub(name, each) for each in self._argv[:1]]
        if sys.argv == self._argv:
            sys.argv[:] = plain
        sys.orig_argv[:] = [_PROGRAM.sub(name, each) for each in sys.orig_argv[:1]] + plain
        if sys.modules.get("__main__") is self._main:
            main = sys.modules["__main__"] = types.ModuleType("__main__")
            main.__dict__["__builtins__"] = __builtins__
            main.__file__ = plain[0] if plain else None

    def _conceal_variables(self) -> None:
        for name in [each for each in os.environ if _RUN.fullmatch(each)]:
            if name.startswith("PYTEST_") or os.environ[name] == self._environment.get(name):
                del os.environ[name]

    def _conceal_modules(self) -> None:
        """Remove the tools from the loaded modules; an import of one brings the same modules back."""
        for name in list(sys.modules):
            family = name.partition(".")[0]
            if _TOOL.fullmatch(family):
                self._hidden.setdefault(family, {})[name] = sys.modules.pop(name)
        sys.addaudithook(self._bring_back)

    def _bring_back(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "import" and args[0].partition(".")[0] in self._hidden:
            sys.modules.update(self._hidden.pop(args[0].partition(".")[0]))


def _roots(path: Path) -> tuple[Path, Path]:
    """The folders that pytest may put on `sys.path` for a test file: its own, and the one around its package."""
    root = path.parent
    while (root / "__init__.py").is_file() and root != root.parent:
        root = root.parent
    return path.parent, root


def _is_tools(value: object) -> bool:
    """Whether an object belongs to a tool that runs tests, by the module of its class or of the function that it is."""
    value = getattr(value, "func", value)
    owner = value if isinstance(value, types.FunctionType | types.MethodType | type) else type(value)
    return _TOOL.fullmatch(str(getattr(owner, "__module__", "")).partition(".")[0]) is not None


def _conceal_streams() -> None:
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        taken = getattr(sys, name)
        if _is_tools(taken):
            raw = io.FileIO(os.devnull, mode)
            raw.name = f"<{name}>"  # the interpreter's name for its own streams
            buffer: Any = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
            errors = "backslashreplace" if name == "stderr" else "strict"
            stream = io.TextIOWrapper(buffer, getattr(taken, "encoding", None) or "utf-8", errors)
            stream.mode = mode  # type: ignore[misc]  # ditto
            setattr(sys, name, stream)


def _conceal_loggers() -> None:
    known = logging.root.manager.loggerDict.values()
    for logger in (logging.root, *(each for each in known if isinstance(each, logging.Logger))):
        logger.handlers[:] = [each for each in logger.handlers if not _is_tools(each)]
    kept: Any = vars(logging).get("_handlerList", [])
    kept[:] = [each for each in kept if not _is_tools(each())]


def _conceal_filters() -> None:
    """Restore the interpreter's first filters; keep filters that raise errors, because they change what code does."""
    if any(each[0] == "error" for each in warnings.filters):
        return
    import _warnings  # noqa: PLC0415 - rarely needed

    first = list(_warnings.filters)
    warnings.resetwarnings()
    warnings.filters.extend(first)  # type: ignore[attr-defined]  # a list, whatever the stubs say


def _conceal_hooks() -> None:
    for name in ("excepthook", "unraisablehook", "breakpointhook"):
        if _is_tools(getattr(sys, name)):
            setattr(sys, name, getattr(sys, f"__{name}__"))
    if _is_tools(threading.excepthook):
        threading.excepthook = threading.__excepthook__
    faulthandler: Any = sys.modules.pop("faulthandler", None)
    if faulthandler is not None and not (sys.flags.dev_mode or "faulthandler" in sys._xoptions):  # noqa: SLF001 - documented
        faulthandler.disable()


class _PlainFlags:
    """The flags of this interpreter, without those that a run of tests may set."""

    safe_path = False
    dont_write_bytecode = 0

    def __init__(self, flags: Any) -> None:
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        return getattr(self._flags, name)


def _conceal_start() -> None:
    """Conceal that audits start runs with `-P`, and that pytest has looked up the folder for temporary files.

    Bytecode is still not written: this fork must leave nothing behind.
    """
    SourceFileLoader.set_data = lambda *_, **__: None  # type: ignore[method-assign]  # only in this fork
    sys.flags = _PlainFlags(sys.flags)  # type: ignore[assignment]  # real flags cannot be created
    sys.dont_write_bytecode = False
    tempfile.tempdir = None


def _rewrite_command_line(text: str) -> None:
    """Change the command line that the kernel reports for this process (Linux)."""
    import ctypes  # noqa: PLC0415 - rarely needed

    fields = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    start, end = int(fields[_ARGUMENTS]), int(fields[_ARGUMENTS + 1])
    ctypes.memmove(start, text.encode()[: end - start].ljust(end - start, b"\0"), end - start)
