"""Packages as bytes and as folders, and files that lie in a tree for a while."""

from __future__ import annotations

import io
import sys
import tarfile
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.laid_over import laid_over, taken_places
from pytest_tddgate.adapters.packages import package_bytes, packages_at, packages_of_command
from pytest_tddgate.domain.contracts.seal import Package
from pytest_tddgate.errors import CannotDecide

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.tdd_pins("what lies below the stories that the contract of held-out tests has locked")

ONE = Package("one", "5a" * 32, {"tests/test_b.py": b"b", "tests/held/test_a.py": b"a"})
TWO = Package("two", "a5" * 32, {"tests/test_c.py": b"c"})


def test_the_same_content_makes_the_same_archive() -> None:
    """Whatever the order of the files, the time and the user."""
    again = Package("one", "5a" * 32, dict(reversed(list(ONE.files.items()))))

    assert package_bytes(again) == package_bytes(ONE)


def test_a_folder_may_hold_several_packages(tmp_path: Path) -> None:
    """Some as archives, others unpacked."""
    (tmp_path / "one.tar").write_bytes(package_bytes(ONE))
    with tarfile.open(fileobj=io.BytesIO(package_bytes(TWO))) as archive:
        archive.extractall(tmp_path, filter="data")

    found = packages_at(str(tmp_path))

    assert {each.feature: each.digest for each in found} == {"one": ONE.digest, "two": TWO.digest}
    assert packages_at(str(tmp_path / "two")) == (TWO,)


@pytest.mark.parametrize("path", ["../test_x.py", "/etc/test_x.py", "tests/../../x.py", ".git/hooks/pre-commit"])
def test_a_package_does_not_lead_out_of_the_repository(tmp_path: Path, path: str) -> None:
    """Nor into git's own folder."""
    (tmp_path / "bad.tar").write_bytes(package_bytes(Package("one", "5a" * 32, {path: b"x"})))

    with pytest.raises(CannotDecide, match="outside the repository"):
        packages_at(str(tmp_path / "bad.tar"))


@pytest.mark.parametrize(
    ("program", "limit", "words"),
    [
        ("import sys; sys.exit('no key')", 60, "exit code 1: no key"),
        ("print('hello')", 60, "printed no package"),
        ("import time; time.sleep(9)", 0.5, "longer than 0.5 seconds"),
    ],
)
def test_a_command_that_gives_no_package(tmp_path: Path, program: str, limit: float, words: str) -> None:
    """Says why, by its own words where it has some."""
    (tmp_path / "opens.py").write_text(program)

    with pytest.raises(CannotDecide, match=words):
        packages_of_command("{python} opens.py", limit, str(tmp_path))


def test_a_command_gets_the_path_that_was_given(tmp_path: Path) -> None:
    """In the place of `{package}`, as one word."""
    (tmp_path / "sealed up").write_bytes(package_bytes(ONE)[::-1])
    turns = "import sys; sys.stdout.buffer.write(open(sys.argv[1], 'rb').read()[::-1])"

    found = packages_of_command(f'{sys.executable} -c "{turns}" {{package}}', 30, "/", str(tmp_path / "sealed up"))

    assert found == (ONE,)


def test_files_lie_there_for_a_while(tmp_path: Path) -> None:
    """Folders that were made for them go with them; others stay."""
    (tmp_path / "tests").mkdir()

    with laid_over(str(tmp_path), ONE.files):
        inside = sorted(each.relative_to(tmp_path).as_posix() for each in tmp_path.rglob("*.py"))

    assert inside == ["tests/held/test_a.py", "tests/test_b.py"]
    assert [each.name for each in tmp_path.rglob("*")] == ["tests"]


def test_nothing_is_overwritten_and_a_file_with_the_same_bytes_stays(tmp_path: Path) -> None:
    """Neither by a file that is laid there nor when it is taken away."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_b.py").write_bytes(b"b")

    with laid_over(str(tmp_path), ONE.files):
        pass
    (tmp_path / "tests/held").write_text("a file on the way")

    assert (tmp_path / "tests/test_b.py").read_bytes() == b"b"
    assert taken_places(str(tmp_path), ONE.files) == ("tests/held/test_a.py",)
    assert taken_places(str(tmp_path), {"tests/test_b.py": b"other"}) == ("tests/test_b.py",)


def test_a_link_that_leads_elsewhere_is_no_place(tmp_path: Path) -> None:
    """What is written through it would stay, or be somebody else's."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree/tests").symlink_to(tmp_path / "elsewhere")

    assert taken_places(str(tmp_path / "tree"), TWO.files) == ("tests/test_c.py",)
