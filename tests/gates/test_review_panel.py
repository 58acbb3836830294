"""Whom a review asks, and what their answers amount to."""

from __future__ import annotations

from pytest_tddgate.adapters.programs import Answered
from pytest_tddgate.domain.configuration.review_settings import ReviewSettings
from pytest_tddgate.gates.panel.panel import linters_of, panel_answer

FILES = ("src/shop/tax.py", "src/shop/a b.py")


def nowhere(_name: str) -> str | None:
    """A machine without any program."""
    return None


def everywhere(name: str) -> str | None:
    """A machine that has each."""
    return f"/bin/{name}"


def test_ruff_looks_at_the_changed_files_with_the_users_own_settings() -> None:
    """It changes none of them, and heeds what the project excludes."""
    lint, layout = linters_of(ReviewSettings(), FILES, "/work/shop", "", everywhere)

    assert lint.program.words == (
        "/bin/ruff",
        "check",
        "--no-fix",
        "--force-exclude",
        "--output-format=json",
        "--",
        *FILES,
    )
    assert layout.program.words == ("/bin/ruff", "format", "--check", "--force-exclude", "--", *FILES)
    assert {lint.program.folder, layout.program.folder} == {"/work/shop"}


def test_ruff_can_look_at_the_whole_project_or_be_off() -> None:
    """A monorepo's project is its own folder."""
    whole = linters_of(ReviewSettings(ruff="project"), (), "/work/shop", "services/a", everywhere)

    assert [each.program.words[-1] for each in whole] == ["services/a", "services/a"]
    assert linters_of(ReviewSettings(ruff="off"), FILES, "/work/shop", "", everywhere) == ()


def test_without_a_changed_python_file_ruff_has_nothing_to_look_at() -> None:
    """`ruff check` without a path would look at everything."""
    assert linters_of(ReviewSettings(), (), "/work/shop", "", everywhere) == ()


def test_ruff_that_is_not_installed_leaves_the_gate_undecided() -> None:
    """With both ways out."""
    asked = linters_of(ReviewSettings(), FILES, "/work/shop", "", nowhere)

    found = panel_answer(asked[0], Answered(problem="cannot be started: No such file or directory: ruff"))

    assert found.missing[0].what == "ruff check cannot be started: No such file or directory: ruff"
    assert found.missing[0].next_step == 'pip install ruff, or set ruff = "off" in [tool.tddgate.review]'


def test_the_words_of_a_type_checker_are_those_of_the_settings() -> None:
    """`{python}` is the interpreter, and the program is looked for beside it."""
    *_, types = linters_of(ReviewSettings(ruff="off", types="mypy 'src/a b'"), FILES, "/work/shop", "", everywhere)

    assert (types.name, types.program.words) == ("mypy", ("/bin/mypy", "src/a b"))
