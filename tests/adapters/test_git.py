"""Facts from git, asked of real repositories: what exists, what changed, what can be hidden, what is committed."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.git import GitRepository, open_repository
from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.errors import CannotDecide, Unusable
from tests.project import Project, git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_environment")

TEST = "tests/test_cart.py"


@pytest.fixture
def repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """The sample project's repository, with an identity to commit by and no settings of this machine."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "a")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@example.com")
    return open_repository(str(project.root))


@pytest.fixture
def closely(project: Project, repository: GitRepository) -> GitRepository:
    """The same, as the judge uses it: tests are compared by their bytes, whatever the index says."""
    repository.look_closely(Layout(str(project.root)))
    return repository


def edit_unseen_by_stat(path: Path) -> None:
    """Change a byte, and keep size and modification time."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"== 3", b"== 4"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


# -- opening


def test_without_git_there_is_no_repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the program that is missing."""
    monkeypatch.setenv("PATH", str(project.root))

    with pytest.raises(Unusable) as raised:
        open_repository(str(project.root))

    assert raised.value.what == "git is not installed, or not on PATH"


def test_a_folder_outside_a_repository_cannot_be_opened(tmp_path: Path) -> None:
    """The next step makes a repository of it."""
    with pytest.raises(Unusable) as raised:
        open_repository(str(tmp_path))

    assert raised.value.what == f"{tmp_path} is not in a git repository"
    assert raised.value.next_step == "git init && git add -A && git commit -m 'first commit'"


def test_a_bare_repository_cannot_be_opened(tmp_path: Path) -> None:
    """It has no work tree to run tests in."""
    git(tmp_path, "init", "--bare", "--quiet")

    with pytest.raises(Unusable, match="this is a bare repository"):
        open_repository(str(tmp_path))


def test_a_folder_below_the_top_opens_the_whole_repository(project: Project) -> None:
    """Paths are counted from the top."""
    found = open_repository(str(project.root / "tests"))

    assert found.top == os.path.realpath(project.root)


