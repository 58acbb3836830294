"""`tddgate seal`: commits the digest of held-out tests, and writes their package outside the repository."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.changed_by_hook import step_after
from pytest_tddgate.adapters.packages import package_bytes
from pytest_tddgate.domain.contracts.seal import Package, seal_path
from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.reports.wording import counted
from pytest_tddgate.errors import Unusable
from pytest_tddgate.gates.implementation.held_out import sealed_run
from pytest_tddgate.gates.implementation.sealing import (
    check_red,
    check_sealable,
    check_target,
    record_after,
    sealable_files,
)
from pytest_tddgate.session.judge.workspace import case_in

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from pytest_tddgate.domain.contracts.seal import SealRecord
    from pytest_tddgate.gates.case import Case

__all__ = ["run"]

_SALT = 32  # bytes, as in the digest
_SLASHES = tuple({"/", os.sep})


def run(arguments: argparse.Namespace) -> int:
    """Seal the files, commit the record, write the package; prints its path."""
    case = case_in(".", "--tdd-gate=green")
    feature, reason = arguments.feature, " ".join((arguments.reason or "").split())
    check_sealable(feature, reason, case)
    files = sealable_files([str(Path.cwd() / each) for each in arguments.paths], arguments.under, case)
    target = _target(arguments.to, feature)
    check_target(target, case, is_made=arguments.to.endswith(_SLASHES))
    package = Package(feature, secrets.token_hex(_SALT), files)
    if arguments.check:
        print(f"  {_seen_red(package, case)}")  # noqa: T201 - the answer to --check
    commit = _commit(record_after(package, reason, case), package, target, case)
    print(*_lines(package, target, case), sep="\n")  # noqa: T201 - the command's output
    count = counted(len(files), "file")
    print(f"sealed: {count} of {feature} in commit {commit[:10]}. Next: give the package to CI: --tdd-sealed=PATH")  # noqa: T201 - as above
    return ExitCode.PASSED


def _target(asked: str, feature: str) -> Path:
    """The package's path; `asked` is a folder if one exists there, or if it ends with a slash."""
    place = Path.cwd() / asked
    return place / f"{feature}.tar" if asked.endswith(_SLASHES) or place.is_dir() else place


def _seen_red(package: Package, case: Case) -> str:
    """How many of the tests fail with the present code; sealed files that are in the work tree are not written."""
    try:
        return check_red(package.feature, sealed_run(package, case))
    except FileExistsError as problem:
        raise Unusable(
            f"{problem.filename} is in the way",
            why="a sealed file never overwrites another file",
            next_step="choose another folder: --under FOLDER",
        ) from None


def _commit(record: SealRecord, package: Package, target: Path, case: Case) -> str:
    """The id of the commit; if git refuses, the record, the package and a new folder for it are removed."""
    own, has_folder = seal_path(record.feature), target.parent.exists()
    _write_package(target, package_bytes(package))
    before = case.repository.write({own: record.to_json()})
    try:
        return case.repository.commit([own], _message(record))
    except case.repository.refusal as problem:
        target.unlink()
        if not has_folder:
            target.parent.rmdir()
        case.repository.write(before)
        raise Unusable(
            f"git did not commit the seal: {case.repository.refusal_words(problem)}",
            why="nothing was committed, so nothing is sealed",
            next_step=step_after(problem, "run this command again")
            or "fix what git names, then run this command again",
        ) from None


def _write_package(target: Path, data: bytes) -> None:
    """Write a new file that only its owner can read, in a new folder if there is none."""
    target.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)


def _lines(package: Package, target: Path, case: Case) -> Iterator[str]:
    yield f"  digest:  {package.digest}"
    yield f"  package: {target}"
    for path in package.files:
        if Path(case.repository.top, path).exists():
            yield f"  {path} is still here: remove it before somebody reads it"


def _message(record: SealRecord) -> str:
    seal = record.current
    why = f"{seal.reason}\n\n" if seal.reason else ""
    trailer = f"TDD-Seal-Reason: {seal.reason}\n" if seal.reason else ""
    return (
        f"test: seal held-out tests for {record.feature} (TDD Gate 3)\n\n"
        f"{why}{counted(seal.files, 'file')}, held by a digest until CI runs them.\n\n"
        f"TDD-Feature: {record.feature}\n"
        f"TDD-Seal: {seal.digest}\n"
        f"{trailer}"
    )
