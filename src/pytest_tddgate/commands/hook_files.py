"""The git hooks' files: their text, where they are, and whether this command wrote them."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from pytest_tddgate.adapters.git_process import git_says
from pytest_tddgate.errors import Unusable

__all__ = ["STAGES", "hook_text", "remove_hooks", "show_hooks", "write_hooks"]

STAGES = ("pre-commit", "pre-push")
_PORTABLE = "python"
_TEMPLATE = """\
#!/bin/sh
# pytest-tddgate: made by `tddgate init --hooks --write`, and removed by `tddgate init --hooks --remove`.
python={python}
command -v "$python" >/dev/null 2>&1 || python=python
command -v "$python" >/dev/null 2>&1 || {{
  echo 'tddgate: there is no Python to run this hook; next: tddgate init --hooks --write, or --remove' >&2
  exit 1
}}
exec "$python" -P -m pytest_tddgate.commands.hooks {stage} --directory={directory} --from-git "$@"
"""


def hook_text(stage: str, *, python: str, directory: str) -> str:
    """The script for a hook, with the interpreter and the project's folder below the top (`""` for the top)."""
    return _TEMPLATE.format(stage=stage, python=shlex.quote(python), directory=shlex.quote(directory))


def show_hooks(top: str, directory: str) -> None:
    """Print where each hook would be written, and its text."""
    for hook, text in _files(top, directory).items():
        print(f"{hook}:\n\n{text}")  # noqa: T201 - the command's output
    print("Next: tddgate init --hooks --write")  # noqa: T201 - the last line is the next command


def write_hooks(top: str, directory: str) -> None:
    """Write both hooks; raises Unusable, before writing any, if one would replace a hook that is not ours."""
    files = _files(top, directory)
    for hook in files:
        if _is_there(hook) and not _is_ours(hook):
            raise Unusable(
                f"{hook} exists already, and this command did not write it",
                why="somebody may rely on it",
                next_step=f"add this line to it: {_line(hook.name, directory)}",
            )
    for hook, text in files.items():
        is_same = _is_there(hook) and hook.read_text(encoding="utf-8") == text
        hook.parent.mkdir(parents=True, exist_ok=True)
        hook.write_text(text, encoding="utf-8", newline="\n")
        hook.chmod(0o755)
        print(f"{hook} {'is as it should be' if is_same else 'was written'}")  # noqa: T201 - what was done
    print("Next: git commit and git push run them. tddgate init --hooks --remove takes them away.")  # noqa: T201 - as above


def remove_hooks(top: str, directory: str) -> None:
    """Remove the hooks that this command has written, and leave all others."""
    for hook in _files(top, directory):
        if not _is_there(hook):
            print(f"{hook} is not there")  # noqa: T201 - what was done
        elif _is_ours(hook):
            hook.unlink()
            print(f"{hook} was removed")  # noqa: T201 - as above
        else:
            print(f"{hook} was left: this command did not write it")  # noqa: T201 - as above


def _files(top: str, directory: str) -> dict[Path, str]:
    """Path -> text of each hook; hooks that will be committed do not name this machine's interpreter."""
    folder = _folder(top)
    own = Path(git_says("rev-parse", "--path-format=absolute", "--git-common-dir", directory=top))
    python = sys.executable if folder.resolve().is_relative_to(own.resolve()) else _PORTABLE
    return {folder / stage: hook_text(stage, python=python, directory=directory) for stage in STAGES}


def _folder(top: str) -> Path:
    """Where git looks for the hooks of the repository at `top`; raises Unusable if that is outside the repository."""
    folder = Path(git_says("rev-parse", "--path-format=absolute", "--git-path", "hooks", directory=top))
    own = Path(git_says("rev-parse", "--path-format=absolute", "--git-common-dir", directory=top))
    if not any(folder.resolve().is_relative_to(each.resolve()) for each in (own, Path(top))):
        raise Unusable(
            f"core.hooksPath names {folder}, which is outside this repository",
            why="hooks there run in every repository that names it",
            next_step="git config --local core.hooksPath .git/hooks, or call from your own hook: "
            + _line("pre-push", ""),
        )
    return folder


def _is_there(hook: Path) -> bool:
    return hook.is_symlink() or hook.exists()


def _is_ours(hook: Path) -> bool:
    """Whether this command wrote the file, for any interpreter and folder."""
    if hook.is_symlink() or not hook.is_file():
        return False
    text = hook_text(hook.name, python="PYTHON", directory="FOLDER")
    pattern = re.escape(text).replace("PYTHON", "[^\n]+").replace("FOLDER", "[^\n]+")
    return re.fullmatch(pattern, hook.read_text(encoding="utf-8", errors="replace")) is not None


def _line(stage: str, directory: str) -> str:
    """The line to add to an existing hook."""
    words = [_PORTABLE, "-P", "-m", "pytest_tddgate.commands.hooks", stage]
    return shlex.join([*words, *([f"--directory={directory}"] if directory else [])]) + ' --from-git "$@" || exit'
