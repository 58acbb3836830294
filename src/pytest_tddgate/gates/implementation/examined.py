"""What a check of an implementation is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_tddgate.domain.rules.rule import Gate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from pytest_tddgate.domain.contracts.seal import Seal
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.gates.case import Case

__all__ = ["HeldOut", "Implementation"]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The seals that bind, by feature.

    In an audit, `before` lays the base's code under the head's tests for a while, and `asking` are the features whose
    code the range adds; elsewhere they are None and empty.
    """

    seals: Mapping[str, Seal] = field(default_factory=dict)
    asking: frozenset[str] = frozenset()
    before: Callable[[], AbstractContextManager[Case]] | None = None


@dataclass(frozen=True, slots=True)
class Implementation:
    """A change of the subject, and the tests that ask for it: the contracts' tests that were red.

    `changed` maps each changed Python file of the subject (repository-relative path) to its changed lines, counted from
    1; `data` are changed files that are not code; `base` is the commit since which they changed. `locked` are the paths
    of the contracts' files. `contracted` are the tests of every contract; if there are none, lines that no contract
    test runs are not looked for. `features` are the names of the contracts that ask, `gate` is the one that runs the
    check, and `held_out` has the seals of the contracts with held-out tests.
    """

    tests: tuple[TestId, ...]
    changed: Mapping[str, frozenset[int]]
    base: str
    data: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    contracted: tuple[TestId, ...] = ()
    features: tuple[str, ...] = ()
    gate: Gate = Gate.GREEN
    held_out: HeldOut = field(default_factory=HeldOut)
