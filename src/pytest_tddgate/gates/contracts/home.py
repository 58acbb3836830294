"""The folder in which a test, a contract or a gate belongs, in a repository with several projects."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.collection import python_files_of, rootdir_of, testpaths_of
from pytest_tddgate.adapters.project import detect_layout, read_settings
from pytest_tddgate.domain.contracts.belonging import home_of, is_within
from pytest_tddgate.domain.rerun import OtherCommand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pytest_tddgate.domain.contracts.contract import Contract
    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.verdict import Finding
    from pytest_tddgate.gates.case import Case

__all__ = ["case_of_folder", "cd_prefix", "folder_of", "folder_of_file", "with_home_steps"]


def with_home_steps(findings: Iterable[Finding], case: Case) -> Iterator[Finding]:
    """The findings; one about the environment of a test with another rootdir gets a next step that leads there."""
    for finding in findings:
        home = _home(finding.at.path, case) if finding.at and finding.rule.id == "broken-environment" else ""
        command = f"cd {shlex.quote(home)} && pytest --tdd-gate=verify-fail"
        yield replace(finding, next_step=command, rerun=OtherCommand(command)) if home else finding


def _home(path: str, case: Case) -> str:
    """The rootdir that pytest finds for the file, relative to where the gate was started; empty if it is this one."""
    top, here = case.layout.top, os.path.join(case.layout.top, case.layout.root)
    home = rootdir_of(os.path.dirname(os.path.join(top, path)), top)
    is_here = os.path.realpath(home) == os.path.realpath(here)
    return "" if is_here else os.path.relpath(home, case.directory or here)


def folder_of(contract: Contract, layout: Layout) -> str:
    """The rootdir in which the contract is judged, relative to the top: that of the settings it was locked with.

    A contract with tests here and without settings is judged here if there is a subject. Settings that pytest no longer
    finds are ignored, since another finding reports that they are gone.
    """
    is_here = is_within(contract, layout.root)
    if not contract.tests or (is_here and layout.packages and not contract.settings):
        return layout.root
    folder = home_of(contract) if contract.settings else PurePosixPath(contract.tests[0].test.file).parent.as_posix()
    home = _rootdir_from(folder, layout)
    return layout.root if is_here and contract.settings and home != folder else home


def folder_of_file(path: str, layout: Layout) -> str:
    """The rootdir in which pytest would run a file, relative to the top."""
    return _rootdir_from(PurePosixPath(path).parent.as_posix(), layout)


def _rootdir_from(folder: str, layout: Layout) -> str:
    found = rootdir_of(os.path.join(layout.top, folder), layout.top)
    home = os.path.relpath(found, os.path.realpath(layout.top)).replace(os.sep, "/")
    return "" if home == "." else home


def case_of_folder(folder: str, case: Case) -> Case:
    """The case of a gate that is started in this rootdir; raises Unusable if none could start."""
    if folder == case.layout.root:
        return case
    rootdir = os.path.join(case.layout.top, folder)
    settings = read_settings(rootdir, folder)
    layout = detect_layout(case.layout.top, rootdir, settings, testpaths_of(rootdir), python_files_of(rootdir))
    return replace(case, settings=settings, layout=layout)


def cd_prefix(folder: str, case: Case) -> str:
    """`cd PATH && `, from where the gate was started to this rootdir; empty if it is the case's rootdir."""
    if folder == case.layout.root:
        return ""
    top = os.path.realpath(case.layout.top)
    here = os.path.realpath(case.directory) if case.directory else os.path.join(top, case.layout.root)
    there = os.path.join(top, folder)
    return f"cd {shlex.quote(os.path.relpath(there, here).replace(os.sep, '/'))} && "
