"""Held-out tests: run if their package is given, green with the code and red without it, and never shown."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.laid_over import laid_over, taken_places
from pytest_tddgate.domain.contracts.seal import seal_path
from pytest_tddgate.domain.red.plain_tests import plain_tests
from pytest_tddgate.domain.reports.check_result import CheckResult, joined
from pytest_tddgate.domain.reports.report import Row
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.domain.rules.plug_ins import SEAL_BROKEN, SEALED_GREEN, SEALED_RED
from pytest_tddgate.domain.run.identity import without_case
from pytest_tddgate.domain.run.observation import TestId
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.domain.verdict import Finding, MissingFact, Place
from pytest_tddgate.errors import CannotDecide
from pytest_tddgate.gates.run.validity import run_findings

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_tddgate.domain.contracts.seal import Package, Seal
    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.gates.case import Case
    from pytest_tddgate.gates.implementation.examined import HeldOut, Implementation

__all__ = ["SealedSeen", "held_out_findings", "sealed_run"]

_BY_COMMAND = "-"
_WHY_RED = "held-out tests prove something about the code when they fail without it"
_WHY = "sealed tests must pass, and nobody has seen them pass"


@dataclass(frozen=True, slots=True)
class SealedSeen:
    """What a run of sealed files showed: all tests, those that did not pass, and files that could not be imported.

    `absent` are tests that the files hold and the run did not report. `is_whole` says whether the run came to its end.
    """

    tests: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    uncollected: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    is_whole: bool = True


def held_out_findings(implementation: Implementation, case: Case) -> CheckResult:
    """What the held-out tests of every sealed contract show of the implementation."""
    held = implementation.held_out
    if not held.seals:
        return CheckResult()
    try:
        packages = _packages(case, is_audit=held.before is not None)
    except CannotDecide as problem:
        return CheckResult(missing=(MissingFact(problem.what, problem.next_step, problem.why),))
    parts = []
    for feature, seal in held.seals.items():
        package = _chosen(packages, feature, seal)
        parts.append(_judged(seal, package, held, case) if package else _not_given(feature, seal, held, case))
    loose = sorted({each.feature for each in packages} - held.seals.keys())
    parts.append(CheckResult(notes=tuple(f"the package of {each} was not run: it has no seal" for each in loose)))
    return joined(parts)


def sealed_run(package: Package, case: Case) -> SealedSeen:
    """What a run of a package's tests in this case's tree shows. Raises FileExistsError if a place is taken."""
    files = [path for path in package.files if case.layout.is_test_file(path)]
    with tempfile.TemporaryDirectory(prefix="tddgate-sealed-") as scratch, laid_over(case.layout.top, package.files):
        extra: Extra = {**case.first_party, "scratch": scratch}
        run = case.runner.run(Role.HELD_OUT, targets=files, expected=files, files=files, extra=extra)
    names = tuple(dict.fromkeys(each.node_id for each in run.tests))
    failed = tuple(each.node_id for each in run.tests if each.outcome != "passed")
    seen = {each.item.test for each in run.tests if each.item is not None}
    held = (TestId(path, name) for path in files for name in sorted(plain_tests(package.files[path])))
    absent = tuple(str(test) for test in held if test not in seen)
    return SealedSeen(names, failed, tuple(each.path for each in run.collect_errors), absent, not run_findings(run))


def _packages(case: Case, *, is_audit: bool) -> tuple[Package, ...]:
    """The packages that were given by path, or by the command of the settings. Raises CannotDecide."""
    from pytest_tddgate.adapters.packages import packages_at, packages_of_command  # noqa: PLC0415 - few seal tests

    given, settings = case.sealed, case.settings.sealed
    takes_path = "{package}" in settings.command
    if given.path and given.path != _BY_COMMAND:
        if takes_path and not _is_readable(given.full):
            return packages_of_command(settings.command, settings.timeout, given.directory, str(given.full))
        return packages_at(str(given.full))
    is_asked = is_audit or given.path == _BY_COMMAND
    if is_asked and settings.command and not takes_path:
        return packages_of_command(settings.command, settings.timeout, given.directory)
    if given.path == _BY_COMMAND:
        raise CannotDecide(
            "--tdd-sealed=- asks for a command that gives the sealed files, and there is none",
            why=_WHY,
            next_step="set [tool.tddgate.sealed] command, or name the package: --tdd-sealed=PATH",
        )
    return ()


def _is_readable(path: Path) -> bool:
    """Whether there is a package at this path that can be read without the command."""
    from pytest_tddgate.adapters.packages import packages_at  # noqa: PLC0415 - as above

    try:
        return bool(packages_at(str(path)))
    except CannotDecide:
        return False


def _chosen(packages: tuple[Package, ...], feature: str, seal: Seal) -> Package | None:
    """The package that was sealed, else another one of the feature; None if there is none."""
    own = [each for each in packages if each.feature == feature]
    return next((each for each in own if each.digest == seal.digest), own[0] if own else None)


def _not_given(feature: str, seal: Seal, held: HeldOut, case: Case) -> CheckResult:
    """The result for a seal whose package was not given."""
    files = counted(seal.files, "sealed file")
    if held.before is None:
        return CheckResult(notes=(f"{files} of {feature} {'waits' if seal.files == 1 else 'wait'} for CI",))
    was = "was" if seal.files == 1 else "were"
    if not case.settings.sealed.required or feature not in held.asking:
        return CheckResult(notes=(f"{files} of {feature} {was} not run",))
    next_step = "pytest --tdd-gate=audit --tdd-sealed=PATH, with the package that tddgate seal wrote"
    return CheckResult(missing=(MissingFact(f"{files} of {feature} {was} not given", next_step, _WHY),))


def _judged(seal: Seal, package: Package, held: HeldOut, case: Case) -> CheckResult:
    feature, at = package.feature, Place(seal_path(package.feature))
    if package.digest != seal.digest:
        what = f"the package of {feature} is not what was sealed: its digest is {package.digest[:17]}…"
        return CheckResult((Finding(SEAL_BROKEN, what, at=at),))
    if taken := taken_places(case.layout.top, package.files):
        return _taken(len(taken), package)
    seen = sealed_run(package, case)
    if problem := _problem(seen, feature):
        return CheckResult((Finding(SEALED_RED, problem + _names(seen, case), at=at),))
    tests = counted(len(seen.tests), "held-out test")
    if held.before is None or feature not in held.asking:
        return CheckResult(rows=(Row("sealed", "green", feature, tests),))
    with held.before() as then:
        return _without_code(package, tests, then)


def _without_code(package: Package, tests: str, then: Case) -> CheckResult:
    """The control: the same tests over the base's code, where at least one has to fail."""
    feature = package.feature
    if taken := taken_places(then.layout.top, package.files):
        return _taken(len(taken), package)
    seen = sealed_run(package, then)
    if seen.uncollected or seen.failed:
        files, failed = counted(len(seen.uncollected), "file"), len(seen.failed)
        red = f"{files} cannot be imported" if seen.uncollected else f"{failed} {'is' if failed == 1 else 'are'} red"
        return CheckResult(rows=(Row("sealed", "green", feature, f"{tests}; without the code {red}"),))
    if not seen.is_whole:
        what = f"on the base's code, the run of the held-out tests of {feature} did not finish"
        return CheckResult(missing=(MissingFact(what, "find out what ends that run", _WHY_RED),))
    what = f"every held-out test of {feature} passes on the base's code"
    return CheckResult((Finding(SEALED_GREEN, what, at=Place(seal_path(feature))),))


