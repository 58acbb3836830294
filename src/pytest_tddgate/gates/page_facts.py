"""Looks up what the HTML page shows: contracts, their history in git, files of the work tree, records of runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.project import pyproject_of
from pytest_tddgate.domain.contracts.contract import contract_path, sha256_of
from pytest_tddgate.domain.page.facts import PageFacts, Revision
from pytest_tddgate.domain.reports.run_coverage import coverage_of_json
from pytest_tddgate.domain.reports.status import Status
from pytest_tddgate.domain.verdict import MissingFact
from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.change.judged_state import state_of
from pytest_tddgate.gates.contracts.records import versions_of
from pytest_tddgate.gates.contracts.status import status_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.reports.run_coverage import FileLines
    from pytest_tddgate.domain.reports.run_record import RunRecord
    from pytest_tddgate.domain.reports.status import FeatureStatus
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.ports import History, Repository

__all__ = ["page_facts"]


def page_facts(
    case: Case, history: History, records: tuple[RunRecord, ...], made_at: str, chosen: tuple[str | None, str | None]
) -> PageFacts:
    """All facts that the page shows; `chosen` holds the feature and the gate that it is about, if any."""
    status, obstacles = _status(case)
    code, tree = state_of(case)
    feature, gate = chosen
    return PageFacts(
        project=_project(case),
        head=case.repository.resolve("HEAD"),
        code=code,
        tree=tree,
        made_at=made_at,
        status=status,
        records=records,
        revisions=_revisions(status.features, case.repository, history),
        waivers=case.settings.waivers,
        sources=dict(_sources(records, case.repository)),
        feature=feature,
        gate=gate,
        obstacles=obstacles,
        folder=case.layout.root,
    )


def _project(case: Case) -> str:
    """The project's name in pyproject.toml, else the name of its folder."""
    rootdir = os.path.join(case.layout.top, case.layout.root)
    declared = pyproject_of(rootdir).get("project", {})
    name = declared.get("name") if isinstance(declared, dict) else None
    return name if isinstance(name, str) and name else os.path.basename(os.path.normpath(rootdir))


def _status(case: Case) -> tuple[Status, tuple[MissingFact, ...]]:
    """The status; if history is cut off, an empty one and the reason."""
    try:
        return status_of(case), ()
    except CannotDecide as problem:
        return Status(), (MissingFact(problem.what, problem.next_step, problem.why),)


def _revisions(
    features: Iterable[FeatureStatus], repository: Repository, history: History
) -> dict[str, tuple[Revision, ...]]:
    """Feature -> the commits that changed its contract; without amendments, only the lock commit."""
    versions: dict[str, list[tuple[str, int, int]]] = {}
    for each in features:
        contract = each.contract
        if contract.amendments:
            path = contract_path(contract.feature)
            known = versions_of(path, contract.feature, repository).items()
            versions[contract.feature] = [(at, len(one.tests), len(one.amendments)) for at, one in known if one]
        else:
            versions[contract.feature] = [(each.commit, len(contract.tests), 0)]
    times = history.times_of({commit for each in versions.values() for commit, _, _ in each})
    return {
        feature: tuple(Revision(commit, times.get(commit, ""), tests, amended) for commit, tests, amended in known)
        for feature, known in versions.items()
    }


def _sources(records: Iterable[RunRecord], repository: Repository) -> Iterator[tuple[tuple[str, str], str]]:
    """((path, digest), text) of each file that coverage was measured over in the last run of a feature."""
    wanted = {(each.path, each.digest) for record in _last_of_each(records) for each in _files(record)}
    paths: dict[str, set[str]] = {}
    for path, digest in wanted:
        paths.setdefault(path, set()).add(digest)
    for path, digests in paths.items():
        for digest, text in _texts(path, digests, repository).items():
            yield (path, digest), text


def _last_of_each(records: Iterable[RunRecord]) -> Iterable[RunRecord]:
    found = {each.feature: each for each in sorted(records, key=lambda one: one.at) if _files(each)}
    return found.values()


def _files(record: RunRecord) -> tuple[FileLines, ...]:
    coverage = coverage_of_json(record.report.get("coverage"))
    return coverage.files if coverage else ()


def _texts(path: str, digests: set[str], repository: Repository) -> Mapping[str, str]:
    """Digest -> text of a file, from the work tree or else from a commit that changed it."""
    found: dict[str, str] = {}
    here = repository.read(path)
    if here is not None:
        found[sha256_of(here)] = here.decode("utf-8", "replace")
    if digests <= found.keys():
        return found
    for commit in reversed(repository.commits_of(path)):
        data = repository.blobs(commit, [path]).get(path)
        if data is not None and sha256_of(data) in digests:
            found[sha256_of(data)] = data.decode("utf-8", "replace")
        if digests <= found.keys():
            break
    return found
