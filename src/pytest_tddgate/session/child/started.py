"""Lets interpreters that tests start import other sources of named files, as the tests' own process does.

Python imports a module `sitecustomize` from its path before anything else. A folder with such a module is put first
in that path, in this process's environment and in environments that tests pass to `subprocess`. An isolated
interpreter (`-I`, `-E`) ignores the environment, and is not affected.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest_tddgate
from pytest_tddgate.session.child.substitutes import put_first, source_finder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

__all__ = ["SubprocessSources", "begin"]

_PATH = "PYTHONPATH"
_SOURCES = "sources.json"
_PROGRAM = f"""\
import sys
sys.path.append({os.path.dirname(os.path.dirname(pytest_tddgate.__file__))!r})
try:
    from pytest_tddgate.session.child.started import begin
finally:
    sys.path.pop()
begin(__file__)
"""


class SubprocessSources:
    """A context in which started interpreters import these sources: absolute path -> source, None for no module."""

    def __init__(self, sources: Mapping[str, str | None], within: str | None = None) -> None:
        """Change nothing before it is entered. `within` is the absolute path of a folder that the caller removes.

        That is for processes that may be killed; None stands for the system's temporary folder.
        """
        self._sources = sources
        self._within = within
        self._folder = ""
        self._before: str | None = None
        self._original: Any = None

    def __enter__(self) -> None:
        """Create the folder, and put it first in the path."""
        self._folder = tempfile.mkdtemp(prefix="tddgate-", dir=self._within)
        Path(self._folder, "sitecustomize.py").write_text(_PROGRAM, encoding="utf-8")
        Path(self._folder, _SOURCES).write_text(json.dumps(dict(self._sources)), encoding="utf-8")
        self._before, self._original = os.environ.get(_PATH), subprocess.Popen.__init__
        os.environ[_PATH] = self._in_front_of(self._before)
        subprocess.Popen.__init__ = self._starting(self._original)  # type: ignore[method-assign]  # until it is left

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Restore the environment and `subprocess`."""
        subprocess.Popen.__init__ = self._original  # type: ignore[method-assign]  # the original
        if self._before is None:
            os.environ.pop(_PATH, None)
        else:
            os.environ[_PATH] = self._before
        shutil.rmtree(self._folder, ignore_errors=True)

    def _in_front_of(self, path: str | None) -> str:
        folders = (path or "").split(os.pathsep)
        return os.pathsep.join([self._folder, *(each for each in folders if each and each != self._folder)])

    def _starting(self, original: Any) -> Any:
        @functools.wraps(original)
        def start(process: Any, *args: Any, **options: Any) -> None:
            if isinstance(env := options.get("env"), dict):
                options["env"] = {**env, _PATH: self._in_front_of(env.get(_PATH))}
            original(process, *args, **options)

        return start


def begin(program: str) -> None:
    """Apply the sources beside the `sitecustomize` at this path; then import the environment's own `sitecustomize`."""
    folder = os.path.dirname(program)
    sources = json.loads(Path(folder, _SOURCES).read_text(encoding="utf-8"))
    put_first(source_finder(sources))
    sys.path[:] = [each for each in sys.path if each != folder]
    sys.modules.pop("sitecustomize", None)
    try:
        importlib.import_module("sitecustomize")
    except ModuleNotFoundError as problem:
        if problem.name != "sitecustomize":
            raise