def _problem(seen: SealedSeen, feature: str) -> str:
    """What is wrong with a run over the judged code, in counts only; empty if nothing is."""
    if seen.uncollected:
        return f"{counted(len(seen.uncollected), 'sealed file')} of {feature} cannot be imported"
    if seen.failed:
        verb = "does" if len(seen.failed) == 1 else "do"
        return f"{len(seen.failed)} of {len(seen.tests)} held-out tests of {feature} {verb} not pass"
    if not seen.is_whole:
        return f"the run of the held-out tests of {feature} did not finish"
    if seen.absent or not seen.tests:
        return f"{len(seen.absent)} of the held-out tests of {feature} did not run"
    return ""


def _names(seen: SealedSeen, case: Case) -> str:
    """The names of what did not pass, if they are asked for; without case ids, which hold values."""
    if not case.sealed.shows_names:
        return ""
    names = dict.fromkeys(without_case(each) for each in (*seen.uncollected, *seen.failed, *seen.absent))
    return f": {', '.join(names)}" if names else ""


def _taken(count: int, package: Package) -> CheckResult:
    verb = "is" if count == 1 else "are"
    what = f"{count} of {len(package.files)} places of sealed files of {package.feature} {verb} taken"
    next_step = "rename the new test file that has the name of a sealed one; the owner of the package knows which"
    return CheckResult(
        missing=(MissingFact(what, next_step, "a sealed file never overwrites or replaces another file"),)
    )
