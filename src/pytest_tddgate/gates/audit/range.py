"""The commits that an audit judges, and their contracts: those of the base are trusted, new ones are not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.belonging import is_within, other_projects_note
from pytest_tddgate.domain.contracts.contract import CONTRACTS, Amendment, Contract, contract_of_json, contract_path
from pytest_tddgate.errors import CannotDecide, Unusable
from pytest_tddgate.gates.audit_command import example_base
from pytest_tddgate.gates.contracts.records import gone_finding, readable, rewritten_findings, unreadable_finding
from pytest_tddgate.gates.contracts.registry import Locked, Registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.ports import History

__all__ = ["AmendmentCommit", "Range", "range_of"]

_WHOLE = "git fetch --unshallow origin 'refs/heads/*:refs/remotes/origin/*' (in CI: fetch-depth: 0)"
_WHY = "an audit compares with what was reviewed before"


@dataclass(frozen=True, slots=True)
class AmendmentCommit:
    """A commit that amends a contract, and the amendments that no commit before it had."""

    commit: str
    amendments: tuple[Amendment, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """The commits from `fork`, where the change left the base, to `head`; all are ids.

    `policy` is the tip of the base, whose settings count. `merged` is the newest commit of the range that the remote's
    main branch has (`""`: none), `merged_count` the number of those that it has. `kept` are the contracts that the fork
    has, `new` those that were locked since, both by feature and oldest first. `first` maps a new feature to its
    contract as it was locked, `amended` a feature to the commits that amended it, oldest first. `withdrawn` are the
    records of features that were withdrawn since. `other_projects` is a note about contracts of other projects in the
    repository, which are left out.
    """

    policy: str
    fork: str
    head: str
    commits: int = 0
    kept: Mapping[str, Locked] = field(default_factory=dict)
    new: Mapping[str, Locked] = field(default_factory=dict)
    first: Mapping[str, Contract] = field(default_factory=dict)
    amended: Mapping[str, tuple[AmendmentCommit, ...]] = field(default_factory=dict)
    withdrawn: Mapping[str, Contract] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    other_projects: tuple[str, ...] = ()
    merged: str = ""
    merged_count: int = 0

    @property
    def declared(self) -> frozenset[str]:
        """The tests (`file::name`), paths and settings that the range's amendments name."""
        added = [each for made in self.amended.values() for one in made for each in one.amendments]
        added += [each for contract in self.first.values() for each in contract.amendments]
        return frozenset(name for each in added for name in each.changed)

    @property
    def registry(self) -> Registry:
        """Every contract of the head."""
        return Registry({**self.kept, **self.new}, self.findings)


def range_of(history: History, base: str | None, root: str = "") -> Range:
    """The range from the base (a revision; None: the remote's main branch) to HEAD, for the project in this rootdir.

    Raises CannotDecide if there is no such range, or if history is cut off; Unusable if the base's name stands for
    two commits.
    """
    if base is not None:
        _check_meaning(base, history)
    head = history.resolve("HEAD")
    policy = history.resolve(base) if base is not None else history.upstream(other_than=head)
    if policy is None:
        raise CannotDecide(
            "there is no base to compare with",
            why=_WHY,
            next_step=_WHOLE if history.is_shallow else f"pytest --tdd-gate=audit --tdd-base={_example(history)}",
        )
    fork = history.merge_base(policy, head)
    if fork is None:
        is_cut = history.is_shallow
        raise CannotDecide(
            f"HEAD and the base {policy[:10]} share no history" + (" in this shallow clone" if is_cut else ""),
            why=_WHY,
            next_step=_WHOLE if is_cut else "name another base: --tdd-base=REV",
        )
    if fork == head:
        raise CannotDecide(
            "HEAD holds nothing that the base has not",
            why="an audit of no commits would pass with any code",
            next_step="name the commit before the change: --tdd-base=REV",
        )
    span = Range(policy, fork, head, history.count(f"{fork}..{head}"))
    return _beside_main(_within(_with_contracts(span, history), root), history)


def _beside_main(span: Range, history: History) -> Range:
    """The range, with its commits that the remote's main branch has, by a merge or a rebase onto that branch."""
    tip = history.upstream(other_than=span.head)
    merged = history.merge_base(tip, span.head) if tip else None
    count = history.count(f"{span.fork}..{merged}") if merged else 0
    return replace(span, merged=merged or "", merged_count=count) if count and merged != span.head else span


