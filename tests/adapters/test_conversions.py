"""What git makes of a file on its way into a commit, asked of real repositories."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.conversions import LINE_ENDS, conversions_of
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.project import Project

NEW = "tests/test_new.py"
CRLF = "def test_new():\r\n    assert 1\r\n"


def conversions(project: Project, *paths: str) -> Mapping[str, str]:
    """What git makes of these files of the project."""
    return conversions_of(str(project.root), {path: (project.root / path).read_bytes() for path in paths})


@pytest.fixture(autouse=True)
def _git_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without settings of this machine."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.mark.parametrize(
    ("attributes", "autocrlf"),
    [("* text=auto\n", ""), ("* text=auto eol=crlf\n", ""), ("*.py eol=lf\n", ""), ("", "true"), ("", "input")],
)
def test_line_ends_alone(project: Project, attributes: str, autocrlf: str) -> None:
    """CRLF in the work tree, LF in the commit."""
    project.git("config", "core.autocrlf", autocrlf or "false")
    project.with_file(".gitattributes", attributes).with_file(NEW, CRLF)

    assert conversions(project, NEW, "tests/test_cart.py") == {NEW: LINE_ENDS}


def test_nothing_without_attributes(project: Project) -> None:
    """The bytes that lie there are committed, whatever their line ends."""
    project.with_file(NEW, CRLF + "# $Id$ $Id: 1 $\r\n")

    assert conversions(project, NEW) == {}
    assert conversions(project) == {}


@pytest.mark.parametrize(("attribute", "converted"), [("text=auto", {}), ("text", {NEW: LINE_ENDS})])
def test_what_was_committed_with_crlf_keeps_it(project: Project, attribute: str, converted: dict[str, str]) -> None:
    """`git add` leaves such a file alone where git was to find out by itself what is text."""
    project.with_file(NEW, CRLF).commit().with_file(".gitattributes", f"* {attribute}\n").with_file(NEW, CRLF * 2)

    assert conversions(project, NEW) == converted


@pytest.mark.parametrize(
    ("attribute", "text", "named"),
    [
        ("filter=shout", "text\n", "filter"),
        ("ident", "# $Id: 0123 $\n", "ident"),
        ("ident", "# $Id$\n", "ident"),
        ("working-tree-encoding=UTF-16", "text\n", "working-tree-encoding"),
        ("text=auto filter=shout", "text\r\n", "filter"),
    ],
)
def test_another_conversion_is_named_by_its_attribute(project: Project, attribute: str, text: str, named: str) -> None:
    """What lies in the work tree is not what a clone will have, or not what the commit has."""
    project.git("config", "filter.shout.clean", "tr a-z A-Z")
    data = text.encode("utf-16" if "UTF-16" in attribute else "utf-8")
    project.with_file(".gitattributes", f"*.csv {attribute}\n").with_file("tests/a.csv", data)
    project.with_file("tests/b.txt", data)

    assert conversions(project, "tests/a.csv", "tests/b.txt") == {"tests/a.csv": named}


def test_any_name_of_a_file(project: Project) -> None:
    """Spaces, quotes, backslashes, letters of every script, line ends."""
    paths = ['tests/"a b".csv', "tests/a\\b.csv", "tests/é\nü.csv", "tests/\t.csv"]
    for path in paths:
        project.with_file(path, CRLF)
    project.with_file(".gitattributes", "*.csv text\n")

    assert conversions(project, *paths) == dict.fromkeys(paths, LINE_ENDS)


def test_a_filter_that_fails_is_said(project: Project) -> None:
    """Git itself would not commit the file."""
    project.git("config", "filter.gone.clean", "exit 3")
    project.git("config", "filter.gone.required", "true")
    project.with_file(".gitattributes", "*.csv filter=gone\n").with_file("tests/a.csv", "1\n")

    with pytest.raises(Unusable, match="git cannot tell what it would commit"):
        conversions(project, "tests/a.csv")
