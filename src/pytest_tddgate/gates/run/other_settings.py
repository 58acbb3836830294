"""Settings that pytest's command line uses in place of the project's: `-c FILE`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pytest_tddgate.domain.rerun import OnlyGateOptions
from pytest_tddgate.domain.verdict import MissingFact

if TYPE_CHECKING:
    from pytest_tddgate.domain.run.observation import RunSeen
    from pytest_tddgate.gates.case import Case

__all__ = ["OTHER", "other_settings", "place_of_settings"]

OTHER = "-c "
"""The beginning of the word in `RunSeen.asked` that names the settings file."""

_WHY = "such settings can leave out any test, or change what counts as a test"


def place_of_settings(run: RunSeen, case: Case) -> tuple[str, str | None] | None:
    """The settings file as given, and its path from the repository's top (None: outside); None if no file was given."""
    given = next((each.removeprefix(OTHER) for each in run.asked if each.startswith(OTHER)), None)
    if given is None:
        return None
    return given, case.layout.relative(os.path.normpath(os.path.join(case.directory, given)))


def other_settings(run: RunSeen, base: str, case: Case) -> MissingFact | None:
    """A missing fact if the run was given a settings file that is not, byte for byte, the base's."""
    place = place_of_settings(run, case)
    if place is None:
        return None
    given, path = place
    what = f"the settings of this run are those of {given}, which"
    if path is None:
        return MissingFact(f"{what} is in no commit", "run the gate without -c", _WHY, rerun=OnlyGateOptions())
    now = case.repository.read(path)
    if now is not None and case.repository.blobs(base, [path]).get(path) == now:
        return None
    step = f"run the gate without -c, or commit {path} first, in a change of its own"
    return MissingFact(f"{what} are not the base's", step, _WHY)
