"""What a child changes about its run before it starts: coverage, selection, and the plugin of its role.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from pytest_tddgate.domain.run.role import Role
from pytest_tddgate.session.child.asked import OwnSettings, asked_to_leave_out
from pytest_tddgate.session.pipe.channel import tell_workers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.session.child.observer import Observer

__all__ = ["obey"]

_PLUGIN_OF = {
    Role.BASE: ("pytest_tddgate.session.child.base_run", "BaseRun"),
    Role.REPEAT: ("pytest_tddgate.session.child.reverse", "Reverse"),
    Role.STANDINS: ("pytest_tddgate.session.child.standin_run", "StandinRun"),
    Role.CONTROL: ("pytest_tddgate.session.child.control", "Control"),
    Role.CALLS: ("pytest_tddgate.session.calls.run", "Calls"),
    Role.PROBES: ("pytest_tddgate.session.child.probes", "Probes"),
    Role.HELD_OUT: ("pytest_tddgate.session.child.held_out_run", "HeldOutRun"),
    Role.MUTANTS: ("pytest_tddgate.session.mutants.run", "Mutants"),
    Role.EXAMPLES: ("pytest_tddgate.session.child.example_run", "ExampleRun"),
    Role.LINES: ("pytest_tddgate.session.mutants.alone", "Lines"),
    Role.ALONE: ("pytest_tddgate.session.mutants.alone", "Alone"),
}

_OUTER = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
"""Environment variables by which coverage follows its own process into others."""
_ALONE = {
    "continue_on_collection_errors": True,
    "usepdb": False,
    "maxfail": 0,
    "reruns": 0,
    "keyword": "",
    "markexpr": "",
    "tbstyle": "no",
    "lf": False,
    "failedfirst": False,
    "newfirst": False,
    "stepwise": False,
    "randomly_reorganize": False,
    "xmlpath": None,
    "htmlpath": None,
    "report_log": None,
    "json_report": False,
    "allure_report_dir": None,
}
"""Options of pytest and of common plugins, with the value at which they leave a run alone and write no report."""

_AS_ORDERED = (
    "ignore:--include is ignored because --source is set",
    "ignore:Can't use core=sysmon",
)
"""Warnings of coverage about what the gate asks of it: an `include` is left out on purpose, and a plugin may want what
the chosen core cannot do. The project may have made warnings errors."""
_CHOICE = ("keyword", "markexpr")


def obey(observer: Observer, args: list[str]) -> None:
    """Set up coverage and the role of this child; `args` are the command line, changed in place."""
    orders, config = observer.orders, observer.config
    role = Role(orders.role)
    if role is Role.VISIBLE:
        observer.channel.later("asked", asked_to_leave_out(config))
    is_worker, has_workers = role is Role.WORKER, bool(orders.extra.get("side_by_side"))
    is_apart = has_workers or role not in {Role.VISIBLE, Role.WORKER}
    if not is_worker and (has_workers or not is_apart):
        tell_workers(orders)
    if orders.coverage is not None:
        folders = [str(each) for each in config.getini("pythonpath")]
        observer.channel.later("early", sorted(_imported_from(orders.coverage)), folders)
        _measure_coverage(config, args, orders.coverage, orders.extra)
    if is_apart:
        _run_apart(config, args, orders, has_workers=has_workers)
    elif orders.targets or (orders.extra.get("continue") and not is_worker):
        # A worker reads the user's command line by itself, and has to be told as well what is to run.
        config.pluginmanager.register(GoOn(orders.targets), "tddgate-go-on")
    if is_apart or orders.extra.get("unread"):
        config.pluginmanager.register(Unread(), "tddgate-unread")
    if role in _PLUGIN_OF:
        module, name = _PLUGIN_OF[role]
        config.pluginmanager.register(getattr(import_module(module), name)(observer), "tddgate-role")


def _measure_coverage(config: pytest.Config, args: list[str], sources: tuple[str, ...], extra: Extra) -> None:
    """Switch pytest-cov on beside the user's own `--cov` options.

    It reads the early namespace and, later, the command line, so both have to say the same.
    """
    if not config.pluginmanager.hasplugin("pytest_cov"):
        return
    for name in _OUTER:
        os.environ.pop(name, None)  # a measurement around this run must not mix its data into ours
    if "core" in extra:
        os.environ.setdefault("COVERAGE_CORE", extra["core"])
    if "data_file" in extra:
        os.environ["COVERAGE_FILE"] = extra["data_file"]
    options = [f"--cov={source}" for source in sources] or ["--cov"]
    namespace = config.known_args_namespace
    options += [part for each in _AS_ORDERED for part in ("-W", each)]
    namespace.pythonwarnings = [*(namespace.pythonwarnings or []), *_AS_ORDERED]
    namespace.cov_source = [*(namespace.cov_source or []), *(sources or [True])]
    if not any(arg.startswith("--cov-report") for arg in args):
        options.append("--cov-report=")
        namespace.cov_report = {"": None}
    if not any(arg.startswith("--cov") for arg in args):
        # The user did not ask for coverage here: the gate has a threshold of its own.
        options.append("--cov-fail-under=0")
        namespace.cov_fail_under = 0.0
    args += options
    config.pluginmanager.register(_JoinedCoverage(), "tddgate-joined-coverage")


def _imported_from(sources: tuple[str, ...]) -> Iterator[str]:
    """The files of modules that are here already, below these directories or of these names; coverage missed them."""
    folders = tuple(os.path.join(source, "") for source in sources if os.path.isabs(source))
    for name, module in tuple(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str) and (name in sources or (folders and os.path.realpath(path).startswith(folders))):
            yield os.path.realpath(path)


def _run_apart(config: pytest.Config, args: list[str], orders: Orders, *, has_workers: bool) -> None:
    """Make this a run that nobody watches: no coverage of the user's, no debugger, nothing cut short."""
    namespace = config.known_args_namespace
    if config.pluginmanager.hasplugin("pytest_cov") and orders.coverage is None:
        namespace.cov_source = []
        args.append("--cov-reset")
    if hasattr(namespace, "numprocesses") and not has_workers:
        args += ["-n0", "--dist=no"]
        namespace.numprocesses = 0
        namespace.dist = "no"
    if orders.role == Role.MUTANTS and namespace.capture == "fd":
        namespace.capture = "sys"  # forks would write to one file, and read each other's output
    selects = Role(orders.role).is_selected and not any("::" in each for each in orders.targets)
    selection = Selection(orders.targets, _CHOICE if selects else (), orders.extra.get("without", ()))
    if orders.extra.get("own_settings"):
        config.pluginmanager.register(OwnSettings(), "tddgate-own-settings")  # asked after what is registered next
    config.pluginmanager.register(selection, "tddgate-selection")


