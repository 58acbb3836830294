"""`tddgate report`: the last run's report in any format, the page, and the badge, without running anything."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.domain.configuration.report_targets import HTML
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.nearest import nearest
from pytest_tddgate.domain.page.facts import PageFacts, is_of_this_state
from pytest_tddgate.domain.page.gates import speaks_of
from pytest_tddgate.domain.reports.kept_statement import last_word, statement_of
from pytest_tddgate.domain.reports.run_record import last_of
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.change.judged_state import state_of
from pytest_tddgate.gates.contracts.registry import contract_in, registry_of
from pytest_tddgate.render.badge import badge_svg
from pytest_tddgate.session.judge.page import page_text
from pytest_tddgate.session.judge.reports import Reports, write_file
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    import argparse

    from pytest_tddgate.domain.reports.run_record import RunRecord
    from pytest_tddgate.domain.reports.statement import Statement

__all__ = ["run"]

_CALLED = "tddgate report"


def run(arguments: argparse.Namespace) -> int:
    """Write the requested reports; raises Unusable for a missing record, or a path that cannot be written."""
    _check(arguments)
    directory = os.path.realpath(".")
    records = FileRecords.of(open_repository(directory).common_dir).records()
    if arguments.targets and not _are_written(arguments, records, directory):
        return ExitCode.USAGE
    if arguments.badge is not None:
        _check_feature(arguments.feature)
        _write_badge(arguments, records, directory)
    return ExitCode.PASSED


def _are_written(arguments: argparse.Namespace, records: tuple[RunRecord, ...], directory: str) -> bool:
    """Write the reports, after checking everything that can be wrong; whether all of them were written."""
    reports = Reports(arguments.targets, directory, _CALLED)
    page = partial(page_text, directory, None, arguments.feature, arguments.gate)
    if all(each.format == HTML for each in reports.check()):
        _check_feature(arguments.feature)
        reports.prepare()
        return reports.write_page(page)
    statement = _statement(records, arguments)
    reports.prepare()
    return reports.write(statement, page)


def _check(arguments: argparse.Namespace) -> None:
    gates = [each.value for each in Gate]
    if arguments.gate not in {None, *gates}:
        raise Unusable(
            f"there is no gate {arguments.gate!r}{nearest(arguments.gate, gates)}",
            why="each record belongs to one gate",
            next_step=f"{_CALLED} --gate=GATE, one of {', '.join(gates)}",
        )
    if not arguments.targets and arguments.badge is None:
        raise Unusable(
            "nothing is asked for",
            why="a report has a format",
            next_step=f"{_CALLED} html:page.html, or: {_CALLED} --badge, or: {_CALLED} --help",
        )


def _check_feature(feature: str | None) -> None:
    """Raise Unusable for a feature without a contract: its page would be empty, as if nothing were wrong."""
    if feature is not None:
        contract_in(registry_of(case_in(".")), feature, why="the page is about one contract")


def _fitting(records: tuple[RunRecord, ...], arguments: argparse.Namespace) -> list[RunRecord]:
    """The runs of the requested gate and feature; without a request, all of them."""
    return [
        each
        for each in records
        if arguments.gate in {None, each.gate} and (arguments.feature is None or speaks_of(each, arguments.feature))
    ]


def _statement(records: tuple[RunRecord, ...], arguments: argparse.Namespace) -> Statement:
    """The report of the last run that fits the feature and the gate."""
    fitting = _fitting(records, arguments)
    if not fitting:
        feature = f" {arguments.feature}" if arguments.feature else ""
        who = f"{arguments.gate} has not judged{feature}" if arguments.gate else f"no gate has judged{feature}"
        option = f" --tdd-feature={arguments.feature}" if arguments.feature else ""
        raise Unusable(
            f"{who} here yet",
            why="a report shows what a run found",
            next_step=f"pytest --tdd-gate={arguments.gate or Gate.GREEN.value}{option}",
        )
    last = max(fitting, key=lambda each: each.at)
    try:
        return statement_of(last.report)
    except ValueError as problem:
        raise Unusable(
            f"{problem}",
            why="another version of pytest-tddgate may have written it",
            next_step=f"pytest --tdd-gate={last.gate}",
        ) from None


def _write_badge(arguments: argparse.Namespace, records: tuple[RunRecord, ...], directory: str) -> None:
    """Write the badge for the present state: by the last audit or green, or by the requested gate."""
    case, path = case_in(directory), arguments.badge
    head, (code, tree), folder = case.repository.resolve("HEAD"), state_of(case), case.layout.root
    fitting = _fitting(records, arguments)
    if arguments.gate is None:
        found = last_word(fitting, head, code, folder)
    else:
        here = PageFacts("", head, code, tree, "", folder=folder)
        found = last_of(each for each in fitting if is_of_this_state(each, here))
    text = badge_svg(found.verdict, f"{found.gate}, {found.at[:10]}") if found else badge_svg("not run")
    if path == "-":
        print(text, end="")  # noqa: T201 - the command's output
        return
    write_file(os.path.join(directory, path), text, called=f"{_CALLED} --badge=PATH")
