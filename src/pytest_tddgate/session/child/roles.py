"""What a child changes in its run before it starts: coverage, selection, and the plugin of its role.

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
from pytest_tddgate.session.pipe.channel import export_orders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pytest_tddgate.domain.run.extra import Extra
    from pytest_tddgate.domain.run.orders import Orders
    from pytest_tddgate.session.child.observer import Observer

__all__ = ["apply_orders"]

_PLUGIN_OF = {
    Role.BASE: ("pytest_tddgate.session.child.base_run", "BaseRun"),
    Role.REPEAT: ("pytest_tddgate.session.child.reverse", "ReverseOrder"),
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

_OUTER_COVERAGE = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
"""Environment variables with which an outer coverage run measures subprocesses."""
_BACKGROUND_OPTIONS = {
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
"""Options of pytest and common plugins, with values for which all tests run and no report is written."""

_EXPECTED_WARNINGS = (
    "ignore:--include is ignored because --source is set",
    "ignore:Can't use core=sysmon",
)
"""Coverage warnings caused by the gate's own options: `include` is overridden on purpose, and a plugin may need what
the chosen core lacks. The project may turn warnings into errors."""
_SELECTION_OPTIONS = ("keyword", "markexpr")


def apply_orders(observer: Observer, args: list[str]) -> None:
    """Set up coverage and the role of this child; changes `args`, the command line, in place."""
    orders, config = observer.orders, observer.config
    role = Role(orders.role)
    if role is Role.VISIBLE:
        observer.channel.later("asked", asked_to_leave_out(config))
    is_worker, has_workers = role is Role.WORKER, bool(orders.extra.get("side_by_side"))
    is_apart = has_workers or role not in {Role.VISIBLE, Role.WORKER}
    if not is_worker and (has_workers or not is_apart):
        export_orders(orders)
    if orders.coverage is not None:
        folders = [str(each) for each in config.getini("pythonpath")]
        observer.channel.later("early", sorted(_imported_from(orders.coverage)), folders)
        _measure_coverage(config, args, orders.coverage, orders.extra)
    if is_apart:
        _run_apart(config, args, orders, has_workers=has_workers)
    elif orders.targets or (orders.extra.get("continue") and not is_worker):
        # A worker parses the user's command line itself, and must also be told what to run.
        config.pluginmanager.register(ContinueAfterErrors(orders.targets), "tddgate-go-on")
    if is_apart or orders.extra.get("unread"):
        config.pluginmanager.register(NoTerminalSummary(), "tddgate-unread")
    if role in _PLUGIN_OF:
        module, name = _PLUGIN_OF[role]
        config.pluginmanager.register(getattr(import_module(module), name)(observer), "tddgate-role")


def _measure_coverage(config: pytest.Config, args: list[str], sources: tuple[str, ...], extra: Extra) -> None:
    """Switch pytest-cov on, in addition to the user's own `--cov` options.

    It reads the early namespace and later the command line, so that both must be changed.
    """
    if not config.pluginmanager.hasplugin("pytest_cov"):
        return
    for name in _OUTER_COVERAGE:
        os.environ.pop(name, None)  # an outer measurement must not mix its data into ours
    if "core" in extra:
        os.environ.setdefault("COVERAGE_CORE", extra["core"])
    if "data_file" in extra:
        os.environ["COVERAGE_FILE"] = extra["data_file"]
    options = [f"--cov={source}" for source in sources] or ["--cov"]
    namespace = config.known_args_namespace
    options += [part for each in _EXPECTED_WARNINGS for part in ("-W", each)]
    namespace.pythonwarnings = [*(namespace.pythonwarnings or []), *_EXPECTED_WARNINGS]
    namespace.cov_source = [*(namespace.cov_source or []), *(sources or [True])]
    if not any(arg.startswith("--cov-report") for arg in args):
        options.append("--cov-report=")
        namespace.cov_report = {"": None}
    if not any(arg.startswith("--cov") for arg in args):
        # The user did not ask for coverage: the gate has its own threshold.
        options.append("--cov-fail-under=0")
        namespace.cov_fail_under = 0.0
    args += options
    config.pluginmanager.register(_JoinedCoverage(), "tddgate-joined-coverage")


def _imported_from(sources: tuple[str, ...]) -> Iterator[str]:
    """The files of already imported modules below these folders or with these names, which coverage missed."""
    folders = tuple(os.path.join(source, "") for source in sources if os.path.isabs(source))
    for name, module in tuple(sys.modules.items()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str) and (name in sources or (folders and os.path.realpath(path).startswith(folders))):
            yield os.path.realpath(path)


def _run_apart(config: pytest.Config, args: list[str], orders: Orders, *, has_workers: bool) -> None:
    """Make this a background run: without the user's coverage, without a debugger, and with all tests."""
    namespace = config.known_args_namespace
    if config.pluginmanager.hasplugin("pytest_cov") and orders.coverage is None:
        namespace.cov_source = []
        args.append("--cov-reset")
    if hasattr(namespace, "numprocesses") and not has_workers:
        args += ["-n0", "--dist=no"]
        namespace.numprocesses = 0
        namespace.dist = "no"
    if orders.role == Role.MUTANTS and namespace.capture == "fd":
        namespace.capture = "sys"  # forks would write to one file and read each other's output
    selects = Role(orders.role).is_selected and not any("::" in each for each in orders.targets)
    targets = () if orders.extra.get("beside") else orders.targets
    selection = Selection(targets, _SELECTION_OPTIONS if selects else (), orders.extra.get("without", ()))
    if orders.extra.get("own_settings"):
        config.pluginmanager.register(OwnSettings(), "tddgate-own-settings")  # called after the plugin registered next
    config.pluginmanager.register(selection, "tddgate-selection")


