"""Describes an exception as plain data while the object exists."""

from __future__ import annotations

import os
import re
import sys
import types
from difflib import get_close_matches
from itertools import islice
from typing import Any

__all__ = ["describe", "in_a_line", "settings_module"]

_MESSAGE = 600  # characters: enough for a whole assertion line, small on the pipe
_FRAMES = 80
_CHAIN = 5
_ALIKE = 0.75  # of 1, as difflib counts
_OF_TESTS = frozenset({"tests", "test", "conftest"})
_FROM = re.compile(r"cannot import name '(?P<name>[^']+)' from (?:partially initialized module )?'(?P<module>[^']+)'")


def describe(exception: BaseException, depth: int = 0) -> dict[str, Any]:
    """The exception as plain data: classes, message, frames, the name looked for and where, and its context."""
    exception = _unwrapped(exception)
    subject, owner, source = map(_plain, _looked_for(exception))
    context = exception.__cause__ or exception.__context__
    return {
        "classes": [f"{each.__module__}.{each.__qualname__}" for each in type(exception).__mro__[:-1]],
        "message": _message_of(exception),
        "frames": _frames_of(exception.__traceback__),
        "subject": subject,
        "owner": owner,
        "source": source,
        "context": describe(context, depth + 1) if context is not None and depth < _CHAIN else None,
    }


def in_a_line(problem: BaseException) -> str:
    """The class of the exception, and the first line of its message; of a traceback that it quotes, the last line.

    pytest-xdist raises an `assert False` with the traceback of a worker as its message, which is indented.
    """
    first, *more = str(problem).splitlines() or [""]
    raised = [line.strip() for line in more if line.strip() not in {"", "assert False"}]
    is_quote = first.startswith("Traceback ") and raised
    return raised[-1][:300] if is_quote else f"{type(problem).__name__}: {first[:300]}"


def _plain(value: object) -> str:
    """The value if it is text, else `""`: the project can give an exception any `name`, `path` or `filename`."""
    return os.fspath(value) if isinstance(value, os.PathLike) else str(value) if isinstance(value, str) else ""


def _unwrapped(exception: BaseException) -> BaseException:
    """The exception inside doctest's wrapper; any other exception unchanged."""
    if type(exception).__module__ == "_pytest.doctest":
        exception = next(iter(getattr(exception, "failures", ())), exception)
    if type(exception).__module__ == "doctest":
        raised = getattr(exception, "exc_info", (None, exception))[1]
        return raised if isinstance(raised, BaseException) else exception
    return exception


def _message_of(exception: BaseException) -> str:
    try:
        return str(exception)[:_MESSAGE]
    except Exception:  # noqa: BLE001 - the project's own `__str__` may raise, which must not end the run
        return ""


def _frames_of(traceback: types.TracebackType | None) -> list[tuple[str | int, ...]]:
    frames: list[tuple[str | int, ...]] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        frames.append((code.co_filename, traceback.tb_lineno or 0, code.co_name, *_span_of(traceback, code)))
        traceback = traceback.tb_next
    return frames if len(frames) <= _FRAMES else frames[: _FRAMES // 2] + frames[-_FRAMES // 2 :]


def _span_of(traceback: types.TracebackType, code: types.CodeType) -> list[int]:
    """The running expression's first line, column, last line and end column; empty if unknown."""
    first, last, column, until = next(islice(code.co_positions(), traceback.tb_lasti // 2, None), (None,) * 4)
    found = [first, column, last, until]
    return [] if None in found else found  # type: ignore[return-value]  # no None is left


def _looked_for(exception: BaseException) -> tuple[object, object, object]:
    """The name that was not found, where it was looked for, and the file of that place."""
    match exception:
        case ModuleNotFoundError():
            return exception.name or "", "", _package_around(exception.name)
        case ImportError():
            return _import_names(exception)
        case AttributeError() if exception.name:
            return exception.name, *_owner_of(exception.obj)
        case NameError():
            return exception.name or "", "", ""
        case _:
            return "", "", _source_of(exception)


def _source_of(exception: BaseException) -> object:
    """The file that does not compile, or that may be meant to define a fixture; empty if the exception has neither."""
    if isinstance(exception, SyntaxError):
        return exception.filename or ""
    return _plugin_of(exception) if type(exception).__module__ == "_pytest.fixtures" else ""


def _plugin_of(exception: BaseException) -> object:
    """The file of a plugin that may be meant to define a fixture: it is neither installed nor of the tests.

    Empty if there is none, and for a fixture that is named almost like one that is there.
    """
    request = getattr(exception, "request", None)
    if request is None or _is_almost_there(exception):
        return ""
    plugins = request.config.pluginmanager.get_plugins()
    modules = [each for each in plugins if isinstance(each, types.ModuleType) and each.__file__]
    own = [each.__file__ or "" for each in modules if each.__name__.partition(".")[0] not in _OF_TESTS]
    return min((each for each in own if "site-packages" not in each), default="")


def _is_almost_there(exception: BaseException) -> bool:
    """Whether one of the fixtures that pytest names as available is spelled like the wanted one."""
    shown = getattr(exception, "formatrepr", None)
    text = str(shown().errorstring) if shown is not None else ""
    known = re.findall(r"\w+", text.partition("available fixtures: ")[2].partition("\n")[0])
    return bool(get_close_matches(str(getattr(exception, "argname", "")), known, n=1, cutoff=_ALIKE))


def _package_around(name: object) -> object:
    """The file or folder of the nearest loaded package around a missing module; empty if there is none."""
    parts = name.split(".") if isinstance(name, str) else []
    around = (sys.modules.get(".".join(parts[:count])) for count in range(len(parts) - 1, 0, -1))
    package = next((each for each in around if each is not None), None)
    folders = [*getattr(package, "__path__", ())]
    return getattr(package, "__file__", None) or next(iter(folders), "")


def _import_names(exception: ImportError) -> tuple[object, object, object]:
    found = _FROM.search(str(exception))
    name = getattr(exception, "name_from", None) or (found["name"] if found else "")
    module = exception.name or (found["module"] if found else "")
    return name, module, exception.path or _package_around(f"{module}.{name}")


def _owner_of(owner: object) -> tuple[object, object]:
    """`module` or `module:Class`, and the file that defines it."""
    owner = settings_module(owner) or owner
    if isinstance(owner, types.ModuleType):
        return owner.__name__, getattr(owner, "__file__", None) or _package_around(f"{owner.__name__}.")
    kind = owner if isinstance(owner, type) else type(owner)
    if isinstance(owner, types.FunctionType):
        return f"{owner.__module__}:{owner.__qualname__}", owner.__code__.co_filename
    module = sys.modules.get(kind.__module__)
    return f"{kind.__module__}:{kind.__qualname__}", getattr(module, "__file__", None) or ""


def settings_module(owner: object) -> types.ModuleType | None:
    """The module of Django's settings if the object is these settings, where a setting belongs; else None."""
    kind = type(owner)
    is_django = (kind.__module__, kind.__qualname__) == ("django.conf", "Settings")
    return sys.modules.get(getattr(owner, "SETTINGS_MODULE", "")) if is_django else None
