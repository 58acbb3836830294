"""The stored record of a run: when it was, what was judged, and the report. It helps memory, and proves nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["SCHEMA", "RunRecord", "last_of", "newest", "record_of", "text_of"]

SCHEMA = "tddgate/record/1"
_REPORT = "tddgate/report/1"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One judged run.

    `at` is its end, in UTC as ISO 8601 with seconds; `head` is the commit that was checked out. `code` and `tree`
    identify the bytes that were judged (subject and tests; every file); empty if the gate does not record them.
    `report` has the schema `tddgate/report/1`. `folder`, for an audit, is the project's folder below the repository's
    top; other gates are identified by their files.
    """

    at: str
    head: str
    code: str
    tree: str
    report: Mapping[str, Any] = field(default_factory=dict)
    folder: str = ""

    @property
    def gate(self) -> str:
        """The gate that judged."""
        return str(self.report["gate"])

    @property
    def feature(self) -> str:
        """The feature that was judged; empty if there was none."""
        return str(self.report["feature"])

    @property
    def verdict(self) -> str:
        """`passed`, `refused` or `undecided`."""
        return str(self.report["verdict"])


def text_of(record: RunRecord) -> str:
    """The record as a line of JSON."""
    return json.dumps({"schema": SCHEMA} | asdict(record), ensure_ascii=False) + "\n"


def record_of(text: str) -> RunRecord | None:
    """The record in this text; None if there is none, or if it is damaged."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA or not isinstance(raw.get("report"), dict):
        return None
    report, facts = raw["report"], [raw.get(name) for name in ("at", "head", "code", "tree")]
    facts.append(raw.get("folder", ""))
    words = [each for each in (*facts, *map(report.get, ("gate", "feature", "verdict"))) if isinstance(each, str)]
    if report.get("schema") != _REPORT or len(words) < len(facts) + 3:
        return None
    at, head, code, tree, folder, *_ = words
    return RunRecord(at, head, code, tree, report, folder)


def last_of(records: Iterable[RunRecord]) -> RunRecord | None:
    """The run that ended last; among equal times, the last in order."""
    return max(reversed(tuple(records)), key=lambda each: each.at, default=None)


def newest(records: Iterable[RunRecord], gate: str, feature: str | None = None) -> RunRecord | None:
    """The last run of a gate, for this feature if one is given."""
    return last_of(each for each in records if each.gate == gate and feature in {None, each.feature})
