"""What pytest leaves in a process for everybody to see, and how a fork is rid of it.

What a test itself has put there (a stream, an argument list, a folder) stays: that is the test's question.

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
"""What is concealed only where somebody asks for it: the filters of warnings steer what is raised and recorded, to
change the kernel's command line costs milliseconds, and plug-ins can lie in the folders of tests on `sys.path`."""

NAMES = ("python", "script")
"""Names of a program that can stand for `pytest`: of its length, so that a text around it is laid out alike."""

_TOOL = re.compile(
    r"_?pytest(?:_\w+)?|\w+_pytest|pluggy|coverage|xdist|execnet|iniconfig|py|unittest|doctest|"
    r"pdb|bdb|cmd"
)
_RUN = re.compile(r"PYTEST_\w*|COV(?:ERAGE)?_\w+|TDDGATE_\w+")
_PROGRAM = re.compile(r"py\.?test")
_ARGUMENTS = 45  # proc(5): where `arg_start` stands in `stat`, behind the name of the program


class Traces:
    """What stood in this process before pytest had loaded anything of the project."""

    def __init__(self) -> None:
        """Look at the process as it is now."""
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
        """Note what pytest brought when it collected: folders on `sys.path` that hold no subject."""
        self._capture = session.config.pluginmanager.getplugin("capturemanager")
        tests = {item.path for item in session.items}
        added = {each for each in sys.path if each not in self._path}
        found = {str(root) for path in tests for root in _roots(path)} & added
        self._folders = frozenset(
            each for each in found if not any(path.startswith(os.path.join(each, "")) for path in subject)
        )

    def show(self) -> None:
        """Let this process look as while the test modules were imported, and as while a test runs."""
        if self._capture is not None:
            self._capture.resume_global_capture()
        self.look()

    def look(self) -> None:
        """Note by which words somebody would report what pytest has left here."""
        found = [each for each in (sys.stdin, sys.stdout, sys.stderr) if _is_tools(each)]
        streams = [word for each in found for word in (type(each).__name__, repr(each))]
        handlers = [type(each).__name__ for each in logging.root.handlers if _is_tools(each)]
        self._words = frozenset({"pytest", *streams, *handlers, *self._folders})
        sys.addaudithook(self._note_use)

    def is_told(self, value: object) -> bool:
        """Whether a text in a value names what pytest has left, or since the last question a test's folder was used."""
        is_used, self._is_folder_used = self._is_folder_used, False
        texts = [each for each in leaves_of(value) if isinstance(each, str)]
        return is_used or any(word in text for text in texts for word in self._words)

    def _note_use(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and str(args[0]).startswith(tuple(self._folders)):
            self._is_folder_used = True

    def conceal(self, name: str = NAMES[0], also: Collection[str] = ()) -> None:
        """Let this process, a fork that ends soon, look as if a program of this name ran in it, and no test.

        `also` says what else: `FILTERS`, `COMMAND`, `FOLDERS`.
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
        """Take the tools out of the loaded modules; whoever imports one gets the same again."""
        for name in list(sys.modules):
            family = name.partition(".")[0]
            if _TOOL.fullmatch(family):
                self._hidden.setdefault(family, {})[name] = sys.modules.pop(name)
        sys.addaudithook(self._bring_back)

    def _bring_back(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "import" and args[0].partition(".")[0] in self._hidden:
            sys.modules.update(self._hidden.pop(args[0].partition(".")[0]))


def _roots(path: Path) -> tuple[Path, Path]:
    """What pytest may put on `sys.path` for a test file: its folder, or the one that its package lies in."""
    root = path.parent
    while (root / "__init__.py").is_file() and root != root.parent:
        root = root.parent
    return path.parent, root


def _is_tools(value: object) -> bool:
    """Whether something is of a tool that runs tests, by the module of its class or of the function that it is."""
    value = getattr(value, "func", value)
    owner = value if isinstance(value, types.FunctionType | types.MethodType | type) else type(value)
    return _TOOL.fullmatch(str(getattr(owner, "__module__", "")).partition(".")[0]) is not None


def _conceal_streams() -> None:
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        taken = getattr(sys, name)
        if _is_tools(taken):
            raw = io.FileIO(os.devnull, mode)
            raw.name = f"<{name}>"  # as the interpreter names its own
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
    """The filters with which the interpreter began; as they are where any makes errors, which steer what code does."""
    if any(each[0] == "error" for each in warnings.filters):
        return
    import _warnings  # noqa: PLC0415 - few ask for it

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
    """The flags of this interpreter, as if it had been started without those that a run of tests may ask for."""

    safe_path = False
    dont_write_bytecode = 0

    def __init__(self, flags: Any) -> None:
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        return getattr(self._flags, name)


def _conceal_start() -> None:
    """An audit starts its runs with `-P`; pytest has looked where temporary files go, and whoever asks looks again.

    No bytecode is written here all the same: a fork that looks so is one that leaves nothing.
    """
    SourceFileLoader.set_data = lambda *_, **__: None  # type: ignore[method-assign]  # in this fork alone
    sys.flags = _PlainFlags(sys.flags)  # type: ignore[assignment]  # no other can be made
    sys.dont_write_bytecode = False
    tempfile.tempdir = None


def _rewrite_command_line(text: str) -> None:
    """Let the kernel tell another command line of this process (Linux)."""
    import ctypes  # noqa: PLC0415 - few forks need it

    fields = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    start, end = int(fields[_ARGUMENTS]), int(fields[_ARGUMENTS + 1])
    ctypes.memmove(start, text.encode()[: end - start].ljust(end - start, b"\0"), end - start)
