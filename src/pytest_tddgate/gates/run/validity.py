"""What must hold for every judged run: it ended by itself, announced its end, and ran the code of this checkout."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from pytest_tddgate.domain.exit_code import ExitCode
from pytest_tddgate.domain.rules.green import EXIT_MISMATCH, FOREIGN_SUBJECT, RUN_CUT_SHORT
from pytest_tddgate.domain.run.signal_names import signal_name
from pytest_tddgate.domain.verdict import Finding, MissingFact

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.run.observation import RunSeen

__all__ = ["crash_facts", "notes_of_end", "origin_findings", "run_findings"]

_GO_ON = "run the gate without -x and --maxfail, and without what stops the session"
_WORKERS_DIFFER = "Different tests were collected between"
_ONE_WORKER = "run the gate without -n, or parametrize by values that are the same in each process (no set, no time)"
_LINGERED = "pytest had ended, and its process went on until it was killed"
_LEFT_BEHIND = "find the thread that a test leaves behind, and end it there (daemon=True, join)"
_LEFT_OPEN = "close what a test leaves open, or end what goes wrong when pytest ends"
_READ = "read what it says above; where that is nothing, find what ends the process (os._exit) and remove it"
_MEND = "mend the plugin, conftest or hook that raises it"
_HANGS = 'a test that blocks everything can be declared: @pytest.mark.tdd_hangs("reason")'


def run_findings(run: RunSeen, *, is_red: bool = False) -> tuple[Finding, ...]:
    """Findings about the run as a whole: it was cut short, or its exit code is not the one that it announced.

    A run that `is_red` may leave a thread behind at its end: the thread may wait for the missing code. A plugin that
    needs this code may end it with an internal error.
    """
    if any(_WORKERS_DIFFER in error.message for error in run.collect_errors):
        what = "the workers of pytest-xdist did not collect the same tests"
        return (Finding(RUN_CUT_SHORT, what, next_step=_ONE_WORKER),)
    last = f"; the last test seen was {run.last_started}" if run.last_started else "; no test had started"
    last = "" if _never_began(run) else last
    if _lingers(run):
        return () if is_red else (Finding(RUN_CUT_SHORT, _LINGERED, next_step=_LEFT_BEHIND),)
    if cut := _how_cut_short(run, is_red=is_red):
        return (Finding(RUN_CUT_SHORT, cut + last, next_step=_step_to_the_end(run)),)
    if run.late and run.announced != run.exit_code:
        what = f"every test had ended, then pytest failed: {run.late}"
        return (Finding(EXIT_MISMATCH, what, next_step=_LEFT_OPEN),)
    if mismatch := _mismatch(run):
        return (Finding(EXIT_MISMATCH, mismatch + last),)
    return ()


def crash_facts(run: RunSeen) -> tuple[MissingFact, ...]:
    """A missing fact if pytest ended with an internal error: nobody knows what else the run would have shown."""
    if not _is_crashed(run):
        return ()
    (cut,) = run_findings(run)
    return (MissingFact(cut.what, _MEND, "what pytest had not run by then, and what it would have said, is not known"),)


def notes_of_end(run: RunSeen) -> tuple[str, ...]:
    """Notes about errors after the last test of a run that is judged nevertheless."""
    if _lingers(run):
        return (f"{_LINGERED}: a test leaves a thread behind",)
    return (f"pytest failed after its last test: {run.late}",) if run.late else ()


def _is_crashed(run: RunSeen) -> bool:
    return run.exit_code == ExitCode.INTERNAL and bool(run.crashed)


def _lingers(run: RunSeen) -> bool:
    return run.announced is not None and run.exit_code == -signal.SIGKILL


def _step_to_the_end(run: RunSeen) -> str:
    """The next step for a run that was cut short; empty for the rule's own."""
    if _never_began(run):
        return _READ
    if _is_crashed(run):
        return _MEND
    return _HANGS if run.exit_code == -signal.SIGKILL else _GO_ON if run.stopped else ""


def _never_began(run: RunSeen) -> bool:
    """Whether pytest failed before it looked for tests: in a plugin, or in a module that a plugin imports."""
    is_silent = run.announced is None and not (run.tests or run.last_started or run.stopped)
    return is_silent and run.exit_code > 0 and all(not each.path for each in run.collect_errors)


def _how_cut_short(run: RunSeen, *, is_red: bool) -> str:
    """How the run was cut short; empty if it was not, or if a conftest that fails to import explains it."""
    is_explained = run.exit_code == ExitCode.USAGE and run.collect_errors and not run.last_started
    if run.exit_code < 0:
        return f"pytest was ended by {signal_name(-run.exit_code)}"
    if _is_crashed(run) and not is_red:
        return f"pytest ended with an internal error: {run.crashed}"
    if run.stopped:
        return f"the run was stopped: {run.stopped}"
    if _never_began(run):
        how = f"it ended with exit code {run.exit_code} before it had collected a test"
        return f"pytest could not start: {run.collect_errors[0].why if run.collect_errors else how}"
    if run.announced is None and not is_explained:
        return f"pytest ended with exit code {run.exit_code} and never said so"
    return ""


def _mismatch(run: RunSeen) -> str:
    if run.announced is not None and run.announced != run.exit_code:
        return f"the run announced exit code {run.announced}, the process ended with {run.exit_code}"
    return f"something else wrote into the observations: {run.notes[0]}" if run.notes else ""


def origin_findings(run: RunSeen, layout: Layout) -> tuple[Finding, ...]:
    """A finding if first-party code was imported from outside this checkout's sources."""
    roots = [os.path.join(layout.top, root) for root in layout.source]
    foreign = [
        (name, path)
        for name, path in run.origins
        if not any(path.startswith(os.path.normpath(root) + os.sep) for root in roots)
        and layout.side_of_frame(path).value == "other"
    ]
    if not foreign:
        return ()
    name, path = foreign[0]
    if not path.startswith(layout.top + os.sep) or "-packages" in path:  # an installed copy in the checkout's .venv
        return (Finding(FOREIGN_SUBJECT, f"{name} is imported from {path}, which is not in this checkout"),)
    sources = ", ".join(layout.source)
    step = "name its folder, and no link to it, in pytest's pythonpath and as source in [tool.tddgate]"
    return (Finding(FOREIGN_SUBJECT, f"{name} is imported from {path}, which is not below {sources}", next_step=step),)