def _check_meaning(base: str, history: History) -> None:
    """Raise Unusable if the base's name stands for two commits: whoever may push a tag could choose between them."""
    meanings = sorted(history.meanings(base).items())
    if len({commit for _, commit in meanings}) > 1:
        meant = next((name for name, _ in meanings if name.startswith("refs/remotes/")), meanings[0][0])
        raise Unusable(
            f"{base} names two different things: {' and '.join(name for name, _ in meanings)}",
            why="git takes the tag, and many people can push tags",
            next_step=f"--tdd-base={meant}",
        )


def _example(history: History) -> str:
    before, feature = example_base(history)
    return f"{before}, the commit before {feature} was locked" if before else "REV, such as origin/main"


def _within(span: Range, root: str) -> Range:
    """The range with the contracts of one project, and a note about those of other projects."""
    every = [each.contract for each in span.registry.contracts.values()]
    own = {each.feature for each in every if is_within(each, root)}
    return replace(
        span,
        kept={name: each for name, each in span.kept.items() if name in own},
        new={name: each for name, each in span.new.items() if name in own},
        first={name: each for name, each in span.first.items() if name in own},
        amended={name: each for name, each in span.amended.items() if name in own or name in span.withdrawn},
        other_projects=other_projects_note(every, root),
    )


def _with_contracts(span: Range, history: History) -> Range:
    revisions = f"{span.fork}..{span.head}"
    added, touches = history.additions(CONTRACTS, revisions), history.touches(CONTRACTS, revisions)
    then, now = (_contract_blobs(each, history) for each in (span.fork, span.head))
    findings = [
        gone_finding(path, added.get(path, span.fork))
        for path in sorted({*then, *added} - now.keys())
        if _is_contract_path(path)
    ]
    kept: dict[str, Locked] = {}
    new: dict[str, Locked] = {}
    first: dict[str, Contract] = {}
    amended: dict[str, tuple[AmendmentCommit, ...]] = {}
    withdrawn: dict[str, Contract] = {}
    order = [path for path in history.additions(CONTRACTS, span.fork) if path in then]
    order += [path for path in added if path not in then]
    for path in sorted(now, key=lambda each: (order.index(each) if each in order else -1, each)):
        feature = PurePosixPath(path).stem
        try:
            contract = contract_of_json(now[path], feature)
        except ValueError as problem:
            findings.append(unreadable_finding(path, problem, ""))
            continue
        start = span.fork if path in then else added.get(path, "")
        if not start:
            raise CannotDecide(
                f"the commit that locked {feature} cannot be found",
                why="its contract is compared with that commit",
                next_step="git fetch --unshallow (in CI: fetch-depth: 0)",
            )
        commits = (start, *(each for each in touches.get(path, ()) if each != start))
        versions = _versions(path, contract, commits if then.get(path) != now[path] else (start,), history)
        findings += rewritten_findings(contract, path, versions)
        changes = tuple(list(versions)[1:])
        if made := tuple(_amendings(versions)):
            amended[feature] = made
        if contract.is_withdrawn:
            withdrawn |= {feature: contract} if then.get(path) != now[path] else {}
        elif path in then:
            kept[feature] = Locked(contract, span.fork, changes[-1] if changes else "")
        else:
            new[feature] = Locked(contract, start, changes[-1] if changes else "")
            first[feature] = versions[start] or contract
    return Range(span.policy, span.fork, span.head, span.commits, kept, new, first, amended, withdrawn, tuple(findings))


def _amendings(versions: Mapping[str, Contract | None]) -> Iterator[AmendmentCommit]:
    """The commits after the first that add an amendment; a merge that joins those of two branches adds none."""
    seen: Counter[Amendment] = Counter()
    for number, (commit, version) in enumerate(versions.items()):
        amendments = version.amendments if version else ()
        new = Counter(amendments) - seen
        seen |= Counter(amendments)
        if new and number:
            yield AmendmentCommit(commit, tuple(each for each in amendments if each in new))


def _versions(path: str, contract: Contract, commits: tuple[str, ...], history: History) -> dict[str, Contract | None]:
    """Commit -> the contract as of that commit; for a single commit, the present one."""
    if len(commits) == 1:
        return {commits[0]: contract}
    return {each: readable(history.blobs(each, [path]).get(path, b""), contract.feature) for each in commits}


def _contract_blobs(commit: str, history: History) -> dict[str, bytes]:
    paths = [path for path in history.files(commit, [CONTRACTS]) if _is_contract_path(path)]
    return dict(history.blobs(commit, paths))


def _is_contract_path(path: str) -> bool:
    return path == contract_path(PurePosixPath(path).stem)
