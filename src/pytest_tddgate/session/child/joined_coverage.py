"""The settings of coverage that would end a run when its data is joined: paths to be joined to a pattern."""

from __future__ import annotations

from typing import Any

import pytest

__all__ = ["JoinedCoverage"]


class JoinedCoverage:
    """Leaves out what `[coverage:paths]` says where its first path, the one to join to, is a pattern.

    Coverage refuses that, once all tests have run: `.tox/*/site-packages` first, as in pyjwt. Such settings are meant
    for the data of other runs, and a project that measures otherwise never sees the error; the gate asked by itself.
    """

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Look at what pytest-cov will join with, which is there by now."""
        controller = getattr(session.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
        joining: Any = getattr(controller, "combining_cov", None)
        if joining is not None:
            joining.config.paths = {name: each for name, each in joining.config.paths.items() if _has_home(each)}


def _has_home(paths: list[str]) -> bool:
    return bool(paths) and not {"*", "?"} & set(paths[0])
