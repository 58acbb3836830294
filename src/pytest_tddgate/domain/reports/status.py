"""The state of every feature: its contract, its gates, and the next command."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.domain.reports.moves import Move, Verb
from pytest_tddgate.domain.reports.wording import agreed

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.domain.verdict import Finding

__all__ = ["LATER_GATES", "FeatureStatus", "Status"]

LATER_GATES = ("green", "docs", "review")
"""The gates after the lock, in order."""

_RESOLVE = "tddgate resolve"
_ENDS = {"bisect": "git bisect reset", "merge": "git commit --no-edit"}
"""How to finish an operation of git, other than by `--continue`, which opens an editor for the message."""


@dataclass(frozen=True, slots=True)
class FeatureStatus:
    """A contract, the commit that locked it, and the findings that break it; without findings it is kept.

    `passed` are the gates after the lock that passed with the present files, as far as records show. `way` is a command
    prefix that enters the folder of its gates (`cd PATH && `), `option` names the feature if that is necessary, `audit`
    names the base if an audit would not find it (` --tdd-base=REV`). `is_audited` says that an audit of the checked-out
    commit has passed and that there are no other changes.
    """

    contract: Contract
    commit: str
    findings: tuple[Finding, ...] = ()
    passed: frozenset[str] = frozenset()
    way: str = ""
    option: str = ""
    audit: str = ""
    is_audited: bool = False

    @property
    def is_broken(self) -> bool:
        """Whether something that was locked has changed."""
        return bool(self.findings)

    @property
    def gates(self) -> dict[str, str]:
        """Gate -> `passed`, `run` if only a run can tell, or `broken`; the lock commit proves verify-fail and lock."""
        shown = {gate: "passed" if gate in self.passed else "run" for gate in LATER_GATES}
        return {"verify-fail": "passed", "lock": "passed"} | shown | ({"green": "broken"} if self.is_broken else {})

    @property
    def next_gate(self) -> str:
        """The first gate that has to run, then `audit`; empty if that has passed."""
        return "" if self.is_audited else next((gate for gate in LATER_GATES if gate not in self.passed), "audit")

    @property
    def next_command(self) -> str:
        """The command that asks the next gate, empty if there is none; an audit covers every feature."""
        gate = self.next_gate
        if not gate:
            return ""
        return f"{self.way}pytest --tdd-gate={gate}{self.option if gate in LATER_GATES else self.audit}"

    @property
    def next_step(self) -> Move:
        """The next step for a feature whose contract is kept."""
        if self.is_audited:
            return Move(Verb.MERGE, "", "an audit of this commit has passed")
        verb = Verb.IMPLEMENT if self.next_gate == LATER_GATES[0] else Verb.RUN
        return Move(verb, self.next_command, f"{self.next_gate} has not passed at this state of the files")


@dataclass(frozen=True, slots=True)
class Status:
    """The state of all features, newest lock last; `unlocked` are new tests in the work tree that are in no contract.

    `problems` are findings about contracts that are missing, damaged or rewritten, `withdrawn` the contracts of
    withdrawn features. `way` is a command prefix that enters the folder in which `unlocked` are run (`cd PATH && `).
    `pins` are the unlocked tests that are marked as pins; `operation` is what git is in the middle of (`merge`,
    `rebase`, …).
    """

    features: tuple[FeatureStatus, ...] = ()
    problems: tuple[Finding, ...] = ()
    unlocked: tuple[str, ...] = ()
    withdrawn: tuple[Contract, ...] = ()
    way: str = ""
    pins: tuple[str, ...] = ()
    operation: str = ""

    @property
    def has_pins_alone(self) -> bool:
        """Whether all unlocked tests are pins, which need no contract."""
        return set(self.unlocked) == set(self.pins)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is broken, without repetitions."""
        every = (*self.problems, *(finding for each in self.features for finding in each.findings))
        return tuple({(each.rule.id, each.at): each for each in every}.values())

    @property
    def next_step(self) -> Move:
        """The next step: first for what is broken, then for unlocked tests, then for contracts that wait for a run.

        During a merge, the other side's tests and amendments look like edits, and no gate commits: the merge must be
        finished first, unless contracts are in conflict.
        """
        conflicts = [each for each in self.findings if each.remedy == _RESOLVE]
        if self.operation and not conflicts:
            command = _ENDS.get(self.operation, f"git -c core.editor=true {self.operation} --continue")
            return Move(Verb.FIX_SETUP, command, f"a {self.operation} is in progress")
        if self.findings:
            first = (*conflicts, *self.findings)[0]
            return Move(Verb.RESTORE, first.first_step, first.what)
        if not self.has_pins_alone:
            detail = f"{agreed(len(self.unlocked), 'new test', 'is', 'are')} not locked"
            return Move(Verb.RUN, f"{self.way}pytest --tdd-gate=verify-fail", detail)
        if self.features:
            return self.features[-1].next_step
        if self.pins:
            files = " ".join(dict.fromkeys(shlex.quote(f":/{each.partition('::')[0]}") for each in self.pins))
            what = "pin, and needs no contract" if len(self.pins) == 1 else "pins, and need no contract"
            detail = f"{agreed(len(self.pins), 'new test', 'is a', 'are')} {what}"
            message = "test: add a pin" if len(self.pins) == 1 else "test: add pins"
            return Move(Verb.COMMIT, f"git add {files} && git commit -m '{message}'", detail)
        return Move(Verb.WRITE_TESTS, "pytest --tdd-gate=verify-fail", "write a test for behaviour that is missing")
