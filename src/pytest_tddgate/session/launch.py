"""Splits a gated run in two: a child that continues as pytest, and a judge that replaces this process.

The judge is a fresh interpreter (`exec`), so that no plugin or conftest of the project shares its memory. If the
process cannot be forked, or belongs to a program that called `pytest.main()`, judge and child are both spawned.
"""

from __future__ import annotations

import argparse
import gc
import os
import socket
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pytest_tddgate.adapters.held_back import code_of, hold_back_interrupts
from pytest_tddgate.adapters.isolated import isolated_command
from pytest_tddgate.domain.rules.rule import Gate
from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.pipe.channel import CHILD_VARIABLE, ChildChannel, orders_of_controller
from pytest_tddgate.session.request import Forked, Request
from pytest_tddgate.session.runs.reserve import wait_in_reserve

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.session.child.observer import Observer

    _Declare = Callable[[Callable[..., object]], None]

__all__ = ["enter", "judge_command"]

_LAST_STREAM = 2  # the number of standard error
_OBSERVER = "pytest_tddgate.session.child.observer"
_LEAVING = "pytest_tddgate.session.runs.leaving"


def enter(config: pytest.Config, args: list[str], declare: _Declare) -> Observer:
    """Register and return the observer of this process's run; returns only in the child, never in the judge.

    `declare(add)` calls `add` for each option of the plugin.
    """
    _open_standard_streams()
    orders = orders_of_controller()
    if orders is not None:
        return _observe(config, args, ChildChannel.silent(), orders)
    if CHILD_VARIABLE in os.environ:
        return _observe(config, args, *_spawned(config))
    if config.known_args_namespace.tddgate_gate == Gate.AUDIT.value:
        _leave_to_judge(config, declare)
    elif _owns_the_process(config):
        channel = _fork(config)
    else:
        _spawn_judge(_request(config, config.known_args_namespace))
    return _observe(config, args, channel, channel.wait_for_orders())


def _open_standard_streams() -> None:
    """Open the null device where a standard stream is closed: a pipe would take its number, and soon be replaced."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        os.set_inheritable(descriptor, True)  # noqa: FBT003 - the standard library's own signature
    os.close(descriptor)


def _spawned(config: pytest.Config) -> tuple[ChildChannel, Orders]:
    """The channel and orders of a run that the judge spawned, or that was forked from a spawned reserve."""
    channel = ChildChannel.from_environment()
    orders = channel.wait_for_orders()
    if orders.role == Role.RESERVE:
        _load_for_forks()
        channel = import_module("pytest_tddgate.session.runs.kept_reserve").become_run(orders)
        _leave_at_the_end(config)
        orders = channel.wait_for_orders()
    return channel, orders


def judge_command(request: Request) -> list[str]:
    """The command line of a judge, isolated from the project.

    Garbage collection is off, at the end as well: it would take a tenth of the time, and a judge is short-lived and
    creates few cycles.
    """
    program = (
        "import atexit, gc; gc.disable(); atexit.register(gc.freeze); "
        "from pytest_tddgate.session.judge.judge import main; sys.exit(main(sys.argv[1]))"
    )
    return isolated_command(program, request.to_json())


def _owns_the_process(config: pytest.Config) -> bool:
    """Whether this process was started to be this pytest run, and can be forked.

    A program that calls `pytest.main()` (an IDE, pytester in-process) must not have a forked child return into it.
    """
    program = Path(sys.argv[0]).name if sys.argv else ""
    is_pytest = program in {"pytest", "py.test"} or Path(sys.argv[0]).parts[-2:] == ("pytest", "__main__.py")
    is_same = list(config.invocation_params.args) == sys.argv[1:]
    return hasattr(os, "fork") and is_pytest and is_same and threading.active_count() == 1


def _leave_to_judge(config: pytest.Config, declare: _Declare) -> NoReturn:
    """Start the judge without a child: an audit has no run that belongs to this process."""
    request = _request(config, _given_to_audit(config, declare))
    if _owns_the_process(config):
        sys.stdout.flush()
        sys.stderr.flush()
        _become_judge(request)
    _spawn_judge(request)


def _given_to_audit(config: pytest.Config, declare: _Declare) -> argparse.Namespace:
    """The options given on the command line itself; `addopts` are ignored, because the judged change controls them."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    declare(parser.add_argument)
    given, _ = parser.parse_known_args(list(config.invocation_params.args))
    given.tddgate_gate = Gate.AUDIT.value
    return given


