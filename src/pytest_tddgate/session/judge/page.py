"""The HTML page of a repository, with the run that has just been judged, if any."""

from __future__ import annotations

import datetime as dt
import json
import os
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.run_record import RunRecord
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.errors import TddgateError, Unusable

if TYPE_CHECKING:
    from pytest_tddgate.domain.page.facts import PageFacts
    from pytest_tddgate.domain.reports.statement import Statement

__all__ = ["check_templates", "page_text"]


def check_templates() -> None:
    """Raise Unusable, with the command that helps, if the page cannot be made."""
    try:
        is_there = find_spec("jinja2") is not None
    except ValueError:  # a module without `__spec__` was put in its place
        is_there = False
    if not is_there:
        raise Unusable(
            "the html report needs jinja2, which is not installed",
            why="the page is made from templates with it",
            next_step="pip install 'pytest-tddgate[html]'",
        )


def page_text(
    directory: str, statement: Statement | None = None, feature: str | None = None, gate: str | None = None
) -> str:
    """The HTML page of the repository around a directory; `statement` is that of the gate that has just judged.

    `feature` and `gate` choose what the page is about. With a statement there is always a page; without one, raises
    Unusable or CannotDecide if there is nothing to show.
    """
    from pytest_tddgate.domain.page.made_of import page_of  # noqa: PLC0415 - few runs ask for a page
    from pytest_tddgate.render.page_report import page_html  # noqa: PLC0415 - as above

    now = dt.datetime.now(tz=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        facts = _facts(directory, statement, now, (feature, gate))
    except TddgateError as problem:
        if statement is None:
            raise
        facts = _without_repository(directory, statement, now, problem)
    return page_html(page_of(facts))


def _facts(directory: str, statement: Statement | None, now: str, chosen: tuple[str | None, str | None]) -> PageFacts:
    """The facts that the page shows."""
    from pytest_tddgate.adapters.git import open_repository  # noqa: PLC0415 - as above
    from pytest_tddgate.adapters.run_records import FileRecords  # noqa: PLC0415 - as above
    from pytest_tddgate.gates.change.judged_state import state_of  # noqa: PLC0415 - as above
    from pytest_tddgate.gates.page_facts import page_facts  # noqa: PLC0415 - as above
    from pytest_tddgate.session.judge.workspace import case_in  # noqa: PLC0415 - as above

    case, history = case_in(directory), open_repository(directory)
    records = FileRecords.of(history.common_dir).records()
    if statement is not None:
        report = json.loads(_json(statement))
        if not records or records[-1].report != report:  # this run was not recorded
            code, tree = state_of(case)
            run = RunRecord(now, case.repository.resolve("HEAD"), code, tree, report, case.layout.root)
            records = (*records, run)
    return page_facts(case, history, records, now, chosen)


def _without_repository(directory: str, statement: Statement, now: str, problem: TddgateError) -> PageFacts:
    """A page of this run only, with the problem that prevented the rest."""
    from pytest_tddgate.domain.page.facts import PageFacts  # noqa: PLC0415 - as above

    obstacle = MissingFact(problem.what, problem.next_step, problem.why)
    record = RunRecord(now, "", "", "", json.loads(_json(statement)))
    return PageFacts(os.path.basename(directory), "", "", "", now, records=(record,), obstacles=(obstacle,))


def _json(statement: Statement) -> str:
    from pytest_tddgate.render.json_report import json_text  # noqa: PLC0415 - as above

    return json_text(statement)
