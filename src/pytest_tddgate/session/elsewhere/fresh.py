"""Mutants without forks: the unchanged tests run once, then each mutant gets a pytest process of its own.

That starts pytest once per mutant, but reaches code that runs at import, which swapping code objects does not.
"""

from __future__ import annotations

import json
import tempfile
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.mutants.alone import changed_source, difference_of, reaching
from pytest_tddgate.domain.mutants.batches import LOST
from pytest_tddgate.domain.mutants.outside import may_meet
from pytest_tddgate.domain.mutants.time_limits import CPU_LEAST, CPU_TIMES
from pytest_tddgate.domain.run.mutation import MutantSeen, MutationSeen
from pytest_tddgate.domain.run.observation import RunSeen
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.elsewhere.alone_work import tried_alone
from pytest_tddgate.session.elsewhere.waiting import went_wrong
from pytest_tddgate.session.pipe.raw import number_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytest_tddgate.domain.run.extra import Extra, Replacement
    from pytest_tddgate.domain.run.mutation import TestRan
    from pytest_tddgate.ports import Executor, Runner
    from pytest_tddgate.session.elsewhere.tree_to_try import TreeToTry

__all__ = ["Fresh"]

_ATTEMPTS = 2
_NO_END = "the run of the tests as they are came to no end"
_LOOK = 0.5  # seconds between two checks for an interrupt


@dataclass(slots=True)
class _Tried:
    """The results so far; `spent` is CPU time in seconds."""

    seen: dict[str, MutantSeen] = field(default_factory=dict)
    problems: dict[str, None] = field(default_factory=dict)
    spent: float = 0


class Fresh:
    """Tries mutants in place of `Role.MUTANTS`; see `session.mutants.run` for the keys of `extra`."""

    def __init__(
        self,
        runner: Runner,
        place: TreeToTry,
        connect: Callable[[int], Executor],
        *,
        work: Callable[[str], str] = tried_alone,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """`connect` makes a pool of the given number of processes, which call `work`. Ends when `is_stopped`."""
        self._runner = runner
        self._place = place
        self._connect = connect
        self._work = work
        self._is_stopped = is_stopped

    def run(self, targets: Sequence[str], extra: Extra) -> RunSeen:
        """The outcomes of the mutants, in the form of a run with mutants."""
        with tempfile.TemporaryDirectory(prefix="tddgate-", dir=extra.get("scratch") or None) as scratch:
            asking: Extra = {**extra, "roots": self._place.roots, "scratch": scratch}
            before = self._runner.run(Role.LINES, targets=targets, extra=asking)
        if before.announced is None or before.announced != before.exit_code:
            return RunSeen(announced=0, mutation=MutationSeen(unavailable=_NO_END))
        shown = before.mutation
        tried = _Tried(spent=sum(each.cpu for each in shown.ran))
        asked: dict[str, str] = {}
        for raw in extra["mutants"]:
            source = Path(raw["path"]).read_bytes()
            outcome, tests = difference_of(source, raw), reaching(raw, source, shown.ran)
            if outcome or not tests:
                tried.seen[raw["id"]] = MutantSeen(raw["id"], outcome or "unreached")
            else:
                asked[raw["id"]] = self._asked(raw, source, tests, shown)
        if asked:
            with closing(self._connect(extra["workers"])) as executor:
                most = 1 if may_meet(shown.effects) else executor.slots
                self._try(asked, extra["budget"], executor, tried, most)
        mutants = tuple(tried.seen.get(each["id"], MutantSeen(each["id"], "untried")) for each in extra["mutants"])
        mutation = MutationSeen(mutants, shown.reached, shown.unfit, tried.spent)
        return RunSeen(announced=0, mutation=mutation, notes=tuple(tried.problems))

    def _asked(self, raw: Replacement, source: bytes, tests: list[TestRan], before: MutationSeen) -> str:
        """The request to a pool process, as JSON.

        Each test's CPU limit includes the time of all tests: alone, it may need setup that another test paid for.
        """
        shared = sum(each.cpu for each in before.ran)
        asked = {
            "id": raw["id"],
            "path": raw["path"],
            "source": changed_source(source, raw),
            "tests": [(each.node_id, each.file, CPU_TIMES * each.cpu + CPU_LEAST + shared) for each in tests],
            "wall": sum(each.wall for each in before.ran),
            "effects": before.effects,
            "recipe": dict(self._place.recipe),
            "roots": self._place.roots,
        }
        return json.dumps(asked)

    def _try(self, asked: dict[str, str], budget: float, executor: Executor, tried: _Tried, most: int) -> None:
        waiting = [(mutant, _ATTEMPTS) for mutant in reversed(asked)]
        running: dict[Future[Any], tuple[str, int]] = {}
        while waiting or running:
            while waiting and len(running) < most and tried.spent < budget:
                mutant, attempts = waiting.pop()
                running[executor.submit(self._work, asked[mutant])] = (mutant, attempts - 1)
            if not running or self._is_stopped():
                return
            done, _ = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED)
            for future in done:
                mutant, attempts = running.pop(future)
                try:
                    _record(mutant, future.result(), tried)
                except Exception as problem:  # noqa: BLE001 - anything can go wrong in the pool
                    if attempts:
                        waiting.append((mutant, attempts))
                        continue
                    tried.seen[mutant] = MutantSeen(mutant, LOST)
                    tried.problems[went_wrong(problem)] = None


def _record(mutant: str, text: object, tried: _Tried) -> None:
    """Record an answer; raises ValueError, TypeError or LookupError if its form is unknown."""
    raw = json.loads(text_of(text))
    tried.seen[mutant] = MutantSeen(mutant, text_of(raw["outcome"]), texts_of(raw["tests"]), number_of(raw["count"]))
    tried.spent += float(raw["spent"])
