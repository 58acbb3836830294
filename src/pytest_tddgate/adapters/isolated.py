"""Starts processes that run this package's code without importing anything of the project."""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["isolated_command"]


def isolated_command(program: str, *args: str) -> list[str]:
    """The command line that runs `program` (Python source) with the installed packages and this copy of the package.

    It ignores PYTHON* variables, the working directory and the user's site-packages. `args` become `sys.argv[1:]`.
    """
    ours = str(Path(__file__).parents[2])
    installed = [entry for entry in sys.path if entry.endswith(("site-packages", "dist-packages"))]
    start = (
        f"import sys; sys.path += [each for each in {installed!r} if each not in sys.path]; "
        f"sys.path.insert(0, {ours!r}); import pytest_tddgate; del sys.path[0]; "
    )
    return [sys.executable, "-I", "-X", "utf8", "-c", start + program, *args]
