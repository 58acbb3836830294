"""Which arguments of a test involve the subject, and which fixtures share values."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.red.fixtures import STATEFUL_FIXTURES, fixtures_in, is_autouse, required, used_fixtures
from pytest_tddgate.domain.red.initial_state import arguments_of, known_fixtures
from pytest_tddgate.domain.red.parsed_module import TestFunction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.domain.red.failed_expression import FailedExpression
    from pytest_tddgate.domain.red.mention import Function

__all__ = ["FOLDERS", "SubjectArguments", "subject_arguments"]

FOLDERS = frozenset({"tmp_path", "tmpdir", "tmp_path_factory", "tmpdir_factory"})
"""Pytest's fixtures for an empty folder: its content comes from code that received the folder."""
_OUTPUT = STATEFUL_FIXTURES - FOLDERS
_OWN = frozenset({"self", "cls"})


@dataclass(frozen=True, slots=True)
class SubjectArguments:
    """The arguments of a function, by the part that the subject has in them.

    `reached`: the subject has a part in them. `fixed`: they cannot change. `shared`: each fixture of the test -> the
    fixtures that it is made of; code that receives one of them may have the others as well.
    """

    names: frozenset[str]
    reached: set[str]
    fixed: frozenset[str] = frozenset()
    shared: Mapping[str, frozenset[str]] = field(default_factory=dict)


def subject_arguments(at: FailedExpression) -> SubjectArguments:
    """The arguments of the failed function; callers may pass anything to a helper."""
    names = frozenset(each.arg for each in ast.walk(at.function.args) if isinstance(each, ast.arg))
    if not (at.function.name.startswith("test") or fixtures_in([at.function])):
        return SubjectArguments(names, set(names))
    found = arguments_of(TestFunction(at.function, at.classes), at.module)
    reached = {each for each in names if each in found.subject | _OUTPUT | _OWN or each not in required(at.function)}
    fixed = names - found.subject - found.later - reached
    known = _known(at)
    shared = {each: _made_of(each, known) for each in _asked_for(at, known) - fixed}
    elsewhere = {each for each, parts in shared.items() if not parts <= {*known, *STATEFUL_FIXTURES}} - (
        names & found.later
    )
    if elsewhere or any(name not in FOLDERS and parts & FOLDERS for name, parts in shared.items()):
        reached |= FOLDERS
    return SubjectArguments(names, reached, fixed, shared)


def _known(at: FailedExpression) -> dict[str, Function]:
    """The fixtures of the conftests, the module and the classes."""
    found: dict[str, Function] = {}
    for each in reversed(at.around):
        found |= fixtures_in(each.tree.body)
    return {**found, **known_fixtures(TestFunction(at.function, at.classes), at.module)}


def _asked_for(at: FailedExpression, known: Mapping[str, Function]) -> set[str]:
    """The names of all fixtures that are set up for the test, but for those that hold the subject's output."""
    marks = [*at.function.decorator_list, *(mark for each in at.classes for mark in each.decorator_list)]
    auto = {name for name, each in known.items() if is_autouse(each)}
    return {*required(at.function), *auto, *used_fixtures(marks)} - _OUTPUT


def _made_of(name: str, known: Mapping[str, Function]) -> frozenset[str]:
    """A fixture and all fixtures that it requests, directly or indirectly."""
    found, asked = set[str](), {name}
    while asked - found:
        found |= asked
        asked = {each for part in asked if part in known for each in required(known[part])}
    return frozenset(found - _OUTPUT)
