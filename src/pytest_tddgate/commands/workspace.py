"""What a command works on: the repository, the settings and the layout around a directory."""

from __future__ import annotations

from pytest_tddgate.session.workspace import case_in

__all__ = ["case_in"]
