"""How a run in a fork of the reserve ends: as pytest says, but the interpreter is not taken apart.

To free every object of pytest and its plugins writes to every page that the fork shares with the reserve: a sixth of
what such a run costs. Threads are waited for and `atexit` is heard before, so that what a project started does end.
"""

from __future__ import annotations

import atexit
import os
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["Leaving"]


class Leaving:
    """Ends this process when pytest has put away all that it began."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_cmdline_main(self) -> Generator[None, int, int]:
        """Exit with what pytest would exit with; where there was no run, pytest goes on and says why."""
        code = yield
        threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001 - as multiprocessing ends its processes
        atexit._run_exitfuncs()  # noqa: SLF001 - the same
        os._exit(int(code))
