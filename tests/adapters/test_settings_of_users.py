"""Whatever a user has told git to show, and how: what is read of a repository stays the same."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.adapters.bundle import bundled, unbundled
from pytest_tddgate.adapters.git import GitRepository, open_repository
from pytest_tddgate.adapters.locks_here import contracts_in, locks_of
from pytest_tddgate.domain.contracts.layout import Layout
from tests.project import Project, git

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.usefixtures("_environment")

ODD = 'docs/"a"\tü\n.md'
SIGNED = """tree {tree}
parent {parent}
author Jörg <a@example.com> 1700000000 +0000
committer Jörg <a@example.com> 1700000000 +0000
gpgsig -----BEGIN PGP SIGNATURE-----
 
 aGVsbG8=
 -----END PGP SIGNATURE-----

größer
"""  # noqa: W293 - the space belongs to the form of a signature
GPG = "#!/bin/sh\necho 'gpg: Good signature from \"a\"' >&2\necho '[GNUPG:] GOODSIG 1 a'\n"
LOUD = """
[log]
    showSignature = true
    showRoot = false
    follow = true
    diffMerges = off
    date = relative
    decorate = full
    abbrevCommit = true
    mailmap = true
[color]
    ui = always
    diff = always
[core]
    quotePath = true
    abbrev = 5
    fsmonitor = false
[diff]
    noprefix = true
    mnemonicPrefix = true
    external = /nowhere
    renames = copies
    orderFile = nowhere
    relative = true
    submodule = log
    ignoreSubmodules = all
    statGraphWidth = 1
[format]
    pretty = oneline
[status]
    short = true
    showUntrackedFiles = no
[blame]
    coloring = highlightRecent
[i18n]
    logOutputEncoding = ISO-8859-1
[column]
    ui = always
[notes]
    displayRef = *
[submodule]
    recurse = true
[fetch]
    recurseSubmodules = true
    writeCommitGraph = true
[safe]
    bareRepository = explicit
