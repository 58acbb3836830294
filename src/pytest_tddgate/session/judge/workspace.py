"""The repository, settings and layout around a directory, for commands that run no tests."""

from __future__ import annotations

import os

from pytest_tddgate.adapters.collection import python_files_of, rootdir_of, testpaths_of
from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.project import detect_layout, folder_of_project, read_settings
from pytest_tddgate.adapters.run_records import FileRecords
from pytest_tddgate.gates.case import Case
from pytest_tddgate.session.runs.runner import ProcessRunner

__all__ = ["case_in"]


def case_in(directory: str, *args: str) -> Case:
    """The case that a gate started in this directory would get; raises Unusable if it could not start.

    `args` are pytest's command line; a run that is to be observed needs a gate in it.
    """
    directory = os.path.realpath(directory)
    repository = open_repository(directory)
    rootdir = rootdir_of(directory, repository.top)
    settings = read_settings(rootdir, folder_of_project(repository.top, rootdir))
    layout = detect_layout(repository.top, rootdir, settings, testpaths_of(rootdir), python_files_of(rootdir))
    repository.look_closely(layout)
    runner = ProcessRunner(args, directory, repository.top, settings.red_timeout)
    records = FileRecords.of(repository.common_dir)
    return Case(
        repository=repository, runner=runner, settings=settings, layout=layout, directory=directory, records=records
    )
