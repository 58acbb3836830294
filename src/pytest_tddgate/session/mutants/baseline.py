"""The baseline: the unchanged tests, run once in a fork, with their outcomes, costs, and lines of the change.

In a fork, because caches that tests fill and fixtures that they leave would hide mutants.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import importlib.machinery
import json
import math
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest_tddgate
from pytest_tddgate.domain.mutants.mutant_code import nested_codes
from pytest_tddgate.session.child.substitutes import SubstituteFinder, put_first
from pytest_tddgate.session.mutants.line_map import LineMap
from pytest_tddgate.session.mutants.side_effect_guard import SideEffectGuard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import CodeType

    import pytest

    from pytest_tddgate.session.mutants.forks import Forks
    from pytest_tddgate.session.mutants.swaps import Swaps
    from pytest_tddgate.session.mutants.unreported import Unreported

__all__ = ["Baseline", "Seen", "baseline_of", "modules_of_project", "observed", "run_baseline"]

_OTHERS = ("site-packages", "dist-packages", os.path.dirname(os.__file__))


@dataclass(frozen=True, slots=True)
class Seen:
    """An unchanged test: its outcome, seconds of CPU and by the clock, and the lines that it ran (path, line)."""

    item: pytest.Item
    outcome: str
    cpu: float
    wall: float
    lines: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Baseline:
    """All unchanged tests, the third-party modules that they imported, and which of the files were imported.

    `effects` is what the tests do outside of their process, as in `SideEffectGuard`.
    """

    tests: tuple[Seen, ...]
    modules: tuple[str, ...]
    imported: frozenset[str]
    effects: frozenset[str] = frozenset()


def run_baseline(
    runs: Unreported, items: Sequence[pytest.Item], swaps: Swaps, forks: Forks, scratch: str
) -> Baseline | None:
    """What a fork observed of these tests; None if it did not finish. `scratch` is a folder for its answer."""
    answer = Path(scratch, "baseline")

    def work(_slot: int) -> int:
        guard = SideEffectGuard()
        guard.record()
        found = observed(runs, items, swaps, scratch)
        found["effects"] = [each for each in guard.seen if not each.startswith(scratch)]
        answer.write_text(json.dumps(found), encoding="utf-8")
        return 0

    forks.start(work, math.inf)
    (ended,) = forks.ended()
    if ended.status != 0 or not answer.exists():
        return None
    return baseline_of(items, swaps, json.loads(answer.read_text(encoding="utf-8")))


def baseline_of(items: Sequence[pytest.Item], swaps: Swaps, found: dict[str, Any]) -> Baseline:
    """The baseline from what `observed` returned for these items."""
    tests = (
        Seen(item, outcome, cpu, wall, frozenset((path, line) for path, line in lines))
        for item, (outcome, cpu, wall, lines) in zip(items, found["tests"], strict=True)
    )
    imported = swaps.imported | frozenset(found["imported"])
    return Baseline(tuple(tests), tuple(found["modules"]), imported, frozenset(found.get("effects", ())))


def observed(runs: Unreported, items: Sequence[pytest.Item], swaps: Swaps, scratch: str) -> dict[str, Any]:
    """The observations of the tests, run in this process: outcome, cost and lines of each, and what was imported."""
    before = set(sys.modules)
    lines = LineMap()
    imported: list[str] = []

    def tell(path: str, code: CodeType) -> None:
        imported.append(path)
        lines.watch([each for each in nested_codes(code) if each is not code], path)

    for path in swaps.paths:
        lines.watch(swaps.codes(path), path)
    names = {each: path for path in swaps.paths for each in (path, os.path.realpath(path))}
    put_first(SubstituteFinder(names, lambda name, path: _TellingLoader(name, path, names[path], tell)))
    tests = []
    if items:
        use_folder(items[0].config, str(Path(scratch, "as-they-are")))
    for item, following in zip(items, [*items[1:], None], strict=True):
        lines.start()
        cpu, wall = time.process_time(), time.monotonic()
        outcome = runs.run(item, following)
        cost = (time.process_time() - cpu, time.monotonic() - wall)
        tests.append((outcome, *cost, sorted(lines.lines())))
    return {"tests": tests, "modules": list(_of_others(before)), "imported": imported}


def use_folder(config: pytest.Config, folder: str) -> None:
    """Let this process put the folders of `tmp_path` into this folder, which is removed afterwards.

    `tempfile` uses a folder beside it, of the same name with `-temp`.
    """
    tempfile.tempdir = f"{folder}-temp"
    os.makedirs(tempfile.tempdir, exist_ok=True)  # noqa: PTH103 - a string
    factory = getattr(config, "_tmp_path_factory", None)
    if factory is not None:
        vars(factory)["_given_basetemp"], vars(factory)["_basetemp"] = Path(folder), None


def _of_others(before: set[str]) -> Iterator[str]:
    """The third-party modules that were imported since then, in order."""
    for name, module in tuple(sys.modules.items()):
        origin = getattr(getattr(module, "__spec__", None), "origin", None) or ""
        if name not in before and any(part in origin for part in _OTHERS):
            yield name


def modules_of_project() -> list[ModuleType]:
    """Modules that are loaded from files, except those of other packages, of Python, and of this plugin."""
    found: list[object] = list(sys.modules.values())  # anything can be in `sys.modules`
    files = [(each, str(getattr(each, "__file__", None) or "")) for each in found if isinstance(each, ModuleType)]
    others = (*_OTHERS, os.path.dirname(pytest_tddgate.__file__))
    return [each for each, file in files if file and not any(part in file for part in others)]


class _TellingLoader(importlib.machinery.SourceFileLoader):
    """Loads a file unchanged, and reports its code."""

    def __init__(self, name: str, path: str, key: str, tell: Callable[[str, CodeType], None]) -> None:
        super().__init__(name, path)
        self._key = key
        self._tell = tell

    def get_code(self, fullname: str) -> Any:
        """The file's code."""
        code = super().get_code(fullname)
        if code is not None:
            self._tell(self._key, code)
        return code
