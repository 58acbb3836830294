"""Blames a failed import or a missing attribute on the subject, the tests, or the environment."""

from __future__ import annotations

import os.path
import re
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Side
from pytest_tddgate.domain.red.dependence import MODULE
from pytest_tddgate.domain.red.judgement import Blame, Lack, Red

if TYPE_CHECKING:
    from pytest_tddgate.domain.contracts.layout import Layout
    from pytest_tddgate.domain.red.judgement import Scene
    from pytest_tddgate.domain.run.observation import ExceptionSeen
    from pytest_tddgate.domain.verdict import Place

__all__ = ["blame_attribute", "blame_import"]

_ENVIRONMENT = "broken-environment"
_INSTALLED = re.compile(r"[/\\](?:site|dist)-packages[/\\]")
_HIDDEN = "None in sys.modules"
_PATCHED = re.compile(
    r"<(?:module|class) '(?P<owner>[\w.]+)'[^>]*>(?:,)? (?:does not have the|has no) attribute '?(?P<name>\w+)'?"
)


def blame_import(exception: ExceptionSeen, layout: Layout, at: Place | None) -> Blame:
    """The blame for an ImportError that is raised at this place."""
    module = exception.owner or exception.subject
    if _HIDDEN in exception.message and at is not None and layout.side_of(at.path) is not Side.SUBJECT:
        return Blame(None, "broken-test", f"imports a module that the test hides: {module} in sys.modules", at)
    if not exception.owner and (package := layout.present_package(module)):
        return _not_installed(module, package, at)
    if layout.is_first_party(module) and not _is_of_installed(exception):
        missing = f"{module}.{exception.subject}" if exception.owner else module
        if hidden := _hidden_by_folder(missing, exception.source, layout, at):
            return hidden
        return Blame(Red.MISSING, what=f"{missing} does not exist yet", at=at, missing=missing)
    is_of_tests = layout.side_of_frame(exception.source) is Side.TEST or any(
        module.split(".")[0] == root.rpartition("/")[2] for root in layout.tests
    )
    if is_of_tests:
        return Blame(None, "broken-test", f"imports a name that the tests do not define: {exception.message}", at)
    return _blame_outside(exception, module, layout, at)


def _is_of_installed(exception: ExceptionSeen) -> bool:
    """Whether an installed package imports the module by itself; it is then another distribution's namespace."""
    last = exception.frames[-1] if exception.frames else None
    return last is not None and last.function == MODULE and bool(_INSTALLED.search(last.path))


def _blame_outside(exception: ExceptionSeen, module: str, layout: Layout, at: Place | None) -> Blame:
    """The blame for a missing module, or name in it, that belongs neither to the subject nor to the tests."""
    name = f"{module}.{exception.subject}" if exception.owner else module
    if path := layout.unclaimed_path(exception.source):
        return _left_out(name, module, path, layout, at)
    if path := layout.neighbour(exception.source):
        return _of_neighbour(name, path, at)
    what = f"needs a package that is not installed: {exception.message}"
    next_step = _install_or_begin(module, layout) if exception.is_a("builtins.ModuleNotFoundError") else ""
    return Blame(None, _ENVIRONMENT, what, at, next_step=next_step, lacks=Lack.PACKAGE)


def blame_attribute(exception: ExceptionSeen, scene: Scene, at: Place | None) -> Blame | None:
    """The blame for an attribute that the project's code does not have; None for every other failure."""
    layout = scene.layout
    if not exception.is_a("builtins.AttributeError") or at is None or layout.side_of(at.path) is Side.SUBJECT:
        return None
    owner, name = exception.owner, exception.subject
    patched = _PATCHED.search(exception.message)
    if patched and not owner:
        owner, name = patched["owner"], patched["name"]
    module, _, kind = owner.partition(":")
    missing = ".".join(each for each in (module, kind, name) if each)
    if not name:
        return None
    if layout.is_first_party(module) or layout.side_of_frame(exception.source) is Side.SUBJECT:
        if not kind and (hidden := _hidden_by_folder(missing, exception.source, layout, at)):
            return hidden
        return Blame(Red.MISSING, what=f"{missing} does not exist yet", at=at, missing=missing)
    path = layout.unclaimed_path(exception.source)
    return _left_out(missing, module, path, layout, at) if path else None


def _not_installed(module: str, package: str, at: Place | None) -> Blame:
    """The blame for an existing package that Python cannot find: it is neither installed nor on the path."""
    folder = package.rpartition("/")[0] or "."
    what = f"cannot import {module}, though {package} is here: it is not installed, nor is {folder} on the path"
    next_step = f'pip install -e ., or set pythonpath = ["{folder}"] in pytest\'s settings'
    return Blame(None, _ENVIRONMENT, what, at, next_step=next_step)


def _hidden_by_folder(name: str, source: str, layout: Layout, at: Place | None) -> Blame | None:
    """The blame for a name that Python looked up in a folder above its package, which has the same name.

    `source` is that folder, or its `__init__.py`. None if Python looked into the package itself.
    """
    top = name.partition(".")[0]
    package, is_file = layout.present_package(top), os.path.basename(source) == "__init__.py"
    folder = os.path.dirname(source) if is_file else source
    if (
        not package
        or not folder
        or folder.endswith(".py")
        or not os.path.join(layout.top, package).startswith(os.path.join(folder, ""))
    ):
        return None
    above = package.rpartition("/")[0] or "."
    what = f"cannot find {name}: {package} is here, and Python takes {folder} for {top}"
    next_step = (
        f"remove {layout.relative(source) or source}: it makes its folder the package"
        if is_file
        else f'set pythonpath = ["{above}"] in pytest\'s settings, or pip install -e .'
    )
    return Blame(None, _ENVIRONMENT, what, at, next_step=next_step)


def _left_out(name: str, module: str, path: str, layout: Layout, at: Place | None) -> Blame:
    """The blame for a name in a module of the project that the settings do not count as the subject."""
    entries = ", ".join(f'"{each}"' for each in (*layout.entries, layout.entry_of(path, module)))
    what = f"needs {name}, and {path} does not count as product code"
    next_step = f"if it is product code, say so: source = [{entries}] in [tool.tddgate]"
    return Blame(None, _ENVIRONMENT, what, at, next_step=next_step)


def _of_neighbour(name: str, path: str, at: Place | None) -> Blame:
    """The blame for a name in another project of the repository, where that project's own gates apply."""
    what = f"needs {name}, and {path} is of another project of this repository"
    next_step = f"lock a test for {name} in that project and implement it there, then run this gate again"
    return Blame(None, _ENVIRONMENT, what, at, next_step=next_step)


def _install_or_begin(module: str, layout: Layout) -> str:
    """The next step for an unknown module: only the author knows whether to install it or to write it."""
    if layout.is_first_party(module):
        return f"install the package that has {module}"
    name = module.partition(".")[0]
    folder = layout.source[0].removeprefix(".") if layout.source else ""
    begun = f"{folder}/{name}/__init__.py" if folder else f"{name}/__init__.py"
    return f"install {name}, or use a fake for it; if you are about to write it, begin with an empty {begun}"