"""


@pytest.fixture
def told(branch: Project) -> Project:
    """A history with a first commit that adds a test, a move, a merge of two sides, odd names and a signature."""
    project = branch
    project.with_file(ODD, "1").commit("odd")
    project.git("mv", "src/shop/cart.py", "src/shop/basket.py")
    project.git("commit", "--quiet", "--message", "moved")
    project.git("switch", "--quiet", "--create", "side")
    project.with_file("docs/side.md", "1").commit("side")
    project.git("switch", "--quiet", "feature/discount")
    project.with_file("docs/main.md", "1").commit("main")
    project.git("merge", "--quiet", "--no-ff", "--message", "merge", "side")
    text = SIGNED.format(tree=project.git("rev-parse", "HEAD^{tree}"), parent=project.head)
    (project.root.parent / "signed").write_text(text, encoding="utf-8")
    signed = project.git("hash-object", "-t", "commit", "-w", str(project.root.parent / "signed"))
    project.git("reset", "--quiet", "--hard", signed)
    project.git("notes", "add", "-m", "a note")
    return project.with_file("docs/main.md", "2").with_file("docs/new.md", "1")


@pytest.fixture
def loud(tmp_path: Path) -> Path:
    """Settings for all repositories of a user who wants to see much."""
    gpg = tmp_path / "gpg"
    gpg.write_text(GPG, encoding="utf-8")
    gpg.chmod(0o755)
    settings = tmp_path / "gitconfig"
    settings.write_text(f"{LOUD}[gpg]\n    program = {gpg}\n", encoding="utf-8")
    return settings


def of_commits(repository: GitRepository, every: tuple[str, ...]) -> dict[str, Callable[[], Any]]:
    """What is asked of single commits."""
    return {
        "touched": lambda: repository.touched_by_each(every),
        "brought": lambda: repository.brought(every),
        "messages": lambda: repository.messages(every),
        "times": lambda: repository.times_of(every),
        "authors": lambda: [repository.author_of(each) for each in every],
        "before": lambda: [repository.parent_of(each) for each in every],
        "entries": lambda: [repository.entries(each) for each in every],
        "names": lambda: repository.names_in("HEAD", ["docs", ""]),
        "blobs": lambda: repository.blobs("HEAD", [ODD]),
    }


def of_history(repository: GitRepository, every: tuple[str, ...]) -> dict[str, Callable[[], Any]]:
    """What is asked of many commits at once."""
    return {
        "count": lambda: repository.count("HEAD"),
        "touches": lambda: (repository.touches("docs", "HEAD"), repository.touches("tests", "HEAD")),
        "added": lambda: (repository.additions("docs"), repository.additions("tests"), repository.additions("src")),
        "commits of": lambda: [repository.commits_of(each) for each in ("src/shop/basket.py", "docs", ODD)],
        "recent": lambda: repository.recent("HEAD", 9),
        "differing": lambda: repository.differing(every[-1], "HEAD"),
        "fork": lambda: (repository.merge_base("HEAD^", "side"), repository.is_ancestor("side", "HEAD^")),
        "parents": lambda: repository.parents("HEAD"),
        "meanings": lambda: repository.meanings("side"),
    }


def of_work_tree(repository: GitRepository, base: str) -> dict[str, Callable[[], Any]]:
    """What is asked of the work tree and the index."""
    layout = Layout(repository.top)
    return {
        "branch": repository.branch,
        "changed": lambda: repository.changed_since(base),
        "tests changed": lambda: repository.tests_changed_since(base, layout),
        "untracked": repository.untracked,
        "staged": repository.staged,
        "edits": repository.has_edits,
        "tests": lambda: repository.test_side_files(layout),
        "locks": lambda: locks_of(Path(repository.top), contracts_in(Path(repository.top))),
        "packed": lambda: len(bundled(repository.top, [base])) > 0,
    }


def facts(project: Project, settings: str) -> dict[str, Any]:
    """All that is read of the repository where git has these settings; the exception of what cannot be read."""
    os.environ["GIT_CONFIG_GLOBAL"] = settings
    os.environ["HOME"] = str(Path(settings).parent)
    repository = open_repository(str(project.root))
    every = tuple(git(project.root, "rev-list", "--topo-order", "HEAD").split())
    asked = of_commits(repository, every) | of_history(repository, every) | of_work_tree(repository, every[-1])
    return {name: answer_of(ask) for name, ask in asked.items()}


def answer_of(ask: Callable[[], object]) -> object:
    """What is answered, or what goes wrong."""
    try:
        return ask()
    except Exception as problem:  # noqa: BLE001 - all that a setting breaks is listed at once
        return repr(problem)


def test_no_setting_of_a_user_changes_what_is_read(told: Project, loud: Path) -> None:
    """Signatures that are shown, first commits that are not, moves that are followed, another encoding."""
    plain = facts(told, os.devnull)

    shown = facts(told, str(loud))

    assert {name: (plain[name], found) for name, found in shown.items() if found != plain[name]} == {}


@pytest.mark.tdd_pins("the control of the test above: what is compared there is no failure")
def test_without_settings_everything_can_be_read(told: Project) -> None:
    """Nothing is an exception that both have."""
    found = facts(told, os.devnull)

    assert {name: answer for name, answer in found.items() if "Error(" in repr(answer)} == {}
    assert found["count"] == 9
    assert found["authors"][0] == "Jörg <a@example.com>"


def test_names_that_git_would_quote_are_told_as_they_are(told: Project) -> None:
    """A quotation mark, a tab, a line end."""
    repository = open_repository(str(told.root))

    (added,) = repository.commits_of(ODD)

    assert repository.additions("docs")[ODD] == added
    assert repository.touches("docs", "HEAD")[ODD] == (added,)


def test_a_bundle_is_made_and_laid_out_whatever_is_set(told: Project, loud: Path, tmp_path: Path) -> None:
    """A bare repository is found only where it is named, and submodules are not asked for."""
    os.environ["GIT_CONFIG_GLOBAL"] = str(loud)
    os.environ["HOME"] = str(loud.parent)
    loud.rename(loud.with_name(".gitconfig"))

    unbundled(bundled(str(told.root), [told.head]), str(tmp_path / "there"), told.head)

    assert git(tmp_path / "there", "rev-parse", "HEAD") == told.head
