"""Generated git repositories of any size, made with `git fast-import`: files, commits, and ten files changed."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.contract import Contract, LockedTest, contract_path, sha256_of
from pytest_tddgate.domain.run.observation import TestId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["ENVIRONMENT", "generate", "generate_contracts", "git"]

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "benchmark@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}
"""An environment in which git has no settings but the repository's own."""

_PER_FOLDER = 50
_MODULE = b'"""A part."""\n\n\ndef part(value):\n    """The value, a little more."""\n    return value + %d\n'
_TEST = b"from shop import part\n\n\ndef test_part_%d():\n    assert part(%d) > 0\n"


def git(folder: Path, *args: str, stdin: bytes = b"") -> None:
    """Run git in this folder."""
    subprocess.run(["git", *args], cwd=folder, env=ENVIRONMENT, input=stdin, check=True, capture_output=True)


def generate(folder: Path, files: int, commits: int) -> None:
    """A repository with this many files, a tenth of them tests, and commits; ten files of its work tree are changed."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "fast-import", "--quiet", stdin=b"".join(_stream(files, commits)))
    git(folder, "reset", "--quiet", "--hard", "main")
    git(folder, "gc", "--quiet")
    git(folder, "checkout", "--quiet", "-b", "feature")
    _change(folder, files)


def generate_contracts(folder: Path, files: int, commits: int, contracts: int) -> None:
    """A repository whose branch `feature` has this many commits since `main`, in which contracts were locked.

    `main` has this many files. Each contract holds one test, and its implementation follows in the next commit.
    """
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "fast-import", "--quiet", stdin=b"".join(_contract_stream(files, commits, contracts)))
    git(folder, "checkout", "--quiet", "feature")
    git(folder, "gc", "--quiet")


def _contract_stream(files: int, commits: int, contracts: int) -> Iterator[bytes]:
    yield from _stream(files, 1)
    yield b"reset refs/heads/feature\nfrom refs/heads/main\n"
    step = max(2, commits // contracts) if contracts else commits
    for number in range(commits):
        feature, phase = divmod(number, step)
        yield _commit(number + 2).replace(b"refs/heads/main", b"refs/heads/feature")
        name = f"feature-{feature}"
        if phase == 0 and feature < contracts:
            test = _TEST % (feature, feature)
            contract = Contract(
                name,
                (LockedTest(TestId(f"tests/test_{name}.py", f"test_part_{feature}"), red="missing"),),
                {f"tests/test_{name}.py": sha256_of(test)},
            )
            yield _file(f"tests/test_{name}.py", test)
            yield _file(contract_path(name), contract.to_json())
        else:
            yield _file(f"src/shop/feature_{feature}.py", _MODULE % number)


def _stream(files: int, commits: int) -> Iterator[bytes]:
    """What fast-import reads: every file in the first commit, one change in each of the others."""
    yield _commit(1)
    yield _file("pyproject.toml", b'[tool.pytest.ini_options]\ntestpaths = ["tests"]\npythonpath = ["src"]\n')
    yield _file("src/shop/__init__.py", b"def part(value):\n    return value\n")
    for number in range(files - 2):
        yield _file(_path(number), _content(number))
    for number in range(2, commits + 1):
        yield _commit(number)
        yield _file(_path(number % (files - 2)), _content(number) + b"\n# %d\n" % number)


def _commit(number: int) -> bytes:
    message = b"commit %d" % number
    who = b"Benchmark <benchmark@example.org> %d +0000" % (1_700_000_000 + number)
    return b"commit refs/heads/main\ncommitter %b\ndata %d\n%b\n" % (who, len(message), message)


def _file(path: str, content: bytes) -> bytes:
    return b"M 100644 inline %b\ndata %d\n%b\n" % (path.encode(), len(content), content)


def _path(number: int) -> str:
    folder = f"part_{number // _PER_FOLDER}"
    return f"tests/{folder}/test_part_{number}.py" if number % 10 == 0 else f"src/shop/{folder}/part_{number}.py"


def _content(number: int) -> bytes:
    return _TEST % (number, number) if number % 10 == 0 else _MODULE % number


def _change(folder: Path, files: int) -> None:
    """Change seven tests and two modules, spread over the tree, and add a file."""
    step = (files - 2) // 100 * 10
    for number in [*range(0, step * 7, step), 1, files // 2 // 10 * 10 + 1]:
        path = folder / _path(number)
        path.write_bytes(path.read_bytes() + b"\n\ndef test_added():\n    assert part(1) == 1\n")
    (folder / "tests" / "test_added.py").write_bytes(_TEST % (0, 1))
