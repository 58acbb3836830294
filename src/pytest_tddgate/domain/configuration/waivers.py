"""Waivers: recorded exceptions to one rule, each with a reason and an end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Any

from pytest_tddgate.domain.nearest import nearest
from pytest_tddgate.domain.rules.every import RULES
from pytest_tddgate.domain.rules.plug_ins import verifier_of

__all__ = ["WAIVER_KEYS", "Waiver", "waivers_of"]

WAIVER_KEYS = ("rule", "reason", "until", "path")


@dataclass(frozen=True, slots=True)
class Waiver:
    """An exception to one rule, up to and including the day `until`.

    `path` is a glob over repository-relative paths; empty: it covers every place.
    """

    rule: str
    reason: str
    until: dt.date
    path: str = ""

    def has_ended(self, today: dt.date) -> bool:
        """Whether its last day has passed."""
        return today > self.until

    def covers(self, rule_id: str, path: str | None) -> bool:
        """Whether it covers a finding of this rule at this path (None: the finding has no place)."""
        return rule_id == self.rule and (not self.path or fnmatch(path or "", self.path))

    def says(self, today: dt.date) -> str:
        """The reason and the end date, as seen on this day."""
        end = f"ended on {self.until}" if self.has_ended(today) else f"until {self.until}"
        return f"{self.reason} ({end})"


def waivers_of(raw: object) -> tuple[tuple[Waiver, ...], tuple[str, ...]]:
    """The waivers in `[[tool.tddgate.waivers]]`, and every mistake in them, each as one sentence."""
    if not isinstance(raw, list) or not all(isinstance(each, dict) for each in raw):
        return (), (f"waivers = {raw!r}: tables are expected, such as [[tool.tddgate.waivers]]",)
    mistakes = [f"waiver {number}: {each}" for number, table in enumerate(raw, 1) for each in _mistakes(table)]
    if mistakes:
        return (), tuple(mistakes)
    return tuple(Waiver(**table) for table in raw), ()


def _mistakes(table: dict[str, Any]) -> list[str]:
    found = [f"there is no key {key!r}{nearest(key, WAIVER_KEYS)}" for key in table if key not in WAIVER_KEYS]
    rule_id, until = table.get("rule"), table.get("until")
    if rule_id not in RULES and not verifier_of(str(rule_id)):
        found.append(f"there is no rule {rule_id!r}{nearest(str(rule_id), RULES)}")
    if not isinstance(table.get("reason"), str) or not table["reason"].strip():
        found.append('a reason is expected: reason = "…"')
    if not isinstance(until, dt.date) or isinstance(until, dt.datetime):
        found.append(f"until = {until!r}: a date without quotes is expected, such as 2030-01-31")
    if not isinstance(table.get("path", ""), str):
        found.append(f'path = {table["path"]!r}: a glob is expected, such as "src/old/*"')
    return found
