"""The settings in `[tool.tddgate]`: their names, forms and defaults, and every mistake in them at once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from pytest_tddgate.domain.configuration.docs_settings import DocsSettings, docs_settings_of
from pytest_tddgate.domain.configuration.plug_in_settings import (
    SealedSettings,
    Verifier,
    sealed_settings_of,
    verifiers_of,
)
from pytest_tddgate.domain.configuration.review_settings import ReviewSettings, Wrapper, review_settings_of, wrappers_of
from pytest_tddgate.domain.configuration.waivers import Waiver, waivers_of
from pytest_tddgate.domain.nearest import nearest
from pytest_tddgate.domain.rules.every import RULES, Level
from pytest_tddgate.domain.rules.plug_ins import verifier_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["SETTINGS", "TABLES", "Setting", "Settings", "settings_of"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of `[tool.tddgate]`: its name there, the form of its value, and what it does."""

    key: str
    form: str
    does: str


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project has set; the defaults fit a src layout and a flat layout.

    `source` and `tests` are repository-relative POSIX paths (relative to pytest's rootdir), empty: detected.
    `red_timeout` is in seconds, the coverages in percent.
    """

    source: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    red: str = "any-case"
    red_repeats: int = 2
    red_timeout: float = 30
    min_coverage: float = 80
    min_diff_coverage: float = 80
    rules: Mapping[str, Level] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    sealed: SealedSettings = field(default_factory=SealedSettings)
    verifiers: tuple[Verifier, ...] = ()
    red_scope: str = "suite"
    docs: DocsSettings = field(default_factory=DocsSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)
    reviewers: tuple[Verifier, ...] = ()
    wrappers: tuple[Wrapper, ...] = ()
    drafters: tuple[Verifier, ...] = ()

    def level_of(self, rule_id: str) -> Level:
        """What a finding of this rule does here."""
        return self.rules.get(rule_id, RULES[rule_id].level)


SETTINGS = (
    Setting(
        "source", "list of paths", "where first-party code is: source roots, packages or modules (default: detected)"
    ),
    Setting(
        "tests", "list of paths", "where tests are (default: testpaths, or directories named tests, test, testing)"
    ),
    Setting("red", '"any-case" or "every-case"', "whether one red case makes a parametrized test red, or each must be"),
    Setting("red-repeats", "whole number, 1 to 10", "how often a new test runs before it counts as red"),
    Setting("red-timeout", "seconds", "how long a new test may run before it counts as hanging"),
    Setting("red-scope", '"suite" or "touched"', "which test files run at verify-fail and lock"),
    Setting("min-coverage", "percent, 0 to 100", "total coverage that green asks for"),
    Setting("min-diff-coverage", "percent, 0 to 100", "coverage of the changed lines that green asks for"),
    Setting("rules", 'table of RULE = "refuse", "advise" or "off"', "what a finding of a rule does"),
)
TABLES: dict[str, Callable[[object], tuple[object, tuple[str, ...]]]] = {
    "docs": docs_settings_of,
    "drafters": partial(verifiers_of, noun="drafter"),
    "review": review_settings_of,
    "reviewers": partial(verifiers_of, noun="reviewer"),
    "sealed": sealed_settings_of,
    "verifiers": verifiers_of,
    "waivers": waivers_of,
    "wrappers": wrappers_of,
}
"""Keys whose values have a form of their own, with what reads them."""
_MAX_REPEATS = 10


def settings_of(table: object) -> tuple[Settings, tuple[str, ...]]:
    """The settings that the table `[tool.tddgate]` makes, and every mistake in it, each as one sentence."""
    if not isinstance(table, dict):
        return Settings(), (f"{table!r}: a table is expected",)
    values: dict[str, Any] = {}
    mistakes: list[str] = []
    for key, value in table.items():
        name = key.replace("-", "_")
        if key == "audit":  # a table of its own: audit_settings.py
            continue
        if key in TABLES:
            values[name], found = TABLES[key](value)
            mistakes += found
        elif key not in {setting.key for setting in SETTINGS}:
            mistakes.append(f"there is no setting {key!r}{nearest(key, [each.key for each in SETTINGS])}")
        elif key == "rules":
            values["rules"] = _levels(value, mistakes)
        elif problem := _problem(key, value):
            mistakes.append(f"{key} = {value!r}: {problem}")
        else:
            values[name] = tuple(value) if isinstance(value, list) else value
    settings = Settings(**values)
    return settings, (*mistakes, *_rules_of_nobody(settings))


def _rules_of_nobody(settings: Settings) -> Iterator[str]:
    """A mistake for each rule of a verifier's own whose verifier is not there."""
    names = [each.name for each in settings.verifiers]
    for rule_id in dict.fromkeys([*settings.rules, *(each.rule for each in settings.waivers)]):
        verifier = verifier_of(rule_id)
        if verifier and verifier not in names:
            hint = nearest(verifier, names)
            yield f"there is no rule {rule_id!r}: no verifier is named {verifier!r}{hint}"


def _levels(table: object, mistakes: list[str]) -> dict[str, Level]:
    if not isinstance(table, dict):
        mistakes.append(f"rules = {table!r}: a table is expected, such as [tool.tddgate.rules]")
        return {}
    levels = {}
    for rule_id, level in table.items():
        if rule_id not in RULES and not verifier_of(rule_id):
            mistakes.append(f"there is no rule {rule_id!r}{nearest(rule_id, list(RULES))}")
        elif level not in [each.value for each in Level]:  # a list: the value may be one, and has no hash
            mistakes.append(f'rules.{rule_id} = {level!r}: "refuse", "advise" or "off" is expected')
        else:
            levels[rule_id] = Level(level)
    return levels


def _problem(key: str, value: object) -> str:
    """What is wrong with the value of a known key; empty when nothing is."""
    match key:
        case "source" | "tests":
            is_list = isinstance(value, list) and all(isinstance(each, str) for each in value)
            return "" if is_list else 'a list of paths is expected, such as ["src"]'
        case "red":
            return "" if value in ("any-case", "every-case") else '"any-case" or "every-case" is expected'
        case "red-scope":
            return "" if value in ("suite", "touched") else '"suite" or "touched" is expected'
        case "red-repeats":
            return (
                "" if type(value) is int and 1 <= value <= _MAX_REPEATS else "a whole number from 1 to 10 is expected"
            )
        case "red-timeout":
            return "" if _is_number(value) and 0 < value < math.inf else "a number of seconds above 0 is expected"  # type: ignore[operator]  # a number, as checked
        case _:
            return "" if _is_number(value) and 0 <= value <= 100 else "a percentage from 0 to 100 is expected"  # type: ignore[operator]  # noqa: PLR2004 - percent


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
