"""The error for a base revision that this repository does not have, with the `git fetch` that would bring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_tddgate.errors import CannotDecide, Unusable

if TYPE_CHECKING:
    from pytest_tddgate.errors import TddgateError

__all__ = ["absent_base"]

_IN_CI = " (in CI: fetch-depth: 0)"


def absent_base(revision: str, settings: str, *, is_shallow: bool) -> TddgateError:
    """The error to raise when `revision` is not in this repository.

    `settings` are lines of `git config` about what each remote fetches: `remote.origin.fetch +refs/heads/*:…`. A clone
    of one branch (`git clone --depth` makes one) fetches only that branch.
    """
    remotes = _remotes_in(settings)
    named = next((each for each in remotes if revision.startswith(f"{each}/")), "")
    if is_shallow:
        return CannotDecide(
            f"the base {revision} is not in this shallow clone",
            why="without it nobody can tell which tests are new",
            next_step=_fetch(named or next(iter(remotes), ""), " --unshallow") + _IN_CI,
        )
    is_narrow = named and f"+{_every_branch(named)}" not in remotes[named]
    return Unusable(
        f"there is no commit {revision!r}",
        why="it is the base that the tests are compared with",
        next_step=_fetch(named) + ", since this clone fetches one branch"
        if is_narrow
        else "git branch -a lists the names; give one with --tdd-base=REV",
    )


def _remotes_in(settings: str) -> dict[str, list[str]]:
    """Name of each remote -> its fetch refspecs."""
    found: dict[str, list[str]] = {}
    for key, _, what in (line.partition(" ") for line in settings.splitlines()):
        found.setdefault(key.removeprefix("remote.").removesuffix(".fetch"), []).append(what)
    return found


def _fetch(remote: str, option: str = "") -> str:
    return f"git fetch{option} {remote} '{_every_branch(remote)}'" if remote else f"git fetch{option}"


def _every_branch(remote: str) -> str:
    return f"refs/heads/*:refs/remotes/{remote}/*"