class GoOn:
    """Runs the tests that can be collected although others cannot: an import that is missing is a kind of red."""

    def __init__(self, targets: tuple[str, ...]) -> None:
        """`targets` are the paths to run in place of the user's, absolute; none leaves them as they are."""
        self._targets = targets

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Do as with `--continue-on-collection-errors`."""
        config.option.continue_on_collection_errors = True
        if self._targets:
            config.args = list(self._targets)


class Unread:
    """Leaves out the summary, which nobody reads: hypothesis, for one, loads all of itself to make its own."""

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Let the hook of the summary call nobody; by now every plugin is registered."""
        config, name = session.config, "pytest_terminal_summary"
        having = [each.plugin for each in getattr(config.hook, name).get_hookimpls()]
        setattr(config.hook, name, config.pluginmanager.subset_hook_caller(name, having))


class Selection:
    """Runs the judge's targets in place of the user's paths, to the end, in this process."""

    def __init__(self, targets: tuple[str, ...], kept: tuple[str, ...] = (), without: Sequence[str] = ()) -> None:
        """`targets` are paths or node ids; none leaves the user's paths as they are.

        `kept` are options, left alone; `without` are node ids to leave out, without their cases.
        """
        self._targets = targets
        self._without = without
        self._options = {name: value for name, value in _ALONE.items() if name not in kept}

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Take over the options that pytest reads after this."""
        vars(config.option).update(self._options)
        if self._without:
            config.option.deselect = [*(config.option.deselect or ()), *self._without]
        if self._targets:
            config.args = list(self._targets)


class _JoinedCoverage:
    """Leaves out what `[coverage:paths]` says where its first path, the one to join to, is a pattern.

    Coverage refuses that, once all tests have run: `.tox/*/site-packages` first, as in pyjwt. Such settings are meant
    for the data of other runs, and a project that measures otherwise never sees the error; the gate asked by itself.
    """

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Look at what pytest-cov will join with, which is there by now."""
        controller = getattr(session.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
        joining: Any = getattr(controller, "combining_cov", None)
        if joining is not None:
            joining.config.paths = {name: each for name, each in joining.config.paths.items() if _has_home(each)}


def _has_home(paths: list[str]) -> bool:
    return bool(paths) and not {"*", "?"} & set(paths[0])