def _fork(config: pytest.Config) -> ChildChannel:
    """The channel of the child, or of a run that the judge starts later.

    The parent becomes the judge and keeps its process id, so that its exit code counts.
    """
    _load_for_forks()
    sys.stdout.flush()
    sys.stderr.flush()
    asking, asked = socket.socketpair()
    reserve = os.fork()
    if reserve == 0:
        asking.close()
        run = wait_in_reserve(asked)
        vars(config)["_inicache"]["cache_dir"] = run.cache  # like `-o cache_dir=…`, which has been parsed already
        _leave_at_the_end(config)
        return run.channel
    asked.close()
    observations, observed = os.pipe()
    orders, ordered = os.pipe()
    child = os.fork()
    if child != 0:
        os.close(observed)
        os.close(orders)
        forked = Forked(child, observations, ordered, reserve, asking.detach())
        for end in forked.ends:
            os.set_inheritable(end, True)  # noqa: FBT003 - the standard library's own signature
        _become_judge(_request(config, config.known_args_namespace)._replace(forked=forked))
    for end in (observations, ordered, asking.detach()):
        os.close(end)
    _leave_stdout(config.known_args_namespace.tddgate_report)
    return ChildChannel(write_to=observed, read_from=orders)


def _load_for_forks() -> None:
    """Import the modules that the child and each run of the reserve need, once before forking."""
    import_module(_OBSERVER)
    import_module(_LEAVING)


def _leave_at_the_end(config: pytest.Config) -> None:
    config.pluginmanager.register(import_module(_LEAVING).Leaving(), "tddgate-leaving")


def _leave_stdout(reports: list[str]) -> None:
    """Redirect this process's standard output to standard error if a report goes to standard output."""
    if not reports:
        return
    from pytest_tddgate.domain.configuration.report_targets import takes_stdout  # noqa: PLC0415 - few runs need it

    if takes_stdout(reports):
        os.dup2(2, 1)


def _become_judge(request: Request) -> NoReturn:
    command = judge_command(request)
    hold_back_interrupts()  # a starting interpreter would end with a traceback; the judge unblocks them
    os.execv(command[0], command)  # noqa: S606 - our own interpreter and code, no shell


def _spawn_judge(request: Request) -> NoReturn:
    """Run the judge as a subprocess, which spawns the child, and exit with its exit code."""
    raise SystemExit(code_of(judge_command(request), starts_held_back=True))


def _request(config: pytest.Config, options: argparse.Namespace) -> Request:
    """The request to the judge: our options and pytest's settings."""
    return Request(
        gate=Gate(options.tddgate_gate),
        directory=str(config.invocation_params.dir),
        rootdir=str(config.rootpath),
        args=tuple(config.invocation_params.args),
        testpaths=tuple(config.getini("testpaths")),
        python_files=tuple(config.getini("python_files")),
        # These two options are missing with `-p no:terminal`.
        verbosity=getattr(config.known_args_namespace, "verbose", 0),
        color=getattr(config.known_args_namespace, "color", "auto"),
        feature=options.tddgate_feature,
        base=options.tddgate_base,
        amend=options.tddgate_amend,
        is_static=options.tddgate_audit == "static",
        sealed=options.tddgate_sealed,
        shows_sealed=options.tddgate_sealed_show == "names",
        budget=options.tddgate_budget,
        workers=options.tddgate_workers,
        reports=tuple(options.tddgate_report),
        pycache_prefix=str(Path(sys.pycache_prefix).absolute()) if sys.pycache_prefix else "",
    )


def _observe(config: pytest.Config, args: list[str], channel: ChildChannel, orders: Orders) -> Observer:
    observer: Observer = import_module(_OBSERVER).Observer(config, channel, orders)  # only a child needs it
    observer.prepare(args)
    config.pluginmanager.register(observer, "tddgate-observer")
    gc.freeze()  # pytest looks for garbage at the end of a run: not in what it was loaded with
    return observer
