"""Whether everything locked or committed on the test side is unchanged, before the run and after it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.stamps import remove_compiled, stamp_of
from pytest_tddgate.domain.contracts.line_ends import is_same_text
from pytest_tddgate.gates.change.existing import harness_findings, modification_findings
from pytest_tddgate.gates.contracts.intruders import intruder_findings, settings_findings
from pytest_tddgate.gates.contracts.registry import byte_findings, committed_findings, own_file_findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_tddgate.adapters.stamps import Stamp
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.change.evolution import Evolution
    from pytest_tddgate.gates.contracts.registry import Locked, Registry

__all__ = ["FileStamps", "file_stamps_of", "since_findings", "untouched_findings"]


@dataclass(frozen=True, slots=True)
class FileStamps:
    """The stamp of each locked file before the run, which shows if a file was swapped and put back."""

    stamps: Mapping[str, Stamp | None] = field(default_factory=dict)

    def written_since(self, case: Case) -> tuple[str, ...]:
        """The paths of the locked files that were written since the stamps were taken."""
        return tuple(path for path, before in self.stamps.items() if stamp_of(case.layout.top, path) != before)


def file_stamps_of(registry: Registry, target: Locked, case: Case) -> FileStamps:
    """The stamps of all locked files; their compiled forms are removed first, so that the sources run."""
    contracts = [*registry.contracts.values(), target]
    paths = {path for locked in contracts for path in locked.contract.locked}
    remove_compiled(case.layout.top, paths, case.pycache_prefix)
    paths |= {each.test.file for locked in contracts for each in locked.contract.tests}
    return FileStamps({path: stamp_of(case.layout.top, path) for path in sorted(paths)})


def untouched_findings(registry: Registry, target: Locked, evolution: Evolution, case: Case) -> tuple[Finding, ...]:
    """Findings about locked bytes, the contracts' own files, committed tests and their harness, and new harness."""
    repository = case.repository
    findings = [*own_file_findings(registry, repository)]
    for locked in registry.contracts.values():
        findings += byte_findings(locked, registry, repository)
        findings += committed_findings(locked, registry, repository)
    if target.contract.feature:
        findings += intruder_findings(target, registry, case)
        findings += settings_findings(target, registry, case)
        found = since_findings(evolution, registry, case)
        findings += [_with_steps(each, evolution, target) for each in found]
    return tuple({(each.rule.id, each.at): each for each in reversed(findings)}.values())[::-1]


def _with_steps(finding: Finding, evolution: Evolution, target: Locked) -> Finding:
    """The finding, with next steps that restore or declare its file after the lock: `--tdd-amend` is too late."""
    path = finding.at.path if finding.at else "."
    if path in evolution.added_files:
        return replace(finding, next_step=f"remove {path}, or lock it together with new tests")
    restore, amend = f"git checkout {evolution.base[:10]} -- {path}", f"tddgate amend {target.contract.feature}"
    return replace(finding, next_step=restore, or_else=f'{amend} --reason "…"')


def since_findings(evolution: Evolution, registry: Registry, case: Case) -> list[Finding]:
    """Findings about committed tests and harness that changed since the lock, unless by a contract or from main."""
    found = (*modification_findings(evolution, None), *harness_findings(evolution, None, case))
    merged = _paths_from_main(evolution, case)
    return [
        each
        for each in found
        if each.at and not _is_accounted(each.at.path, registry, case) and each.at.path not in merged
    ]


def _is_accounted(path: str, registry: Registry, case: Case) -> bool:
    data = case.repository.read(path)
    if data is None:
        return registry.accounts_for_removal(path)
    is_locked = any(path in each.contract.locked for each in registry.contracts.values())
    return is_locked or registry.accounts_for(path, data)


def _paths_from_main(evolution: Evolution, case: Case) -> set[str]:
    """Changed paths with the bytes of the main branch, which was merged in after the lock."""
    repository = case.repository
    main, head = repository.upstream(), repository.resolve("HEAD")
    merged = repository.merge_base(head, main) if main else None
    if merged is None or merged == head or repository.is_ancestor(merged, evolution.base):
        return set()
    blobs = repository.blobs(merged, evolution.paths)
    return {path for path in evolution.paths if is_same_text(repository.read(path), blobs.get(path))}
