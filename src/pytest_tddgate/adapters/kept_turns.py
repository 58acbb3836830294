"""Remembers which agent sessions were kept from ending their turn, for agents that do not report it."""

from __future__ import annotations

from pathlib import Path

from pytest_tddgate.adapters.git_folders import common_dir
from pytest_tddgate.domain.contracts.contract import sha256_of

__all__ = ["is_kept"]


def is_kept(top: Path, session: str, *, is_broken: bool) -> bool:
    """Whether to refuse this end of a turn: a contract is broken, and the session's last attempt was not refused.

    If nothing can be stored, the turn may end: otherwise the agent could never stop.
    """
    if not session:
        return is_broken
    mark = Path(
        common_dir(top), "tddgate", "kept", sha256_of(session.encode("utf-8", "surrogatepass")).removeprefix("sha256:")
    )
    try:
        if mark.exists():
            mark.unlink()
            return False
        if is_broken:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
    except OSError:
        return False
    return is_broken
