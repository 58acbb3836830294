"""Where the coverage data of a run go: to a temporary file of the gate, or to the user's data file."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_tddgate.gates.case import Case

__all__ = ["new_data_file", "own_data_file", "remove_own"]

_PREFIX = "tddgate-coverage-"


def new_data_file(case: Case) -> str:
    """The absolute path of the data file: a temporary one, or the one that the user's own `--cov` options expect."""
    if any(each.startswith("--cov") for each in case.coverage_options):
        return os.path.join(case.layout.top, case.layout.root, os.environ.get("COVERAGE_FILE", ".coverage"))
    return own_data_file()


def own_data_file() -> str:
    """The absolute path of a new temporary data file, which does not exist yet."""
    handle, name = tempfile.mkstemp(prefix=_PREFIX)
    os.close(handle)
    os.unlink(name)  # noqa: PTH108 - coverage makes it; only the name is wanted
    return name


def remove_own(data_file: str) -> None:
    """Remove the gate's temporary data file; a user's data file stays."""
    folder, name = os.path.split(data_file)
    is_own = folder == tempfile.gettempdir() and name.startswith(_PREFIX)
    if is_own and os.path.exists(data_file):  # noqa: PTH110 - ditto
        os.unlink(data_file)  # noqa: PTH108 - ditto
