"""What git knows of single commits: who wrote them, who signed them, what came before."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pytest_tddgate.adapters.git_process import GitProcess, git_error

__all__ = ["GitCommits"]


class GitCommits(GitProcess):
    """Facts about commits."""

    def count(self, revisions: str) -> int:
        """How many commits there are in a range such as `BASE..HEAD`."""
        return int(self._text("rev-list", "--count", revisions))

    def author_of(self, commit: str) -> str:
        """Who wrote a commit, as `Name <address>`."""
        return self._text("show", "--no-patch", "--format=%an <%ae>", commit).strip()

    def parent_of(self, commit: str) -> str | None:
        """The first parent of a commit, None for a first commit."""
        try:
            return self._text("rev-parse", "--verify", "--quiet", f"{commit}^1").strip()
        except git_error():
            return None

    def is_signed(self, commit: str, signers: bytes) -> bool:
        """Whether git verifies the commit's SSH signature by this file of allowed signers, whatever else is set."""
        if b"gpgsig -----BEGIN SSH SIGNATURE-----" not in self._bytes("cat-file", "commit", commit):
            return False
        with tempfile.TemporaryDirectory(prefix="tddgate-signers-") as directory:
            allowed = Path(directory, "signers")
            allowed.write_bytes(signers)
            options = ("-c", f"gpg.ssh.allowedSignersFile={allowed}", "-c", "gpg.ssh.program=ssh-keygen")
            try:
                self._bytes(*options, "verify-commit", commit)
            except git_error():
                return False
        return True
