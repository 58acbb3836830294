"""A worker's part in a replay: a separate process judges one lock of an audit, in a repository made for it.

The repository and trees are opened by that process, not the worker: it changes its environment, as a judge does.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pytest_tddgate.adapters.bundle import unbundled
from pytest_tddgate.adapters.isolated import isolated_command
from pytest_tddgate.adapters.kept_tree import scratch_directory
from pytest_tddgate.errors import TddgateError
from pytest_tddgate.session.elsewhere.unit_work import version_mismatch
from pytest_tddgate.session.request import Request

if TYPE_CHECKING:
    from pytest_tddgate.gates.audit.red import Replayed

__all__ = ["main", "replay"]

_PROGRAM = "from pytest_tddgate.session.audit.replay_work import main; main(sys.argv[1])"


def replay(text: str, history: bytes) -> bytes:
    """The result of the replay, pickled: a `Replayed`, one of our errors, or a message that says why there is neither.

    The unit holds the audit's `request`, its `head` (a commit) and its `root` (pytest's rootdir relative to the top).
    If `history` is empty, the repository that the request names is used.
    """
    unit = json.loads(text)
    if problem := version_mismatch(unit):
        return pickle.dumps(problem)
    with tempfile.TemporaryDirectory(prefix="tddgate-unit-") as folder:
        scratch = os.path.realpath(folder)
        if history:
            top = os.path.join(scratch, "repository")
            unbundled(history, top, unit["head"])
            rootdir = os.path.normpath(os.path.join(top, unit["root"]))
            request = Request.from_json(unit["request"])._replace(directory=top, rootdir=rootdir)
            unit["request"] = request.to_json()
        return _judged_apart(unit, Path(scratch))


def _judged_apart(unit: dict[str, Any], scratch: Path) -> bytes:
    """The answer of the process, or the last line of its error output."""
    answer, words = scratch / "answer", scratch / "words"
    command = isolated_command(_PROGRAM, json.dumps(unit | {"answer": str(answer)}))
    # The process exits when its standard input ends, which means that this one is gone.
    with (
        words.open("wb") as said,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said) as process,  # noqa: S603 - our own interpreter and code
    ):
        code = process.wait()
    if code == 0 and answer.exists():
        return answer.read_bytes()
    last = words.read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]
    return pickle.dumps(f"its process ended with exit code {code}: {last[-200:]}")


def main(text: str) -> None:
    """Judge the lock that the unit names, and write the answer to the path in the unit."""
    threading.Thread(target=_end_with_worker, daemon=True).start()
    unit = json.loads(text)
    try:
        shown: Replayed | TddgateError = _replayed(unit)
    except TddgateError as problem:
        shown = problem
    Path(unit["answer"]).write_bytes(pickle.dumps(shown))


def _end_with_worker() -> None:
    os.read(0, 1)  # not with `sys.stdin`: this thread would hold its lock when the interpreter ends
    os._exit(3)


def _replayed(unit: dict[str, Any]) -> Replayed:
    from pytest_tddgate.gates.audit.red import replayed  # noqa: PLC0415 - the worker needs nothing of an audit
    from pytest_tddgate.session.audit.judge import audit_case  # noqa: PLC0415 - ditto

    with scratch_directory() as scratch, audit_case(Request.from_json(unit["request"]), scratch) as case:
        return replayed(unit["feature"], case, is_first=unit["is_first"])
