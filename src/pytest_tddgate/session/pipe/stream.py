"""The judge's reading end: turns lines from a child into a `RunSeen` as they arrive."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from pytest_tddgate.domain.generality.replay import Agreement, Replay, agreement_of, replay_of
from pytest_tddgate.domain.run.calls import CallsSeen
from pytest_tddgate.domain.run.mutation import MutantSeen, MutationSeen, TestRan
from pytest_tddgate.domain.run.observation import CollectError, ExampleSeen, ItemSeen, PhaseSeen, RunSeen, TestSeen
from pytest_tddgate.session.pipe.raw import (
    exception_of,
    item_of,
    list_of,
    number_of,
    parsed,
    plain_phase,
    ran_of,
    seconds_of,
    text_of,
    texts_of,
)

__all__ = ["Stream"]

_ALL_PASSED = tuple(PhaseSeen(when, "passed") for when in ("setup", "call", "teardown"))
_HANG = "pytest_tddgate.session.child.observer.TestHangs"


@dataclass(slots=True)
class _Test:
    item: ItemSeen | None = None
    phases: list[PhaseSeen] = field(default_factory=list)
    used: tuple[str, ...] = ()
    passes_stand_ins_on: bool = False


class Stream:
    """Takes a child's bytes in pieces and holds everything observed so far."""

    def __init__(self) -> None:
        """Start with no observations."""
        self.last_started = ""
        self._is_replayed = False
        self._rest = b""
        self._tests: dict[tuple[str, str], _Test] = {}
        self._errors: list[CollectError] = []
        self._deselected: list[str] = []
        self._deselected_by: dict[str, str] = {}
        self._origins: dict[str, str] = {}
        self._filled: list[str] = []
        self._called: list[tuple[str, int, int]] = []
        self._mutants: list[MutantSeen] = []
        self._reached: dict[str, frozenset[int]] = {}
        none: tuple[str, ...] = ()
        self._asked = self._unfit = self._effects = self._early = self._pythonpath = self._uncollected = none
        self._spent = 0.0
        self._ran: list[TestRan] = []
        self._replays: list[Replay] = []
        self._agreements: list[Agreement] = []
        self._examples: list[ExampleSeen] = []
        self._notes: list[str] = []
        self._limits: dict[str, float] = {}
        self._announced: int | None = None
        self._stopped = self._late = self._crashed = self._mode = self._unavailable = ""
        names = (name for name in dir(self) if name.startswith("_on_"))
        self._takes = {name.removeprefix("_on_").replace("_", "-"): getattr(self, name) for name in names}

    def feed(self, data: bytes) -> None:
        """Take the next bytes; a line that is not a valid observation (forged or broken) is kept as a note."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line, observation in zip(lines, parsed(lines), strict=True):
            try:
                kind, *values = observation
                self._takes[kind](*values)
            except (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError):
                self._notes.append(f"an observation that cannot be read: {line[:80]!r}")

    @property
    def has_ended(self) -> bool:
        """Whether the child has announced its exit code."""
        return self._announced is not None

    @property
    def limit(self) -> float:
        """Seconds within which the child must be heard from, because a test with a time limit runs; 0: no limit."""
        return max(self._limits.values(), default=0)

    def run(self, exit_code: int) -> RunSeen:
        """Everything observed of the run whose process ended with `exit_code` (negative: the signal that killed it)."""
        tests = tuple(
            TestSeen(node_id, test.item, tuple(test.phases), mode, test.used, test.passes_stand_ins_on)
            for (mode, node_id), test in self._tests.items()
        )
        return RunSeen(
            tests=tests,
            collect_errors=tuple(self._errors),
            deselected=tuple(self._deselected),
            deselected_by=self._deselected_by,
            asked=self._asked,
            origins=tuple(self._origins.items()),
            exit_code=exit_code,
            announced=self._announced,
            stopped=self._stopped,
            late=self._late,
            crashed=self._crashed,
            last_started=self.last_started,
            filled=tuple(sorted(set(self._filled))),
            uncollected=self._uncollected,
            called=tuple(self._called),
            mutation=MutationSeen(
                mutants=tuple(self._mutants),
                reached=self._reached,
                unfit=self._unfit,
                spent=self._spent,
                unavailable=self._unavailable,
                ran=tuple(self._ran),
                effects=self._effects,
            ),
            calls=CallsSeen(tuple(self._replays), tuple(self._agreements), self._is_replayed),
            examples=tuple(self._examples),
            early=self._early,
            pythonpath=self._pythonpath,
            notes=tuple(self._notes),
        )

    def _test(self, node_id: str) -> _Test:
        return self._tests.setdefault((self._mode, text_of(node_id)), _Test())

    def _on_mode(self, mode: str) -> None:
        self._mode = text_of(mode)  # a stand-in run reports each test once in each mode

    def _on_start(self, node_id: str) -> None:
        self.last_started = text_of(node_id)
        # A test that is run again (rerunfailures, a retry) is judged by its last run.
        self._tests[self._mode, node_id] = _Test()

    def _on_phase(  # noqa: PLR0917, PLR0913 - one argument for each value of the line
        self,
        node_id: str,
        when: str,
        outcome: str,
        item: dict[str, Any] | None = None,
        message: str = "",
        exception: dict[str, Any] | None = None,
    ) -> None:
        seen = exception_of(exception) if exception is not None else None
        if seen is None and not message:
            phase = plain_phase(text_of(when), text_of(outcome))
        else:
            phase = PhaseSeen(text_of(when), text_of(outcome), text_of(message), seen)
        if seen is not None and seen.is_a(_HANG):
            phase = replace(phase, outcome="hung")
        described = item_of(item) if item is not None else None
        test = self._test(node_id)
        test.item = described or test.item
        test.phases.append(phase)
        if when not in {"setup", "call"}:  # xdist reports a test whose worker crashed with a phase of another name
            self._limits.pop(node_id, None)

    def _on_passed(self, node_id: str, item: dict[str, Any] | None) -> None:
        described = item_of(item) if item is not None else None
        test = self._test(node_id)
        test.item = described or test.item
        test.phases += _ALL_PASSED
        self._limits.pop(node_id, None)

    def _on_limit(self, node_id: str, seconds: float) -> None:
        self._limits[text_of(node_id)] = seconds_of(seconds)

    def _on_collect_error(self, path: str, exception: dict[str, Any] | None, message: str) -> None:
        seen = exception_of(exception) if exception is not None else None
        self._errors.append(CollectError(text_of(path), seen, text_of(message)))

    def _on_deselected(self, node_ids: list[str], by: dict[str, str]) -> None:
        self._deselected += texts_of(node_ids)
        self._deselected_by.update({text_of(node): text_of(option) for node, option in by.items()})

    def _on_asked(self, words: list[str]) -> None:
        self._asked = texts_of(words)

    def _on_origins(self, origins: list[tuple[str, str]]) -> None:
        self._origins.update({text_of(name): text_of(path) for name, path in list_of(origins)})

    def _on_used(self, node_id: str, names: list[str], passes_stand_ins_on: object = None) -> None:
        self._test(node_id).used, self._test(node_id).passes_stand_ins_on = texts_of(names), passes_stand_ins_on is True

    def _on_filled(self, names: list[str], uncollected: list[str] | None = None) -> None:
        self._filled += texts_of(names)
        self._uncollected = texts_of(uncollected or []) or self._uncollected

    def _on_called(self, path: str, line: int, column: int) -> None:
        self._called.append((text_of(path), int(line), int(column)))

    def _on_mutant(self, mutant: str, outcome: str, tests: list[str], count: int) -> None:
        self._mutants.append(MutantSeen(text_of(mutant), text_of(outcome), texts_of(tests), number_of(count)))

    def _on_reached(self, path: str, lines: list[int]) -> None:
        self._reached[text_of(path)] = frozenset(number_of(each) for each in list_of(lines))

    def _on_unfit(self, node_ids: list[str]) -> None:
        self._unfit = texts_of(node_ids)

    def _on_effects(self, effects: list[str]) -> None:
        self._effects = texts_of(effects)

    def _on_spent(self, seconds: float) -> None:
        self._spent = seconds_of(seconds)

    def _on_early(self, paths: list[str], pythonpath: list[str]) -> None:
        self._early, self._pythonpath = texts_of(paths), texts_of(pythonpath)

    def _on_unavailable(self, reason: str) -> None:
        self._unavailable = text_of(reason)

    def _on_ran(self, *values: Any) -> None:
        self._ran.append(ran_of(*values))

    def _on_replay(self, replay: dict[str, Any]) -> None:
        self._replays.append(replay_of(replay))

    def _on_agreement(self, agreement: dict[str, Any]) -> None:
        self._agreements.append(agreement_of(agreement))

    def _on_replayed(self, is_whole: object) -> None:
        self._is_replayed = is_whole is True

    def _on_example(self, path: str, line: int, source: str, expected: str, got: str) -> None:
        self._examples.append(ExampleSeen(text_of(path), number_of(line), *texts_of([source, expected, got])))

    def _on_note(self, text: str) -> None:
        self._notes.append(text_of(text))

    def _on_stopped(self, reason: str) -> None:
        self._stopped = text_of(reason)

    def _on_late(self, problem: str) -> None:
        self._late = text_of(problem)

    def _on_crashed(self, problem: str) -> None:
        self._crashed = self._crashed or text_of(problem)  # what follows from the first error says less

    def _on_end(self, announced: int) -> None:
        self._announced = number_of(announced)
