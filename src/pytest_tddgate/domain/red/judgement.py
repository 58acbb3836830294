"""What can be said of one failure: the kinds of red, the blame, and what a failure is judged against."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.red.dependence import ModuleDependence
    from pytest_tddgate.domain.run.observation import TestId
    from pytest_tddgate.domain.verdict import Place

__all__ = ["Blame", "Lack", "Red", "Scene"]


class Red(Enum):
    """The kinds of red that count."""

    UNMET = "unmet"
    MISSING = "missing"
    RAISED = "raised"


class Lack(Enum):
    """What a test that fails by its own fault asked for in vain."""

    PACKAGE = "package"
    NAME = "name"
    FIXTURE = "fixture"


@dataclass(frozen=True, slots=True)
class Blame:
    """The judgement on one failure: a kind of red, or the id of the rule that it breaks.

    `what` continues a sentence that starts with the test's name. `missing` names first-party functionality.
    `next_step` is for where the rule's own would be vague. `lacks` says what was asked for in vain, where that is the
    fault; `is_unwritten` that the subject itself said so, by NotImplementedError.
    """

    red: Red | None
    rule: str = ""
    what: str = ""
    at: Place | None = None
    missing: str = ""
    next_step: str = ""
    lacks: Lack | None = None
    is_unwritten: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What a failure is judged against: the layout, the test, its module's data flow, and its limit in seconds."""

    layout: Layout
    test: TestId | None
    dependence: Callable[[str], ModuleDependence | None]
    limit: float = 0
