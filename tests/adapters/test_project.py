"""What a project looks like to the gates: its settings with all their mistakes, and its layout where nothing is set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pytest_tddgate.adapters.project import detect_layout, pyproject_of, read_settings
from pytest_tddgate.domain.configuration.settings import Settings
from pytest_tddgate.domain.contracts.layout import Layout
from pytest_tddgate.errors import Unusable

if TYPE_CHECKING:
    from pathlib import Path

PATTERNS = ["test_*.py", "*_test.py"]


def with_files(top: Path, *paths: str) -> Path:
    """The directory with these empty files in it."""
    for path in paths:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).touch()
    return top


def layout_of(top: Path, root: str = "", settings: Settings | None = None, testpaths: tuple[str, ...] = ()) -> Layout:
    """The layout that is detected from pytest's rootdir, which lies at `root` in the repository."""
    return detect_layout(str(top), str(top / root), settings or Settings(), list(testpaths), PATTERNS)


def expected(top: Path, source: str, packages: tuple[str, ...], names: set[str], **others: object) -> Layout:
    """A layout with one source root."""
    facts = {"root": "", "tests": (), "patterns": tuple(PATTERNS), **others}
    return Layout(str(top), source=(source,), packages=packages, names=frozenset(names), **facts)  # type: ignore[arg-type]  # named above


# -- layout


def test_a_src_layout_is_detected(tmp_path: Path) -> None:
    """Packages, modules and namespace packages below `src`; beside it nothing is the subject."""
    top = with_files(
        tmp_path,
        "src/shop/__init__.py",
        "src/single.py",
        "src/space/part/x.py",
        "src/shop.egg-info/x",
        "setup.py",
        "tests/test_x.py",
    )

    seen = layout_of(top)

    packages = ("src/shop", "src/single.py", "src/space")
    assert seen == expected(top, "src", packages, {"shop", "single", "space"}, tests=("tests",))


def test_a_flat_layout_is_detected(tmp_path: Path) -> None:
    """Packages and modules beside the settings; tests, docs, tools and build files are none."""
    top = with_files(
        tmp_path, "shop/__init__.py", "tests/__init__.py", "docs/__init__.py", "scripts/__init__.py", "folder/x.py",
        "single.py", "setup.py", "conftest.py", "noxfile.py", "test_here.py", "not-a-name.py",
    )  # fmt: skip

    seen = layout_of(top)

    assert seen == expected(top, "", ("shop", "single.py"), {"shop", "single"}, tests=("tests",))


def test_a_src_that_is_a_package_itself_is_a_flat_layout(tmp_path: Path) -> None:
    """`import src.shop` is odd, and it is done."""
    top = with_files(tmp_path, "src/__init__.py", "src/shop.py")

    assert layout_of(top) == expected(top, "", ("src",), {"src"})


def test_an_empty_project_has_no_packages(tmp_path: Path) -> None:
    """The gates say that no source was found; detection does not break on it."""
    assert layout_of(tmp_path) == expected(tmp_path, "", (), set())


def test_a_package_that_is_yet_to_be_written_is_known_by_the_metadata(tmp_path: Path) -> None:
    """The first test of a new project imports a package that no file makes yet."""
    with_files(tmp_path, "src/.gitkeep")
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "My-Shop.core"\n[tool.setuptools]\npy-modules = ["single"]\n'
    )

    assert layout_of(tmp_path).names == {"my_shop_core", "single"}


@pytest.mark.parametrize(
    "text",
    [
        "[project]\nname = 3\n",
        "[tool]\npoetry = 3\n",
        "[tool.setuptools]\npy-modules = 3\n",
        "project = 3\n",
        "tool = 3\n",
    ],
)
def test_metadata_of_another_form_is_passed_over(tmp_path: Path, text: str) -> None:
    """It is for the build to complain about."""
    (tmp_path / "pyproject.toml").write_text(text)

    assert layout_of(tmp_path).names == frozenset()


def test_in_a_monorepo_paths_start_with_the_project(tmp_path: Path) -> None:
    """Pytest's rootdir is below the top of the repository: the layout speaks of the repository's paths."""
    top = with_files(tmp_path, "libs/shop/src/shop/__init__.py", "libs/shop/tests/test_x.py", "libs/other/src/other.py")

    seen = layout_of(top, "libs/shop")

    assert seen == expected(
        top, "libs/shop/src", ("libs/shop/src/shop",), {"shop"}, root="libs/shop", tests=("libs/shop/tests",)
    )


def test_a_link_to_the_project_is_followed(tmp_path: Path) -> None:
    """The repository's top is a real path, so the rootdir becomes one."""
    top = with_files(tmp_path / "real", "src/shop/__init__.py")
    (tmp_path / "link").symlink_to(top)

    assert detect_layout(str(top), str(tmp_path / "link"), Settings(), [], PATTERNS) == layout_of(top)


@pytest.mark.parametrize(
    ("entry", "source", "packages", "names"),
    [
        ("lib", ("lib",), ("lib/shop", "lib/single.py"), {"shop", "single"}),
        ("lib/shop", ("lib",), ("lib/shop",), {"shop"}),
        ("lib/single.py", ("lib",), ("lib/single.py",), {"single"}),
        ("./lib/", ("lib",), ("lib/shop", "lib/single.py"), {"shop", "single"}),
        ("lib/unwritten", ("lib",), ("lib/unwritten",), {"unwritten"}),
        (".", ("",), ("lib",), {"lib"}),
    ],
)
def test_the_setting_source_names_roots_packages_or_modules(
    tmp_path: Path, entry: str, source: tuple[str, ...], packages: tuple[str, ...], names: set[str]
) -> None:
    """A folder with `__init__.py`, a module, and what does not exist yet are packages; other folders are roots."""
    top = with_files(tmp_path, "lib/shop/__init__.py", "lib/single.py")

    seen = layout_of(top, settings=Settings(source=(entry,)))

    assert (seen.source, seen.packages, set(seen.names)) == (source, packages, names)


