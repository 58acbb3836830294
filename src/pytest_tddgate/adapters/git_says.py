"""Runs git in the unchanged environment, because a commit hook learns from it which index is being committed."""

from __future__ import annotations

import subprocess

__all__ = ["git_says"]


def git_says(*args: str, directory: str | None = None) -> str:
    """What git printed, stripped; empty if it failed. `directory` is the working directory."""
    command = ["git", *args]
    done = subprocess.run(command, cwd=directory, check=False, capture_output=True, text=True)  # noqa: S603 - arguments of ours
    return done.stdout.strip() if done.returncode == 0 else ""
