"""A commit laid out as a directory: every byte of it, nothing else, and gone at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import open_repository
from pytest_tddgate.adapters.trees import laid_out

if TYPE_CHECKING:
    from tests.project import Project

pytestmark = pytest.mark.usefixtures("_environment")


def laid_out_files(project: Project, commit: str = "HEAD", copied: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Path -> bytes of everything that is laid out."""
    with laid_out(open_repository(str(project.root)), commit, copied) as name:
        files = [each for each in Path(name).rglob("*") if not each.is_dir()]
        return {each.relative_to(name).as_posix(): each.read_bytes() for each in files}


def test_a_tree_holds_the_files_of_its_commit(project: Project) -> None:
    """Neither edits nor files that came later."""
    committed = {path: (project.root / path).read_bytes() for path in project.git("ls-files").split("\n")}

    project.replace("tests/test_cart.py", "== 3", "== 4").with_file("later.py", "").git("add", "later.py")

    assert laid_out_files(project) == committed


def test_a_tree_is_gone_at_the_end(project: Project) -> None:
    """Also when something in it goes wrong."""

    def break_off() -> None:
        with laid_out(open_repository(str(project.root)), "HEAD") as name:
            seen.append(Path(name))
            raise ZeroDivisionError

    seen: list[Path] = []
    with pytest.raises(ZeroDivisionError):
        break_off()

    assert not seen[0].exists()


def test_no_filter_or_attribute_touches_the_bytes(project: Project) -> None:
    """What was committed is what is laid out: no line ends, no smudge filter, no `export-ignore`."""
    project.with_file(".gitattributes", "*.py text eol=crlf export-ignore filter=shout\n").commit()
    project.git("config", "filter.shout.smudge", "tr a-z A-Z")
    source = project.git("show", "HEAD:src/shop/cart.py").encode() + b"\n"

    assert laid_out_files(project)["src/shop/cart.py"] == source


@pytest.mark.parametrize("name", ["with space.py", "größe.py", "two\nlines.py"])
def test_any_path_is_laid_out(project: Project, name: str) -> None:
    """Spaces, letters of every script, line ends."""
    project.with_file(f"tests/{name}", "x = 1\n").commit()

    assert laid_out_files(project)[f"tests/{name}"] == b"x = 1\n"


def test_links_and_modes_are_kept(project: Project) -> None:
    """A program can be run, a link points where it did."""
    (project.root / "link.py").symlink_to("src/shop/cart.py")
    project.with_file("run", "#!/bin/sh\n").root.joinpath("run").chmod(0o755)
    project.commit()

    with laid_out(open_repository(str(project.root)), "HEAD") as name:
        seen = (str(Path(name, "link.py").readlink()), Path(name, "run").stat().st_mode & 0o111)

    assert seen == ("src/shop/cart.py", 0o111)


def test_a_submodule_is_left_out(project: Project, project_template: Path) -> None:
    """Its files belong to another repository."""
    submodule = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add")
    project.git(*submodule, str(project_template), "vendored")
    project.commit()

    assert not any(path.startswith("vendored") for path in laid_out_files(project))


def test_files_of_the_work_tree_are_copied_where_the_commit_has_none(project: Project) -> None:
    """What a build wrote comes along; a committed file stays as committed."""
    project.with_file("src/shop/_version.py", "v = 1\n").with_file("src/shop/cart.py", "edited\n")

    files = laid_out_files(project, copied=("src/shop/_version.py", "src/shop/cart.py"))

    assert (files["src/shop/_version.py"], b"edited" in files["src/shop/cart.py"]) == (b"v = 1\n", False)


def test_a_copied_folder_or_missing_file_is_passed_over(project: Project) -> None:
    """A nested repository is listed as a folder, and a file can vanish at any time."""
    project.with_file("build/lib.py", "x = 1\n")

    assert laid_out_files(project, copied=("build/", "gone.py")).keys() == laid_out_files(project).keys()


def test_a_committed_link_leads_no_file_out_of_the_tree(project: Project, tmp_path: Path) -> None:
    """A copied file below a link that leaves the tree is not written."""
    (project.root / "out").symlink_to(tmp_path)
    project.commit()
    (project.root / "out").unlink()
    project.with_file("out/planted.py", "")

    laid_out_files(project, copied=("out/planted.py",))

    assert not (tmp_path / "planted.py").exists()
