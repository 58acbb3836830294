"""Runs programs in parallel: each gets input, starts in an empty folder, has a time limit, and is killed at the end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_tddgate.adapters.ending import ending_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from threading import Event

__all__ = ["Answered", "Program", "answers_of", "program_near"]

_MOST = 1 << 20  # bytes of an answer
_TICK = 0.02  # seconds between two polls
_LAST_WORDS = 200  # characters of the error output of a program that failed
_USUAL = frozenset({
    "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TMPDIR", "TZ", "SYSTEMROOT", "USERPROFILE",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Program:
    """A command line, its standard input, its time limit in seconds, and the names of variables that it may see.

    `folder` is the absolute path of its working directory (default: an empty folder of its own). `codes` are the exit
    codes that count as an answer. `given` are further variables as (name, value), whatever this process has.
    """

    words: tuple[str, ...]
    asked: bytes
    timeout: float
    variables: tuple[str, ...] = ()
    folder: str = ""
    codes: tuple[int, ...] = (0,)
    given: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A program's output and exit code; or `problem`, the end of a sentence that begins with the program's name."""

    output: bytes = b""
    problem: str = ""
    code: int = 0


@dataclass(slots=True)
class _Running:
    process: subprocess.Popen[bytes]
    program: Program
    files: Mapping[str, Path]
    started: float = field(default_factory=time.monotonic)
    problem: str = ""

    def has_ended(self) -> bool:
        """Whether it has ended, used up its time, or printed too much."""
        if self.process.poll() is not None:
            return True
        if time.monotonic() - self.started > self.program.timeout:
            self.problem = f"took longer than {self.program.timeout:g} seconds"
        elif max(self.files[name].stat().st_size for name in ("stdout", "stderr")) > _MOST:
            self.problem = "printed more than 1 MiB"
        return bool(self.problem)

    def answered(self) -> Answered:
        """Its answer, after its end."""
        code, output = self.process.returncode, self.files["stdout"]
        if self.problem:
            return Answered(problem=self.problem)
        if output.stat().st_size > _MOST:
            return Answered(problem="printed more than 1 MiB")
        if code in self.program.codes:
            return Answered(output.read_bytes(), code=code)
        if code < 0:
            name = next((each.name for each in signal.Signals if each == -code), f"signal {-code}")
            return Answered(problem=f"was ended by {name}")
        with self.files["stderr"].open("rb") as stream:
            words = " ".join(stream.read(_MOST).decode("utf-8", "replace").split())[-_LAST_WORDS:]
        return Answered(problem=f"ended with exit code {code}" + (f": {words}" if words else ""))


def program_near(name: str) -> str | None:
    """The absolute path of a program: beside this interpreter (as in a virtual environment), or on PATH."""
    beside = str(Path(sys.executable).parent)
    return shutil.which(name, path=os.pathsep.join([beside, os.environ.get("PATH", os.defpath)]))


def answers_of(
    programs: Iterable[Program], ended: Callable[[int, Answered], None] | None = None, stop: Event | None = None
) -> tuple[Answered, ...]:
    """The answers, in order, of programs that run at once, each in a process group that is killed at the end.

    By default each starts in an empty folder, where it finds no settings of the judged project. `ended` is called with
    the number (from 0) and the answer of each program that has ended; setting `stop` ends them all.
    """
    with tempfile.TemporaryDirectory(prefix="tddgate-asked-") as scratch, ending_in_order(at_interrupt=True):
        started: list[_Running | Answered] = []
        try:
            started += (_started(each, Path(scratch, str(at))) for at, each in enumerate(programs))
            running = dict(enumerate(started))
            while running and not (stop and stop.is_set()):
                for at in [at for at, each in running.items() if isinstance(each, Answered) or _is_over(each)]:
                    one = running.pop(at)
                    if ended is not None:
                        ended(at, one if isinstance(one, Answered) else one.answered())
                time.sleep(_TICK if running else 0)
        finally:
            for each in started:
                if isinstance(each, _Running):
                    _end(each)
        return tuple(each if isinstance(each, Answered) else each.answered() for each in started)


def _started(program: Program, folder: Path) -> _Running | Answered:
    (folder / "empty").mkdir(parents=True)
    files = {name: folder / name for name in ("stdin", "stdout", "stderr")}
    files["stdin"].write_bytes(program.asked)
    allowed = {*_USUAL, *program.variables}
    environment = {name: value for name, value in os.environ.items() if name in allowed or name.startswith("LC_")}
    with files["stdin"].open("rb") as asked, files["stdout"].open("wb") as said, files["stderr"].open("wb") as words:
        try:
            process = subprocess.Popen(  # noqa: S603 - the project's own setting, in an audit the base's; no shell
                program.words,
                cwd=program.folder or folder / "empty",
                env=environment | dict(program.given),
                stdin=asked,
                stdout=said,
                stderr=words,
                start_new_session=True,
            )
        except OSError as problem:
            return Answered(problem=f"cannot be started: {problem.strerror}: {program.words[0]}")
    return _Running(process, program, files)


def _is_over(running: _Running) -> bool:
    if not running.has_ended():
        return False
    _end(running)
    return True


def _end(running: _Running) -> None:
    """Kill the program and everything that it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(running.process.pid, signal.SIGKILL)
    running.process.wait()