def test_variables_of_git_are_ignored(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither another repository, work tree or index, nor a setting by variable, leads the gate astray."""
    git(tmp_path, "init", "--quiet", "other")
    for name, value in {"GIT_DIR": "other/.git", "GIT_WORK_TREE": "other", "GIT_INDEX_FILE": "other/index"}.items():
        monkeypatch.setenv(name, str(tmp_path / value))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.bare")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")

    found = open_repository(str(project.root))

    assert (found.top, found.changed_since("HEAD")) == (os.path.realpath(project.root), ())


def test_a_work_tree_that_settings_move_elsewhere_cannot_be_opened(project: Project, tmp_path: Path) -> None:
    """With `core.worktree` git would compare other files than those that the tests run."""
    shutil.copytree(project.root / "tests", tmp_path / "copy" / "tests")
    project.git("config", "core.worktree", str(tmp_path / "copy"))

    with pytest.raises(Unusable, match=r"core\.worktree"):
        open_repository(str(project.root))


# -- commits


def test_a_repository_without_a_commit_has_no_head(tmp_path: Path) -> None:
    """Asked for HEAD, it says how to make the first commit."""
    git(tmp_path, "init", "--quiet")
    empty = open_repository(str(tmp_path))

    with pytest.raises(Unusable, match="this repository has no commit yet"):
        empty.resolve("HEAD")

    assert (empty.head(), empty.staged()) == (None, ())


def test_a_detached_head_is_on_no_branch(project: Project, repository: GitRepository) -> None:
    """Its commit is known all the same."""
    before = repository.branch()

    project.git("checkout", "--quiet", "--detach")

    assert (before, repository.branch()) == ("main", None)
    assert repository.head() == project.git("rev-parse", "HEAD")


@pytest.mark.parametrize("revision", ["nowhere", "--all", "HEAD:tests", "HEAD~99", ""])
def test_an_unknown_base_is_named(repository: GitRepository, revision: str) -> None:
    """Also one that looks like an option, or names no commit."""
    with pytest.raises(Unusable) as raised:
        repository.resolve(revision)

    assert raised.value.what == f"there is no commit {revision!r}"


def test_a_base_that_a_shallow_clone_lacks_leaves_undecided(project: Project, tmp_path: Path) -> None:
    """The next step fetches it."""
    base = project.git("rev-parse", "HEAD")
    project.commit("second")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{project.root}", "shallow")
    shallow = open_repository(str(tmp_path / "shallow"))

    with pytest.raises(CannotDecide) as raised:
        shallow.resolve(base)

    assert raised.value.next_step.startswith("git fetch --unshallow origin 'refs/heads/*:")
    assert raised.value.next_step.endswith(" (in CI: fetch-depth: 0)")


def test_histories_are_compared_by_their_ancestors(project: Project, repository: GitRepository) -> None:
    """A branch comes after the commit that it started from, and an unrelated history after nothing."""
    first = repository.resolve("HEAD")
    project.git("checkout", "--quiet", "-b", "work")
    second = project.commit("second").git("rev-parse", "HEAD")
    project.git("checkout", "--quiet", "--orphan", "alone")
    alone = project.commit("alone").git("rev-parse", "HEAD")

    assert (repository.is_ancestor(first, second), repository.is_ancestor(second, first)) == (True, False)
    assert (repository.merge_base(first, second), repository.merge_base(first, alone)) == (first, None)
    assert repository.upstream() == first


def test_history_tells_which_commit_first_added_a_path(project: Project, repository: GitRepository) -> None:
    """Also of a path that is gone since, and of one that came back."""
    first = repository.resolve("HEAD")
    second = project.without_file(TEST).with_red_test().commit("second").git("rev-parse", "HEAD")
    project.without_file("tests/test_discount.py").with_file(TEST, "def test_other(): ...\n").commit("third")

    assert repository.additions("tests") == {TEST: first, "tests/test_discount.py": second}
    assert repository.additions("nowhere") == {}


def test_replace_refs_have_no_effect(project: Project, repository: GitRepository) -> None:
    """A blob that replaces a committed test is not what was committed."""
    committed = (project.root / TEST).read_bytes()
    project.replace(TEST, "== 3", "== 4").git("add", TEST)
    old, new = project.git("rev-parse", f"HEAD:{TEST}"), project.git("rev-parse", f":{TEST}")

    project.git("replace", old, new)

    assert repository.blobs("HEAD", [TEST]) == {TEST: committed}
    assert repository.changed_since("HEAD") == (TEST,)


def test_grafts_have_no_effect(project: Project, repository: GitRepository) -> None:
    """A commit keeps the parents that it was made with."""
    first = repository.resolve("HEAD")
    second = project.commit("second").git("rev-parse", "HEAD")

    project.with_file(".git/info/grafts", f"{second}\n")

    assert repository.is_ancestor(first, second)


# -- files of commits


def test_a_commit_tells_its_files_in_order(repository: GitRepository) -> None:
    """All of them, or those below a folder."""
    sources = ("src/shop/__init__.py", "src/shop/cart.py")

    assert repository.files("HEAD") == (".gitignore", "pyproject.toml", *sources, TEST)
    assert repository.files("HEAD", ["src"]) == sources


def test_blobs_are_given_for_files_that_the_commit_has(project: Project, repository: GitRepository) -> None:
    """A folder or an unknown path has no bytes; an empty file has none either, but is there."""
    project.with_file("empty.txt", "").commit()

    blobs = repository.blobs("HEAD", ["empty.txt", "tests", "nowhere.py", "no blob 5"])

    assert blobs == {"empty.txt": b""}
    assert repository.blobs("HEAD", []) == {}


@pytest.mark.parametrize("name", ["with space.py", "größe.py", "two\nlines.py", 'quo"te.py', "-dash.py", "tab\t.py"])
def test_any_path_can_be_committed_read_and_compared(project: Project, repository: GitRepository, name: str) -> None:
    """Spaces, letters of every script, line ends and quotes."""
    path = f"tests/{name}"
    project.with_file(path, "before\n")
    added = repository.changed_since("HEAD")
    project.commit()

    project.with_file(path, "after\n")

    assert (added, repository.changed_since("HEAD")) == ((path,), (path,))
    assert (repository.blobs("HEAD", [path]), repository.read(path)) == ({path: b"before\n"}, b"after\n")


def test_a_sha256_repository_is_read_like_any_other(tmp_path: Path) -> None:
    """Ids are longer, that is all."""
    git(tmp_path, "init", "--quiet", "--object-format=sha256")
    modern = Project(tmp_path).with_file("a.py", "1\n").with_file("b.py", "1\n").commit()
    found = open_repository(str(tmp_path))

    modern.with_file("a.py", "2\n")
    os.utime(tmp_path / "b.py")

    assert (len(found.resolve("HEAD")), found.changed_since("HEAD")) == (64, ("a.py",))


# -- the work tree


def test_an_untouched_work_tree_has_no_change(project: Project, repository: GitRepository) -> None:
    """Also when every file has been written again with the same bytes."""
    for path in repository.files("HEAD"):
        project.with_file(path, (project.root / path).read_bytes())

    assert repository.changed_since("HEAD") == ()


def test_changed_added_and_removed_files_are_listed(project: Project, repository: GitRepository) -> None:
    """In one sorted list, staged or not."""
    project.replace(TEST, "== 3", "== 4").with_file("new.py", "").with_file("staged.py", "").git("add", "staged.py")
    project.with_file("meant.py", "").git("add", "--intent-to-add", "meant.py")
    project.without_file("src/shop/cart.py").git("rm", "--quiet", "--cached", "src/shop/__init__.py")

    changed = repository.changed_since("HEAD")

    # The package's file left the index only: its bytes are as committed.
    assert set(changed) - {"src/shop/__init__.py"} == {"meant.py", "new.py", "src/shop/cart.py", "staged.py", TEST}
    assert list(changed) == sorted(changed)


def test_changes_can_be_asked_for_below_a_folder(project: Project, repository: GitRepository) -> None:
    """What lies elsewhere is not mentioned."""
    project.with_file("tests/new.py", "").with_file("src/new.py", "").replace(TEST, "== 3", "== 4")

    assert repository.changed_since("HEAD", ["tests"]) == ("tests/new.py", TEST)


def test_a_renamed_file_is_removed_and_added(project: Project, repository: GitRepository) -> None:
    """Names are what the gates compare, so a rename is told as two changes."""
    project.git("mv", TEST, "tests/test_basket.py")

    assert repository.changed_since("HEAD") == ("tests/test_basket.py", TEST)


def test_a_file_that_came_and_went_since_the_base_is_no_change(project: Project, repository: GitRepository) -> None:
    """Staged, then deleted: neither the commit nor the work tree has it."""
    project.with_file("gone.py", "").git("add", "gone.py")

    project.without_file("gone.py")

    assert repository.changed_since("HEAD") == ()


def test_an_older_base_can_be_asked_for(project: Project, repository: GitRepository) -> None:
    """Commits since then count like edits."""
    base = repository.resolve("HEAD")

    project.with_red_test().commit().replace("src/shop/cart.py", "sum", "max")

    assert repository.changed_since(base) == ("src/shop/cart.py", "tests/test_discount.py")


@pytest.mark.parametrize("settings", [".gitattributes", "autocrlf"])
def test_line_ends_alone_are_no_change(project: Project, repository: GitRepository, settings: str) -> None:
    """A checkout on Windows has other bytes and the same text."""
    if settings == "autocrlf":
        project.git("config", "core.autocrlf", "true")
    else:
        project.with_file(".gitattributes", "*.py text eol=crlf\n").commit()
    project.with_file(TEST, (project.root / TEST).read_bytes().replace(b"\n", b"\r\n"))

    assert repository.changed_since("HEAD") == ()


def test_an_edit_between_other_line_ends_is_seen(project: Project, repository: GitRepository) -> None:
    """Line ends are looked through, nothing else."""
    project.git("config", "core.autocrlf", "true")

    project.with_file(TEST, (project.root / TEST).read_bytes().replace(b"== 3\n", b"== 4\r\n"))

    assert repository.changed_since("HEAD") == (TEST,)


def test_a_linked_worktree_is_a_repository(project: Project, tmp_path: Path) -> None:
    """It has a top, a branch and changes of its own."""
    project.git("worktree", "add", "--quiet", "-b", "linked", str(tmp_path / "linked"))
    linked = open_repository(str(tmp_path / "linked"))

    project.with_file("here.py", "")
    Project(tmp_path / "linked").with_file("there.py", "")

    assert (linked.top, linked.branch()) == (os.path.realpath(tmp_path / "linked"), "linked")
    assert linked.changed_since("HEAD") == ("there.py",)


def test_a_submodule_is_left_to_its_own_repository(project: Project, project_template: Path) -> None:
    """Present it is unchanged whatever it holds; removed it is a change; opened it is a repository."""
    submodule = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add")
    project.git(*submodule, str(project_template), "vendored").strip()
    project.commit().with_file("vendored/new.py", "")

    inside, around = open_repository(str(project.root / "vendored")), open_repository(str(project.root))
    seen = (inside.changed_since("HEAD"), around.changed_since("HEAD"), around.blobs("HEAD", ["vendored"]))
    shutil.rmtree(project.root / "vendored")

    assert seen == (("new.py",), (), {})
    assert around.changed_since("HEAD") == ("vendored",)


def test_a_nested_repository_is_listed_as_a_folder(project: Project, repository: GitRepository) -> None:
    """Git does not look into it, so the gates learn that it is there, not what it holds."""
    project.with_file("tests/nested/conftest.py", "")

    git(project.root / "tests/nested", "init", "--quiet")

    assert repository.changed_since("HEAD") == ("tests/nested/",)


def test_a_link_in_place_of_a_file_is_a_change(project: Project, repository: GitRepository, tmp_path: Path) -> None:
    """Although the bytes behind it are the same; and no bytes are read through it."""
    shutil.move(project.root / TEST, tmp_path / "test_cart.py")

    (project.root / TEST).symlink_to(tmp_path / "test_cart.py")

    assert (repository.changed_since("HEAD"), repository.read(TEST)) == ((TEST,), None)


def test_a_committed_link_is_compared_by_its_target(project: Project, repository: GitRepository) -> None:
    """Pointing elsewhere is a change, pointing there again is none."""
    link = project.root / "link.py"
    link.symlink_to(TEST)
    project.commit()
    link.unlink()
    link.symlink_to("elsewhere.py")
    elsewhere = repository.changed_since("HEAD")
    link.unlink()

    link.symlink_to(TEST)

    assert (elsewhere, repository.changed_since("HEAD")) == (("link.py",), ())


def test_the_mode_of_a_file_is_no_change(project: Project, repository: GitRepository) -> None:
    """What the gates compare are bytes."""
    (project.root / TEST).chmod(0o755)

    assert repository.changed_since("HEAD") == ()


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_flags_of_the_index_hide_no_edit(project: Project, repository: GitRepository, flag: str) -> None:
    """Files that git was told not to look at are looked at."""
    project.git("update-index", flag, TEST, "src/shop/cart.py")

    project.replace(TEST, "== 3", "== 4")

    assert repository.changed_since("HEAD") == (TEST,)


def test_flags_of_the_index_hide_no_removal(project: Project, repository: GitRepository) -> None:
    """A test that a sparse checkout leaves out is a test that does not run."""
    project.git("update-index", "--skip-worktree", TEST)

    project.without_file(TEST)

    assert repository.changed_since("HEAD") == (TEST,)


@pytest.mark.parametrize("is_staged", [False, True])
def test_a_clean_filter_hides_no_edit_of_a_test(
    project: Project,
    closely: GitRepository,
    is_staged: bool,  # noqa: FBT001 - a parameter
) -> None:
    """Not even when git was made to note in its index that the filtered file is as committed."""
    project.git("config", "filter.hide.clean", f"git cat-file blob HEAD:{TEST}")
    project.with_file(".git/info/attributes", f"{TEST} filter=hide\n")

    project.replace(TEST, "== 3", "== 4")
    if is_staged:
        project.git("add", TEST)

    assert closely.changed_since("HEAD") == (TEST,)


def test_a_file_in_large_file_storage_is_as_committed(project: Project, closely: GitRepository) -> None:
    """The commit holds a pointer with the digest of its bytes; other bytes are a change."""
    oid = "b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c"  # of b"foo\n"
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 4\n"
    project.with_file("tests/data.bin", pointer).with_file(".gitattributes", "*.bin filter=lfs\n").commit()

    project.with_file("tests/data.bin", "foo\n")
    same = closely.changed_since("HEAD")
    project.with_file("tests/data.bin", "bar\n")

    assert (same, closely.changed_since("HEAD")) == ((), ("tests/data.bin",))


@pytest.mark.parametrize("setting", ["core.checkStat=minimal", "core.trustctime=false", "core.ignoreStat=true"])
def test_an_edit_of_the_same_size_and_time_is_seen(project: Project, closely: GitRepository, setting: str) -> None:
    """Also within the second of the commit: git would compare whole seconds, the gate compares bytes."""
    project.git("config", *setting.split("="))
    project.git("update-index", "--refresh")

    edit_unseen_by_stat(project.root / TEST)
    project.git("update-index", "--refresh", check=False)

    assert closely.changed_since("HEAD") == (TEST,)


@pytest.mark.parametrize("place", [".git/info/exclude", ".gitignore"])
def test_ignored_files_are_listed_apart(project: Project, repository: GitRepository, place: str) -> None:
    """A change does not name what git was told to ignore: whoever needs it asks for it."""
    with (project.root / place).open("a") as stream:
        stream.write("conftest.py\n")
    project.with_file("tests/conftest.py", "")

    assert [path for path in repository.changed_since("HEAD") if path != ".gitignore"] == []
    assert repository.ignored(["tests"]) == ("tests/conftest.py",)


def test_only_regular_files_are_read(project: Project, repository: GitRepository) -> None:
    """A folder, a pipe and nothing at all have no bytes."""
    os.mkfifo(project.root / "pipe")

    assert [repository.read(path) for path in ("tests", "pipe", "nowhere")] == [None, None, None]


# -- committing


def test_a_commit_holds_the_named_paths_only(project: Project, repository: GitRepository) -> None:
    """What else is staged stays staged, what else is edited stays edited."""
    project.with_red_test().with_file("staged.py", "1\n").git("add", "staged.py")
    project.replace("src/shop/cart.py", "sum", "max").with_file("loose.py", "")

    made = repository.commit(["tests/test_discount.py"], "test: add\n\nTDD-Feature: x\n")

    assert project.git("show", "--format=%B", "--name-only", made).split("\n") == [
        "test: add", "", "TDD-Feature: x", "", "", "tests/test_discount.py",
    ]  # fmt: skip
    assert repository.staged() == ("staged.py",)
    assert project.git("status", "--short").split("\n") == [" M src/shop/cart.py", "A  staged.py", "?? loose.py"]


def test_a_commit_takes_ignored_and_odd_paths(project: Project, repository: GitRepository) -> None:
    """A path is a path: no pattern, no option, and ignoring it does not keep it out."""
    paths = [".tddgate/a.json", "tests/[x].py", ":(top)y.py", "tests/größe 1.py"]
    project.with_file(".git/info/exclude", ".tddgate\n").with_file("tests/x.py", "")
    for path in paths:
        project.with_file(path, "1\n")

    made = repository.commit(paths, "odd")

    assert set(repository.files(made)) - set(repository.files(f"{made}~")) == set(paths)


def test_a_refused_commit_leaves_the_index_as_it_was(project: Project, repository: GitRepository) -> None:
    """A pre-commit hook that says no: no commit, nothing staged that was not staged before."""
    project.with_file(".git/hooks/pre-commit", "#!/bin/sh\necho not today >&2\nexit 1\n")
    (project.root / ".git/hooks/pre-commit").chmod(0o755)
    project.with_red_test().with_file("staged.py", "").git("add", "staged.py")
    head = repository.head()

    with pytest.raises(repository.refusal, match="not today"):
        repository.commit(["tests/test_discount.py"], "test: add")

    assert (repository.head(), repository.staged()) == (head, ("staged.py",))
    assert repository.untracked() == ("tests/test_discount.py",)


def test_a_commit_works_inside_a_hook(project: Project, tmp_path: Path) -> None:
    """Git hands its hooks an index and a directory by variables: the commit goes to the right place all the same."""
    program = tmp_path / "hook.py"
    program.write_text(
        "from pytest_tddgate.adapters.git import open_repository\n"
        "print(open_repository('.').commit(['tests/test_discount.py'], 'from a hook'))\n"
    )
    project.with_red_test().with_file(".git/hooks/post-checkout", f"#!/bin/sh\nexec {sys.executable} {program}\n")
    (project.root / ".git/hooks/post-checkout").chmod(0o755)

    project.git("checkout", "--quiet", "-b", "other")

    assert project.git("log", "-1", "--format=%s", "--name-only") == "from a hook\n\ntests/test_discount.py"


# -- operations


def conflict(project: Project, *command: str) -> None:
    """Two branches that change the same line, and a command that stops between them."""
    project.git("checkout", "--quiet", "-b", "other")
    project.replace(TEST, "== 3", "== 4").commit("other")
    project.git("checkout", "--quiet", "main")
    project.replace(TEST, "== 3", "== 5").commit("mine")
    project.git(*command, check=False)


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (("merge", "other"), "merge"),
        (("rebase", "other"), "rebase"),
        (("rebase", "--apply", "other"), "rebase"),
        (("cherry-pick", "other"), "cherry-pick"),
        (("bisect", "start"), "bisect"),
        (("log",), None),
    ],
)
def test_an_operation_in_progress_is_named(
    project: Project, repository: GitRepository, command: tuple[str, ...], name: str | None
) -> None:
    """A merge, rebase, cherry-pick or bisect that has not ended; None when there is none."""
    conflict(project, *command)

    assert repository.operation_in_progress() == name


def test_a_revert_in_progress_is_named(project: Project, repository: GitRepository) -> None:
    """The revert of a commit that was changed since."""
    project.replace(TEST, "== 3", "== 4").commit().replace(TEST, "== 4", "== 5").commit()

    project.git("revert", "HEAD~1", check=False)

    assert repository.operation_in_progress() == "revert"


def test_an_operation_in_a_linked_worktree_is_its_own(project: Project, tmp_path: Path) -> None:
    """A merge over there does not keep this work tree from locking."""
    conflict(project, "log")
    project.git("worktree", "add", "--quiet", "-b", "linked", str(tmp_path / "linked"))
    git(tmp_path / "linked", "merge", "other", check=False)

    assert open_repository(str(tmp_path / "linked")).operation_in_progress() == "merge"
    assert open_repository(str(project.root)).operation_in_progress() is None
