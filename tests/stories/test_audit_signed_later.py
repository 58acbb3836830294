"""An audit of an amendment that was not signed, with a commit after it: the next step that it names signs it."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.project import Project

AUDIT = ("--tdd-gate=audit", "--tdd-audit=static", "--tdd-base=main")
SIGNERS = ".tddgate/signers"


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
def test_an_amendment_can_be_signed_after_another_commit(project: Project, tmp_path: Path) -> None:
    """The commits after it stay what they were, a merge included."""
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    settings = project.text("pyproject.toml") + f'\n[tool.tddgate.audit]\nallowed-signers = "{SIGNERS}"\n'
    listed = f"a@example.com {key.with_suffix('.pub').read_text(encoding='utf-8')}"
    project.with_file("pyproject.toml", settings).with_file(SIGNERS, listed).commit("chore: who may amend")
    project.git("switch", "--quiet", "--create", "feature/discount")
    project.with_red_test().lock().implement().commit("feat: discount")
    test = "tests/test_discount.py"
    project.replace(test, "discount(100) == 90", "discount(200) == 180").amend("discount", "the usual price")
    project.git("switch", "--quiet", "--create", "side", "HEAD~1")
    project.with_file("NOTES.md", "Notes.").commit("docs: notes").git("switch", "--quiet", "feature/discount")
    project.git("merge", "--quiet", "--no-edit", "side")
    project.with_file("README.md", "A shop.").commit("docs: readme")
    tree = project.git("rev-parse", "HEAD^{tree}")

    unsigned = project.run(*AUDIT)
    command = shlex.split(unsigned.told("unsigned-amendment")[1].partition(", by someone")[0])
    project.git("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", *command[1:])
    signed = project.run(*AUDIT)

    assert unsigned.refused == ("unsigned-amendment",), unsigned.output
    assert signed.refused == (), signed.output
    assert project.git("rev-parse", "HEAD^{tree}") == tree
    assert project.git("log", "-1", "--format=%s") == "docs: readme"
