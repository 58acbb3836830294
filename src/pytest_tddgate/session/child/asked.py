"""Which options of this run leave tests out that the project's own settings would let run.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["OwnSettings", "asked_to_leave_out"]

_TEXTS = {"keyword": "-k", "markexpr": "-m"}
_OF_CACHE = {"lf": "--lf", "stepwise": "--sw", "stepwise_skip": "--sw"}
_NAMED = {"deselect": "--deselect", "ignore": "--ignore", "ignore_glob": "--ignore-glob", "file_or_dir": ""}
_OF_PROCESS = (
    *("basetemp", "cache", "capture", "color", "confcutdir", "cov", "dist", "file_or_dir", "inifilename", "no_cov"),
    *("maxprocesses", "numprocesses", "override_ini", "plugins", "pyargs", "rootdir", "tb", "tddgate_", "tx"),
)
"""How options begin that say how a run is made, and not of which tests."""
_WHAT_IS_A_TEST = ("python_files", "python_classes", "python_functions", "norecursedirs", "testpaths")


def asked_to_leave_out(config: pytest.Config) -> list[str]:
    """The options, each by its short name and once, as pytest itself reads them; and paths as they were given.

    What the settings' `addopts` say is left out, but for what rests on the cache: that is nobody's settings. So are
    the tests, files and paths that the command line names: who typed them knows. In `PYTEST_ADDOPTS` they count.
    `-o NAME` stands for settings of the command line that say what a test is, `-c FILE` for those of another file.
    To be asked before any conftest is there.
    """
    given = config.known_args_namespace
    own, typed = _read(config, _own_words(config)), _read(config, list(config.invocation_params.args))
    return list(dict.fromkeys(_asked(given, own, typed)))


class OwnSettings:
    """Collects tests with the options that the project's settings give, those of its plugins among them."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Put every option back that says what is run, and let nothing run."""
        own = vars(_read(config, _own_words(config)))
        vars(config.option).update({name: each for name, each in own.items() if not name.startswith(_OF_PROCESS)})
        config.option.collectonly = True
        config.option.continue_on_collection_errors = True


def _asked(given: argparse.Namespace, own: argparse.Namespace, typed: argparse.Namespace) -> Iterator[str]:
    for name, option in _TEXTS.items():
        if getattr(given, name, "") and getattr(given, name) != getattr(own, name, ""):
            yield option
    for name, option in _OF_CACHE.items():
        if getattr(given, name, False):
            yield option
    for name, option in _NAMED.items():
        known = [*(getattr(own, name, None) or ()), *(getattr(typed, name, None) or ())]
        for each in getattr(given, name, None) or ():
            if each not in known:
                yield option or str(each)
    yield from _other_settings(given)


def _other_settings(given: argparse.Namespace) -> Iterator[str]:
    if given.inifilename:
        yield f"-c {given.inifilename}"
    for each in given.override_ini or ():
        name = each.partition("=")[0].strip()
        if name in _WHAT_IS_A_TEST:
            yield f"-o {name}"


def _own_words(config: pytest.Config) -> list[str]:
    """The settings' own `addopts`; none where the command line has put others in their place."""
    overridden = {each.partition("=")[0].strip() for each in config.known_args_namespace.override_ini or ()}
    return [] if "addopts" in overridden else [str(each) for each in config.getini("addopts")]


def _read(config: pytest.Config, words: list[str]) -> argparse.Namespace:
    """These words as pytest reads a command line, beside nothing else."""
    return config._parser.parse_known_args(words, namespace=argparse.Namespace())  # noqa: SLF001 - it has no other name
