"""The interpreters that tests start: they import other sources of named files, as the process of the tests does.

Python runs a module `sitecustomize` from its path before anything else. A folder with one goes in front of that path,
in the environment of this process and in what a test gives `subprocess`. An isolated interpreter (`-I`, `-E`) looks at
no environment, and is not reached.

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
from pytest_tddgate.session.child.substitutes import reverting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

__all__ = ["Started", "begin"]

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


class Started:
    """While it is entered, what is started imports these sources: absolute path -> source, None for no module."""

    def __init__(self, sources: Mapping[str, str | None], within: str | None = None) -> None:
        """Nothing happens before it is entered. `within` is the absolute path of a folder that somebody else removes.

        That is for processes that are killed; None stands for the system's folder of temporary files.
        """
        self._sources = sources
        self._within = within
        self._folder = ""
        self._before: str | None = None
        self._original: Any = None

    def __enter__(self) -> None:
        """Make the folder, and put it in front."""
        self._folder = tempfile.mkdtemp(prefix="tddgate-", dir=self._within)
        Path(self._folder, "sitecustomize.py").write_text(_PROGRAM, encoding="utf-8")
        Path(self._folder, _SOURCES).write_text(json.dumps(dict(self._sources)), encoding="utf-8")
        self._before, self._original = os.environ.get(_PATH), subprocess.Popen.__init__
        os.environ[_PATH] = self._in_front_of(self._before)
        subprocess.Popen.__init__ = self._starting(self._original)  # type: ignore[method-assign]  # for as long as it lasts

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Put back what was there."""
        subprocess.Popen.__init__ = self._original  # type: ignore[method-assign]  # as it was
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
    """What the `sitecustomize` at this path is for; the environment's own has its turn afterwards."""
    folder = os.path.dirname(program)
    sources = json.loads(Path(folder, _SOURCES).read_text(encoding="utf-8"))
    sys.meta_path.insert(0, reverting(sources))
    sys.path[:] = [each for each in sys.path if each != folder]
    sys.modules.pop("sitecustomize", None)
    try:
        importlib.import_module("sitecustomize")
    except ModuleNotFoundError as problem:
        if problem.name != "sitecustomize":
            raise
