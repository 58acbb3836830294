"""The judgement on one failure: the kinds of red, the blame, and the scene in which it is judged."""

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
    """The kinds of red for the right reason."""

    UNMET = "unmet"
    MISSING = "missing"
    RAISED = "raised"


class Lack(Enum):
    """What was missing for a test that fails by its own fault."""

    PACKAGE = "package"
    NAME = "name"
    FIXTURE = "fixture"


@dataclass(frozen=True, slots=True)
class Blame:
    """The judgement on one failure: a kind of red, or the id of the rule that it breaks.

    `what` continues a sentence that starts with the test's name. `missing` names first-party functionality. `next_step`
    replaces the rule's own next step where that would be vague. `lacks` says what was missing, if that is the fault;
    `is_unwritten`, that the subject raised NotImplementedError.
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
    """What a failure is judged against: layout, test, the data flow of a module by its path, time limit in seconds."""

    layout: Layout
    test: TestId | None
    dependence: Callable[[str], ModuleDependence | None]
    limit: float = 0
