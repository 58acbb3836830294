"""What git prints, asked in the environment as it is: a hook learns from that which index is committed."""

from __future__ import annotations

import subprocess

__all__ = ["git_says"]


def git_says(*args: str, directory: str | None = None) -> str:
    """What git printed, without the white space around it; nothing where it failed. `directory` is where it runs."""
    command = ["git", *args]
    done = subprocess.run(command, cwd=directory, check=False, capture_output=True, text=True)  # noqa: S603 - arguments of ours
    return done.stdout.strip() if done.returncode == 0 else ""
