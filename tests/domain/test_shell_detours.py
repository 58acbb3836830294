"""Commands that change files by way of another program, of a loop or of a variable."""

from __future__ import annotations

import pytest

from pytest_tddgate.domain.agents.action import Shell
from pytest_tddgate.domain.agents.locks import Locks, denial_of
from pytest_tddgate.domain.agents.shell_writes import written_paths

TEST = "tests/test_a.py"
LOCKS = Locks({TEST: "discount"}, frozenset({"discount"}))


def is_denied(command: str) -> bool:
    """Whether the hook denies this command, given at the top of the work tree."""
    return denial_of(Shell(command, "."), LOCKS, lambda path, _: path.removeprefix("./"), lambda *_: False) is not None


@pytest.mark.parametrize(
    "command",
    [
        f"timeout 5 rm {TEST}",
        f"timeout -k 1 --signal=KILL 5s rm -f {TEST}",
        f"nice -n 10 rm {TEST}",
        f"nice rm {TEST}",
        f"env -i A=1 rm {TEST}",
        f"env -u HOME /bin/rm {TEST}",
        f"nohup rm {TEST} &",
        f"sudo -u me -- rm {TEST}",
        f"stdbuf -o0 setsid rm {TEST}",
        f"xargs -n 1 rm {TEST} < /dev/null",
        f"echo {TEST} | xargs rm",
        f"printf '%s\\n' {TEST} | xargs -n 1 -P2 rm -f",
        f"ls {TEST} | xargs -I@ mv @ /dev/null",
        f"git ls-files {TEST} | xargs sed -i s/1/2/",
        f"if true; then timeout 5 rm {TEST}; fi",
    ],
)
def test_a_program_that_starts_another_hides_nothing(command: str) -> None:
    """With its own options, and what a pipe brings it."""
    assert is_denied(command)


@pytest.mark.parametrize(
    "command",
    [
        f"for f in src/a.py {TEST}; do rm $f; done",
        'for f in tests/*.py\ndo\n  sed -i s/1/2/ "${f}"\ndone',
        f"for f in {TEST}; do if true; then echo x > $f; fi; done",
        f'F={TEST}; rm "$F"',
        "export T=tests && rm ${T}/test_a.py",
        "T=tests F=$T/test_a.py; truncate -s 0 $F",
    ],
)
def test_a_variable_with_words_that_stand_there_is_read(command: str) -> None:
    """Of a loop, or an assignment."""
    assert is_denied(command)


@pytest.mark.parametrize(
    "command",
    [
        "find tests -name '*.py' -exec rm {} \\;",
        "find tests -name '*.py' -exec rm {} ';' -print",
        "find tests -type f -exec sed -i s/1/2/ {} +",
        "find . -name test_a.py -execdir truncate -s 0 {} +",
        "find . -name tests -exec rm -r {} +",
        "find -name 'test_*' -exec bash -c 'rm {}' \\;",
        "find . -name '*.pyc' -o -name '*.py' -delete",
        "find . ! -name '*.pyc' -delete",
        "find -delete",
        "find . -name 'test_*' -print0 | xargs -0 rm",
    ],
)
def test_what_find_gives_to_a_program_is_seen(command: str) -> None:
    """All below the folder, or what has the name alone."""
    assert is_denied(command)


@pytest.mark.parametrize(
    "command", [f"awk -i inplace '{{print 1}}' {TEST}", f"gawk -i inplace -f p.awk {TEST}", f"ruby -pi -e x {TEST}"]
)
def test_editing_in_place_is_seen(command: str) -> None:
    """Whoever does it."""
    assert list(written_paths(command)) == [TEST]


@pytest.mark.tdd_pins("seen before, too")
@pytest.mark.parametrize(
    "command",
    [f"perl -i -pe s/1/2/ {TEST}", f"perl -i.bak -ne print {TEST}", f"truncate -s0 {TEST}", f"dd if=x of={TEST}"],
)
def test_what_was_seen_before_is_still(command: str) -> None:
    """Editors in place, and copies of blocks."""
    assert is_denied(command)


@pytest.mark.parametrize("command", ["find . -name '*.pyc' -delete", "find . -type d -name __pycache__ -prune -delete"])
def test_what_find_removes_by_another_name_is_free(command: str) -> None:
    """Who clears bytecode away touches no contract."""
    assert not is_denied(command)


@pytest.mark.tdd_pins("the other side")
@pytest.mark.parametrize(
    "command",
    [
        "find . -name __pycache__ -exec rm -r {} +",
        "find . -name '*.pyc' | xargs rm",
        "find tests -name '*.py' -exec grep x {} +",
        "find tests -name '*.py' | xargs grep x",
        "for f in src/*.py; do rm $f; done; cat tests/test_a.py",
        "for f in tests/*.py; do cat $f; done",
        f"timeout 60 pytest {TEST}",
        f"env -u X pytest {TEST} > out.txt",
        f"awk '{{print}}' {TEST}",
        f"gawk -f p.awk {TEST}",
        f"F={TEST}; cat $F",
        f"echo {TEST} | xargs cat",
        f"rm out.txt; echo {TEST} | cat",
    ],
)
def test_reading_by_the_same_ways_is_free(command: str) -> None:
    """And so is changing other files."""
    assert not is_denied(command)