def test_source_may_lie_beside_the_project(tmp_path: Path) -> None:
    """In a monorepo, tests in one folder can be about a package in another."""
    top = with_files(tmp_path, "libs/shop/src/shop/__init__.py", "checks/test_x.py")

    seen = layout_of(top, "checks", Settings(source=("../libs/shop/src",)))

    assert (seen.source, seen.packages) == (("libs/shop/src",), ("libs/shop/src/shop",))


@pytest.mark.parametrize(
    ("testpaths", "tests"),
    [
        ((), ("tests", "testing")),
        (("checks",), ("checks", "tests", "testing")),
        (("tests/unit", "src", ".", "src/*/tests"), ("tests/unit", "tests", "testing")),
    ],
)
def test_test_roots_are_testpaths_and_the_usual_folders(
    tmp_path: Path, testpaths: tuple[str, ...], tests: tuple[str, ...]
) -> None:
    """A test path that is the source root, the whole project or a pattern does not make everything a test."""
    top = with_files(tmp_path, "src/shop.py", "tests/test_x.py", "testing/test_y.py")

    assert layout_of(top, testpaths=testpaths).tests == tests


def test_the_setting_tests_wins(tmp_path: Path) -> None:
    """Over pytest's `testpaths` and over the usual names."""
    top = with_files(tmp_path, "src/shop.py", "tests/test_x.py")

    assert layout_of(top, settings=Settings(tests=("checks",)), testpaths=("tests",)).tests == ("checks",)


# -- settings


def settings_in(directory: Path, text: str | bytes) -> Settings:
    """The settings of a project whose pyproject.toml says this."""
    (directory / "pyproject.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_settings(str(directory))


def test_without_a_settings_file_the_defaults_hold(tmp_path: Path) -> None:
    """Nothing has to be written to begin."""
    assert read_settings(str(tmp_path)) == Settings()


@pytest.mark.parametrize("text", ["", "[tool.black]\n", "[tool.tddgate]\n"])
def test_without_settings_the_defaults_hold(tmp_path: Path, text: str) -> None:
    """No table is as good as an empty one."""
    assert settings_in(tmp_path, text) == Settings()


def test_toml_1_1_is_read(tmp_path: Path) -> None:
    """A line end and a last comma in an inline table, which the standard library refuses."""
    text = '[tool]\ntddgate = {\n  red-repeats = 3,\n  source = ["lib"],\n}\n'

    assert settings_in(tmp_path, text) == Settings(red_repeats=3, source=("lib",))


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    """With the nearest key, so that one round of mending is enough."""
    text = '[tool.tddgate]\nmin-covrage = 90\nred = "all"\nred-repeats = 0\n[tool.tddgate.rules]\nfalky = "off"\n'

    with pytest.raises(Unusable) as raised:
        settings_in(tmp_path, text)

    assert raised.value.what == (
        "pyproject.toml, [tool.tddgate]: 4 mistakes\n"
        "  there is no setting 'min-covrage'; did you mean 'min-coverage'?\n"
        '  red = \'all\': "any-case" or "every-case" is expected\n'
        "  red-repeats = 0: a whole number from 1 to 10 is expected\n"
        "  there is no rule 'falky'; did you mean 'flaky'?"
    )


@pytest.mark.parametrize("text", ["tool = 3\n", "[tool]\ntddgate = 3\n", "[[tool.tddgate]]\n"])
def test_what_is_no_table_cannot_be_used(tmp_path: Path, text: str) -> None:
    """A message, not a traceback."""
    with pytest.raises(Unusable, match="a table is expected"):
        settings_in(tmp_path, text)


@pytest.mark.parametrize("text", ["[tool.tddgate\n", b"# gr\xfc\xdfe\n", b"\x00"])
def test_a_file_that_is_no_toml_cannot_be_used(tmp_path: Path, text: str | bytes) -> None:
    """Broken syntax, another encoding than UTF-8, a binary file: the file is named."""
    with pytest.raises(Unusable, match=f"^{re.escape(str(tmp_path))}/pyproject.toml cannot be read: "):
        settings_in(tmp_path, text)


def test_a_folder_of_that_name_cannot_be_used(tmp_path: Path) -> None:
    """Whatever keeps the file from being read."""
    (tmp_path / "pyproject.toml").mkdir()

    with pytest.raises(Unusable, match="cannot be read"):
        pyproject_of(str(tmp_path))


@pytest.mark.parametrize(
    ("name", "script"),
    [("tasks", "from invoke import task\n"), ("fabfile", "import fabric\n"), ("manage", "import django\n")],
)
def test_a_script_of_a_tool_is_no_product_code(tmp_path: Path, name: str, script: str) -> None:
    """A module of that name which is no such script is: an application may be called tasks."""
    (tmp_path / f"{name}.py").write_text(script)
    as_script = layout_of(tmp_path).packages

    (tmp_path / f"{name}.py").write_text("def add(task):\n    return [task]\n")
    as_module = layout_of(tmp_path).packages

    assert (as_script, as_module) == ((), (f"{name}.py",))
