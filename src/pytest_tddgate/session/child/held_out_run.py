"""The run of sealed files: it leaves nothing behind that could be read.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_tddgate.session.child.observer import Observer

__all__ = ["HeldOutRun"]


class HeldOutRun:
    """Keeps bytecode, logs, temporary folders and Hypothesis examples of the tests out of the project."""

    def __init__(self, observer: Observer) -> None:
        """Write everything to the scratch folder that the orders name."""
        self._scratch = Path(observer.orders.extra["scratch"])
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(self._scratch / "hypothesis")

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Redirect pytest's files to the scratch folder, because they contain the tests' names."""
        vars(config.option).update(basetemp=self._scratch / "tmp", log_file=os.devnull, pastebin=None)
