"""The judge's reading end: lines from a child become a `RunSeen`, as they arrive."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from pytest_tddgate.domain.observation import (
    CollectError,
    ExceptionSeen,
    Frame,
    ItemSeen,
    PhaseSeen,
    RunSeen,
    TestId,
    TestSeen,
)

__all__ = ["Stream"]

_HANG = "pytest_tddgate.session.observer.TestHangs"


@dataclass(slots=True)
class _Test:
    item: ItemSeen | None = None
    phases: list[PhaseSeen] = field(default_factory=list)


class Stream:
    """Takes a child's bytes in pieces and knows, at any moment, what has been seen so far."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.last_started = ""
        self.is_collected = False
        self._rest = b""
        self._tests: dict[str, _Test] = {}
        self._errors: list[CollectError] = []
        self._deselected: list[str] = []
        self._origins: dict[str, str] = {}
        self._filled: list[str] = []
        self._used: dict[str, tuple[str, ...]] = {}
        self._notes: list[str] = []
        self._announced: int | None = None
        self._mode = ""

    def feed(self, data: bytes) -> None:
        """Take the next bytes; a line that is no observation is kept as a note, because it was forged or broken."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            try:
                kind, *values = json.loads(line)
                getattr(self, f"_on_{kind.replace('-', '_')}")(*values)
            except (ValueError, TypeError, AttributeError, KeyError, IndexError):
                self._notes.append(f"an observation that nobody understands: {line[:80]!r}")

    def run(self, exit_code: int) -> RunSeen:
        """Everything that was seen of the run whose process ended with `exit_code` (negative: by a signal)."""
        tests = tuple(TestSeen(node_id, test.item, tuple(test.phases)) for node_id, test in self._tests.items())
        return RunSeen(
            tests=tests,
            collect_errors=tuple(self._errors),
            deselected=tuple(self._deselected),
            origins=tuple(self._origins.items()),
            exit_code=exit_code,
            announced=self._announced,
            last_started=self.last_started,
            filled=tuple(sorted(set(self._filled))),
            used=self._used,
            notes=tuple(self._notes),
        )

    def _on_mode(self, mode: str) -> None:
        self._mode = f"{mode} "  # a stand-in run reports each test once in each mode

    def _on_start(self, node_id: str) -> None:
        self.last_started = node_id
        self._tests[self._mode + node_id] = _Test()  # a test that runs again (rerunfailures, a retry) is judged by its last run

    def _on_phase(  # noqa: PLR0917, PLR0913 - one argument for each value of the line
        self,
        node_id: str,
        when: str,
        outcome: str,
        item: dict[str, Any] | None = None,
        message: str = "",
        exception: dict[str, Any] | None = None,
    ) -> None:
        test = self._tests.setdefault(self._mode + node_id, _Test())
        seen = _exception(exception) if exception else None
        if seen is not None and seen.is_a(_HANG):
            outcome = "hung"
        if item is not None:
            test.item = _item(item)
        test.phases.append(PhaseSeen(when, outcome, message, seen))

    def _on_collect_error(self, path: str, exception: dict[str, Any] | None, message: str) -> None:
        self._errors.append(CollectError(path, _exception(exception) if exception else None, message))

    def _on_deselected(self, node_ids: list[str]) -> None:
        self._deselected += node_ids

    def _on_collected(self, _count: int) -> None:
        self.is_collected = True

    def _on_origins(self, origins: list[tuple[str, str]]) -> None:
        self._origins.update(dict(origins))

    def _on_used(self, node_id: str, names: list[str]) -> None:
        self._used[self._mode + node_id] = tuple(names)

    def _on_filled(self, names: list[str]) -> None:
        self._filled += names

    def _on_note(self, text: str) -> None:
        self._notes.append(text)

    def _on_end(self, announced: int) -> None:
        self._announced = announced


def _exception(raw: dict[str, Any]) -> ExceptionSeen:
    return ExceptionSeen(
        classes=tuple(raw["classes"]),
        message=raw["message"],
        frames=tuple(Frame(*frame) for frame in raw["frames"]),
        subject=raw["subject"],
        owner=raw["owner"],
        source=raw["source"],
        context=_exception(raw["context"]) if raw["context"] else None,
    )


def _item(raw: dict[str, Any]) -> ItemSeen:
    return ItemSeen(
        test=TestId(raw["file"], raw["name"]),
        case=raw["case"],
        kind=raw["kind"],
        defined_in=raw["defined_in"],
        line=raw["line"],
        indices=tuple((name, index) for name, index in raw["indices"]),
        pins=raw["pins"],
        hangs=raw["hangs"],
    )
