"""Drops coverage settings that would end the run when its data is combined: patterns to combine paths into."""

from __future__ import annotations

from typing import Any

import pytest

__all__ = ["JoinedCoverage"]


class JoinedCoverage:
    """Ignores `[coverage:paths]` entries whose first path, which the others are mapped to, is a pattern.

    Coverage refuses these after all tests have run: `.tox/*/site-packages` comes first in pyjwt. They are meant for
    other runs' data, and a project that measures in another way never sees the error; the gate measures on its own.
    """

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Change the settings of the coverage object that pytest-cov combines with, which exists by now."""
        controller = getattr(session.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
        joining: Any = getattr(controller, "combining_cov", None)
        if joining is not None:
            joining.config.paths = {name: each for name, each in joining.config.paths.items() if _has_home(each)}


def _has_home(paths: list[str]) -> bool:
    return bool(paths) and not {"*", "?"} & set(paths[0])
