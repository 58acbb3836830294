"""The completion checklist: what must hold before a feature is done; items are derived, never ticked by hand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.reports.run_record import newest
from pytest_tddgate.domain.rules.every import rule
from pytest_tddgate.domain.verdict import Finding, MissingFact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_tddgate.domain.reports.run_record import RunRecord

__all__ = ["Item", "Standing", "item_findings", "item_row", "of_gate"]

_FORGETFUL = "nothing is remembered: -p no:cacheprovider switches that off"


class Standing(Enum):
    """The state of an item; `unasked` if the settings leave it out, or the project has nothing of the kind."""

    DONE = "done"
    OPEN = "open"
    UNKNOWN = "unknown"
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class Item:
    """An item: its name, its state, the evidence, and a command that shows the evidence to anyone.

    An open item with a `rule_id` is a finding of that rule; without one, other findings have reported it. `next_step`
    closes the item, if `command` only shows it.
    """

    name: str
    standing: Standing
    what: str
    command: str
    rule_id: str = ""
    next_step: str = ""


def of_gate(
    gate: str, feature: str, state: tuple[str, str], records: tuple[RunRecord, ...] | None, option: str = ""
) -> Item:
    """The item for a gate: done if its last run for this feature passed at `state` (digests of code and whole tree).

    The docs gate depends on the whole tree, every other gate on the code. `records` is None if no records are kept.
    `option` is what the command needs to select this feature.
    """
    command = f"pytest --tdd-gate={gate}{option}"
    if records is None:
        return Item(gate, Standing.UNKNOWN, _FORGETFUL, command)
    last = newest(records, gate, feature)
    if last is None:
        return Item(gate, Standing.OPEN, "has not run here", command, "gate-not-passed")
    about, then, now = ("tree", last.tree, state[1]) if gate == "docs" else ("code", last.code, state[0])
    when = last.at.replace("T", " ")[:16]
    is_same = then == now
    remark = f"{last.verdict} {when} UTC, " + (f"at this {about}" if is_same else f"and the {about} has changed since")
    if is_same and last.verdict == "passed":
        return Item(gate, Standing.DONE, remark, command)
    return Item(gate, Standing.OPEN, remark, command, "gate-not-passed")


def item_row(item: Item) -> Row:
    """The item as a row of a report."""
    how = "ask" if item.standing is Standing.UNASKED else "shown by"
    return Row(item.standing.value, item.name, item.what, f"{how}: {item.command}")


def item_findings(items: Iterable[Item]) -> tuple[tuple[Finding, ...], tuple[MissingFact, ...]]:
    """The findings for open items, and the missing facts for unknown ones.

    Left-over files come first: they may be all that differs from what the gates judged.
    """
    items = tuple(sorted(items, key=lambda each: each.rule_id != "left-over"))
    findings = tuple(
        Finding(rule(each.rule_id), f"{each.name}: {each.what}", next_step=each.next_step or each.command)
        for each in items
        if each.standing is Standing.OPEN and each.rule_id
    )
    missing = tuple(
        MissingFact(f"{each.name}: {each.what}", each.command, "an item counts as done only when something shows it")
        for each in items
        if each.standing is Standing.UNKNOWN
    )
    return findings, missing
