"""The settings in `[tool.tddgate]`: names, forms and defaults, and all mistakes at once."""

from __future__ import annotations

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
from pytest_tddgate.domain.configuration.setting import Setting, is_number, is_seconds, is_texts, one_of
from pytest_tddgate.domain.configuration.waivers import Waiver, waivers_of
from pytest_tddgate.domain.nearest import nearest
from pytest_tddgate.domain.rules.every import RULES
from pytest_tddgate.domain.rules.plug_ins import verifier_of
from pytest_tddgate.domain.rules.rule import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["SETTINGS", "TABLES", "Settings", "settings_of"]


@dataclass(frozen=True, slots=True)
class Settings:
    """A project's settings; the defaults fit a src layout and a flat layout.

    `source` and `tests` are paths relative to pytest's rootdir, with `/`; empty: detected. `red_timeout` is in seconds,
    the coverages are in percent.
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
        """What a finding of this rule does in this project."""
        return self.rules.get(rule_id, RULES[rule_id].level)


_MAX_REPEATS = 10


def _is_repeats(value: object) -> bool:
    return type(value) is int and 1 <= value <= _MAX_REPEATS


def _is_percentage(value: object) -> bool:
    return is_number(value) and 0 <= value <= 100  # noqa: PLR2004 - percent


_LEVEL = Setting("rules", '"refuse", "advise" or "off"', one_of(*(each.value for each in Level)))
SETTINGS = (
    Setting("source", "a list of paths", is_texts, '["src"]'),
    Setting("tests", "a list of paths", is_texts, '["tests"]'),
    Setting("red", '"any-case" or "every-case"', one_of("any-case", "every-case")),
    Setting("red-repeats", "a whole number from 1 to 10", _is_repeats),
    Setting("red-timeout", "a number of seconds above 0", is_seconds),
    Setting("red-scope", '"suite" or "touched"', one_of("suite", "touched")),
    Setting("min-coverage", "a percentage from 0 to 100", _is_percentage),
    Setting("min-diff-coverage", "a percentage from 0 to 100", _is_percentage),
    _LEVEL,
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
"""Keys whose values have their own form -> the function that reads them."""
_AUDIT = "audit"
"""A table that `audit_settings.py` reads, from the base's tree."""


def settings_of(table: object) -> tuple[Settings, tuple[str, ...]]:
    """The settings in the table `[tool.tddgate]`, and every mistake in it, each as one sentence."""
    if not isinstance(table, dict):
        return Settings(), (f"{table!r}: a table is expected",)
    settings = {each.key: each for each in SETTINGS}
    values: dict[str, Any] = {}
    mistakes: list[str] = []
    for key, value in table.items():
        name = key.replace("-", "_")
        if key == _AUDIT:
            continue
        if key in TABLES:
            values[name], found = TABLES[key](value)
            mistakes += found
        elif key not in settings:
            mistakes.append(f"there is no setting {key!r}{nearest(key, [*settings, *TABLES, _AUDIT])}")
        elif key == _LEVEL.key:
            values[name] = _levels(value, mistakes)
        elif problem := settings[key].problem(value):
            mistakes.append(f"{key} = {value!r}: {problem}")
        else:
            values[name] = tuple(value) if isinstance(value, list) else value
    made = Settings(**values)
    return made, (*mistakes, *_rules_of_nobody(made))


def _rules_of_nobody(settings: Settings) -> Iterator[str]:
    """A mistake for each verifier's rule whose verifier does not exist."""
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
        elif problem := _LEVEL.problem(level):
            mistakes.append(f"rules.{rule_id} = {level!r}: {problem}")
        else:
            levels[rule_id] = Level(level)
    return levels
