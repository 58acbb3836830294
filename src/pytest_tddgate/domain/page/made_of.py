"""Makes the page from contracts, records and history alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.domain.page.contents import (
    Page,
    PageAmendment,
    PageFeature,
    PageFinding,
    PageMutant,
    PagePoint,
    PageRow,
    PageRun,
    PageWaiver,
)
from pytest_tddgate.domain.page.facts import is_of_this_state
from pytest_tddgate.domain.page.gates import cells_of, events_of, speaks_of, tests_of
from pytest_tddgate.domain.page.kept_report import findings_in, missing_in, notes_in, rows_in, word_in
from pytest_tddgate.domain.page.lines import file_of
from pytest_tddgate.domain.reports.run_coverage import coverage_of_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.domain.page.facts import PageFacts
    from pytest_tddgate.domain.reports.run_record import RunRecord
    from pytest_tddgate.domain.reports.status import FeatureStatus
    from pytest_tddgate.domain.verdict import Finding, MissingFact

__all__ = ["page_of"]

_SURVIVED = frozenset({"mutant-survived", "not-minimal"})


def page_of(facts: PageFacts) -> Page:
    """The page; the run that it shows is the last of `facts.gate` and `facts.feature`, if they are given."""
    records = tuple(sorted(facts.records, key=lambda each: each.at))
    features = [each for each in facts.status.features if facts.feature in {None, each.contract.feature}]
    return Page(
        facts.project,
        facts.head,
        facts.made_at,
        run=_run(records, facts),
        features=tuple(_feature(each, facts, records) for each in features),
        problems=(*map(_obstacle, facts.obstacles), *map(_finding, facts.status.problems)),
        unlocked=facts.status.unlocked,
        waivers=tuple(_waivers(records, facts)),
        coverage=tuple(_coverage(records)),
        sizes=tuple(_sizes(facts)),
        next_command=facts.status.next_step.command,
    )


def _run(records: tuple[RunRecord, ...], facts: PageFacts) -> PageRun | None:
    """The last run of the requested gate and feature."""
    fitting = [
        each
        for each in records
        if facts.gate in {None, each.gate} and (facts.feature is None or speaks_of(each, facts.feature))
    ]
    if not fitting:
        return None
    last, report = fitting[-1], fitting[-1].report
    return PageRun(
        last.gate,
        last.feature,
        last.verdict,
        last.at,
        findings=(*findings_in(report), *missing_in(report)),
        advice=findings_in(report, "advice"),
        rows=tuple(PageRow(each["state"], each["kind"], each["about"], each["remark"]) for each in rows_in(report)),
        notes=notes_in(report),
        next_command=word_in(report, "next", "command"),
        next_detail=word_in(report, "next", "detail"),
    )


def _feature(standing: FeatureStatus, facts: PageFacts, every: tuple[RunRecord, ...]) -> PageFeature:
    contract = standing.contract
    records = tuple(each for each in every if speaks_of(each, contract.feature))
    own = [each for each in records if each.gate == "green" and each.feature == contract.feature]
    measured = [each for each in own if coverage_of_json(each.report.get("coverage"))]
    coverage = coverage_of_json(measured[-1].report.get("coverage")) if measured else None
    return PageFeature(
        contract.feature,
        "broken" if standing.is_broken else "kept",
        standing.commit,
        cells=cells_of(standing, facts, records),
        tests=tests_of(standing, facts, records),
        missing=tuple(sorted(contract.missing)),
        files=tuple(file_of(each, facts.sources) for each in coverage.files) if coverage else (),
        mutants=_mutants(own[-1]) if own else (),
        amendments=tuple(_amendments(contract, facts)),
        events=events_of(contract.feature, facts, records),
        findings=tuple(map(_finding, standing.findings)),
        measured=_measured(own, facts),
    )


def _measured(own: list[RunRecord], facts: PageFacts) -> str:
    """The run that coverage and mutants come from, as a sentence; empty if there is none."""
    if not own:
        return ""
    state = "these files" if is_of_this_state(own[-1], facts) else "the files as they were then"
    return f"green of {own[-1].at[:16].replace('T', ' ')} UTC, over {state}"


def _mutants(record: RunRecord) -> tuple[PageMutant, ...]:
    every = (*findings_in(record.report), *findings_in(record.report, "advice"))
    return tuple(PageMutant(each.what, each.at, each.details) for each in every if each.rule in _SURVIVED)


def _amendments(contract: Contract, facts: PageFacts) -> Iterator[PageAmendment]:
    """Each amendment, with the first commit whose contract has it."""
    revisions = facts.revisions.get(contract.feature, ())
    for count, each in enumerate(contract.amendments, 1):
        commit = next((known for known in revisions if known.amendments >= count), None)
        at, name = (commit.at, commit.commit) if commit else ("", "")
        yield PageAmendment(each.reason, tuple(sorted(each.changed)), at, name, each.is_format_only)


def _obstacle(missing: MissingFact) -> PageFinding:
    return PageFinding("undecided", missing.what, why=missing.why, next_step=missing.next_step)


def _finding(finding: Finding) -> PageFinding:
    return PageFinding(
        finding.rule.id, finding.what, str(finding.at or ""), finding.reason, finding.remedy, finding.details
    )


def _coverage(records: tuple[RunRecord, ...]) -> Iterator[PagePoint]:
    for each in records:
        coverage = coverage_of_json(each.report.get("coverage"))
        if coverage:
            yield PagePoint(each.at, coverage.total, each.feature)


def _sizes(facts: PageFacts) -> Iterator[PagePoint]:
    """The number of tests in all contracts after each commit that changed one."""
    sizes: dict[str, int] = {}
    every = [(each.at, name, each.tests) for name, revisions in facts.revisions.items() for each in revisions]
    for at, name, tests in sorted(every):
        sizes[name] = tests
        yield PagePoint(at, sum(sizes.values()), name)


def _waivers(records: tuple[RunRecord, ...], facts: PageFacts) -> Iterator[PageWaiver]:
    """The waivers in the settings, then those that only earlier runs named, including declared equivalent mutants."""
    seen: dict[tuple[str, str, str], tuple[str, str]] = {}
    for record in records:
        for row in rows_in(record.report):
            if row["state"] == "waived":
                key = (row["kind"], row["about"], row["remark"].replace("(ended on", "(until"))
                seen[key] = (seen.get(key, (record.at, ""))[0], record.at)
    for each in facts.waivers:
        key = (each.rule, each.path or "everywhere", f"{each.reason} (until {each.until})")
        first, last = seen.pop(key, ("", ""))
        yield PageWaiver(*key, first, last, is_set=True)
    for key, (first, last) in seen.items():
        yield PageWaiver(*key, first, last, is_set=False)
