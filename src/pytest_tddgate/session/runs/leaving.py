"""Ends a run that was forked from the reserve with pytest's exit code, without tearing the interpreter down.

Freeing every object of pytest and its plugins would write to all pages shared with the reserve: a sixth of the cost
of such a run. Threads are joined and `atexit` functions called first, so that whatever the project started ends.
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
    """Ends this process when pytest has cleaned up."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_cmdline_main(self) -> Generator[None, int, int]:
        """Exit with pytest's exit code; if there was no run, let pytest continue and say why."""
        code = yield
        threading._shutdown()  # type: ignore[attr-defined]  # noqa: SLF001 - as multiprocessing ends its processes
        atexit._run_exitfuncs()  # noqa: SLF001 - ditto
        os._exit(int(code))