class ContinueAfterErrors:
    """Runs tests although other files cannot be collected: a missing import is a kind of red."""

    def __init__(self, targets: tuple[str, ...]) -> None:
        """`targets` are absolute paths to run instead of the user's; if empty, the user's are kept."""
        self._targets = targets

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Behave as with `--continue-on-collection-errors`."""
        config.option.continue_on_collection_errors = True
        if self._targets:
            config.args = list(self._targets)


class NoTerminalSummary:
    """Leaves out the terminal summary, which nobody reads: hypothesis, for example, imports a lot to make its part."""

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Disable the summary hook; by now all plugins are registered."""
        config, name = session.config, "pytest_terminal_summary"
        having = [each.plugin for each in getattr(config.hook, name).get_hookimpls()]
        setattr(config.hook, name, config.pluginmanager.subset_hook_caller(name, having))


class Selection:
    """Runs the judge's targets instead of the user's paths, without stopping early, in this process."""

    def __init__(self, targets: tuple[str, ...], kept: tuple[str, ...] = (), without: Sequence[str] = ()) -> None:
        """`targets` are paths or node ids; if empty, the user's paths are kept.

        `kept` are options that are not reset; `without` are node ids, without parameters, to leave out.
        """
        self._targets = targets
        self._without = without
        self._options = {name: value for name, value in _BACKGROUND_OPTIONS.items() if name not in kept}

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Set the options that pytest reads after this."""
        vars(config.option).update(self._options)
        if self._without:
            config.option.deselect = [*(config.option.deselect or ()), *self._without]
        if self._targets:
            config.args = list(self._targets)


class _JoinedCoverage:
    """Ignores `[coverage:paths]` entries whose first path, which the others are mapped to, is a pattern.

    Coverage refuses these after all tests have run: `.tox/*/site-packages` comes first in pyjwt. They are meant for
    other runs' data, and a project that measures in another way never sees the error; the gate measures on its own.
    """

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> None:
        """Change the settings of the coverage object that pytest-cov combines with, which exists by now."""
        controller = getattr(session.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
        joining: Any = getattr(controller, "combining_cov", None)
        if joining is not None:
            joining.config.paths = {name: each for name, each in joining.config.paths.items() if _has_home(each)}


def _has_home(paths: list[str]) -> bool:
    return bool(paths) and not {"*", "?"} & set(paths[0])
