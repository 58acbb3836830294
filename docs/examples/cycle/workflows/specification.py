"""The contract: what `shop workflows` prints, and what it answers to a file that it cannot use."""

import json

import pytest
from shop.workflows import main


@pytest.fixture
def file_of(tmp_path):
    """Writes workflows, each as (name, state, minutes), to a file."""

    def write(*rows):
        path = tmp_path / "workflows.json"
        path.write_text(json.dumps([dict(zip(("name", "state", "minutes"), row, strict=True)) for row in rows]))
        return str(path)

    return write


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        ([("nightly-import", "active", 5), ("tax-report", "done", 9)], "nightly-import  5 min\n"),
        ([("sync", "active", 2), ("mail-merge", "active", 70)], "mail-merge  70 min\nsync        2 min\n"),
    ],
)
def test_active_workflows_are_listed_the_longest_first(file_of, capsys, rows, printed):
    """Names are padded, so that the times stand below each other."""
    code = main([file_of(*rows)])

    assert (code, capsys.readouterr().out) == (0, printed)


@pytest.mark.parametrize("rows", [[], [("report", "done", 9)]])
def test_nothing_active_is_said(file_of, capsys, rows):
    """The boundary: silence could be a mistake."""
    assert main([file_of(*rows)]) == 0
    assert capsys.readouterr().out == "no active workflows\n"


def test_a_file_that_is_not_there_is_an_error(tmp_path, capsys):
    """The message is what the shell shows, and nothing is printed as if it were a result."""
    with pytest.raises(SystemExit, match=r"cannot read .*missing\.json"):
        main([str(tmp_path / "missing.json")])
    assert capsys.readouterr().out == ""
