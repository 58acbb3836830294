"""Finds the missing name in an exception, and puts a stand-in there.

PYTEST_DONT_REWRITE: there is no assertion here.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import re
import sys
import traceback
import types
from typing import TYPE_CHECKING, Any

from pytest_tddgate.session.child.exceptions import describe, settings_module
from pytest_tddgate.session.child.standin_modules import StandInLoader
from pytest_tddgate.session.child.standins import answer, make_standin, note_use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["Filler"]

_PATCHED = re.compile(
    r"<(?:module|class) '(?P<owner>[\w.]+)'[^>]*>,? (?:does not have the|has no) attribute '?(?P<name>\w+)'?"
)
_KEYWORD = re.compile(r"(?P<callee>[\w.<>]+)\(\) got an unexpected keyword argument '(?P<name>\w+)'")

_BY_NAME = frozenset({"importlib", "pkgutil", "unittest", "mock"})
"""Packages that import names given as text, and try each part of a name as a module."""


class Filler(importlib.abc.MetaPathFinder):
    """Fills gaps in first-party code, and remembers the filled names."""

    def __init__(self, first_party: Sequence[str]) -> None:
        """`first_party` are the subject's top-level import names."""
        self._first_party = frozenset(first_party)
        self.filled: dict[str, None] = {}
        self.lacks_modules = False

    def install(self) -> None:
        """Handle imports of missing first-party modules, after all other finders."""
        sys.meta_path.append(self)

    def find_spec(
        self, name: str, _path: object = None, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        """A stand-in for a first-party module that no other finder has found.

        `from package import name` also tries to import `package.name`; that is a name, not a module, and ignored here.
        So are calls of `importlib.util.find_spec`, which import nothing.
        """
        parent, _, own = name.rpartition(".")
        asking = _asking()
        if not self._is_ours(name) or _is_from_list() or asking == "importlib.util":
            return None
        # `mock.patch("shop.Cart.total")` tries `shop.Cart` as a module, which would replace the class. A stand-in that
        # came from `from shop import cart` is replaced by a module when `from shop.cart import total` follows.
        is_there = own in getattr(sys.modules.get(parent), "__dict__", ())
        if is_there and (name not in self.filled or asking.partition(".")[0] in _BY_NAME):
            return None
        self.filled[name], self.lacks_modules = None, True
        return importlib.machinery.ModuleSpec(name, self._loader(), is_package=True)

    def _loader(self) -> importlib.abc.Loader:
        return StandInLoader(self.filled)

    def fill(self, problem: BaseException) -> bool:
        """Whether the exception, or one in its chain, lacked a first-party name that is filled now.

        Modules whose import it ended are not loaded any more then, and run anew when they are imported again.
        """
        is_filled = any(self._fill_one(each) for each in _causes_of(problem))
        for each in _causes_of(problem) if is_filled else ():
            _forget_halves(each)
        return is_filled

    def _fill_one(self, problem: BaseException) -> bool:
        match problem:
            case ModuleNotFoundError():
                return False  # `find_spec` has handled it
            case ImportError():
                seen = describe(problem)
                owner = sys.modules.get(seen["owner"])
                self.lacks_modules = self.lacks_modules or hasattr(owner, "__path__")  # the name may be a module
                return self._set(owner, seen["owner"], seen["subject"])
            case AttributeError():
                return self._fill_attribute(problem)
            case TypeError():
                return self._fill_parameter(str(problem))
            case NotImplementedError():
                return self._fill_stub(problem)
            case _:
                return False

    def _fill_attribute(self, problem: AttributeError) -> bool:
        owner, name = problem.obj, problem.name
        if not name:
            patched = _PATCHED.search(str(problem))
            if not patched:
                return False
            owner, name = _resolve(patched["owner"]), patched["name"]
        if (module := settings_module(owner)) is not None:
            return self._set(owner, module.__name__, name, is_value=True)
        is_value = False
        if not isinstance(owner, types.ModuleType | type):
            owner, is_value = type(owner), True
        home = owner.__name__ if isinstance(owner, types.ModuleType) else owner.__module__
        label = home if isinstance(owner, types.ModuleType) else f"{home}.{owner.__qualname__}"
        return self._set(owner, label, name, is_value=is_value) if self._is_ours(home) else False

    def _set(self, owner: object, label: str, name: str, *, is_value: bool = False) -> bool:
        if owner is None or not name or not self._is_ours(label) or f"{label}.{name}" in self.filled:
            return False
        try:
            setattr(owner, name, make_standin(f"{label}.{name}", is_value=is_value))
        except (AttributeError, TypeError):
            return False
        self.filled[f"{label}.{name}"] = None
        return True

    def _fill_parameter(self, message: str) -> bool:
        """Let an existing function accept and ignore an unknown keyword argument."""
        found = _KEYWORD.search(message)
        label = f"{found['callee']}({found['name']}=)" if found else ""
        if not found or label in self.filled:
            return False
        function = self._function(found["callee"])
        if function is None or not _replace(function, _ignoring(function, found["name"], label)):
            return False
        self.filled[label] = None
        return True

    def _fill_stub(self, problem: BaseException) -> bool:
        """Let a stub of the subject that raises NotImplementedError answer like a stand-in."""
        frame = problem.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        if frame is None:
            return False
        module, code = frame.tb_frame.f_globals.get("__name__", ""), frame.tb_frame.f_code
        label = f"{module}.{code.co_qualname}"
        function = _attribute(sys.modules.get(module), code.co_qualname) if self._is_ours(module) else None
        if label in self.filled or not isinstance(function, types.FunctionType):
            return False
        self.filled[label] = None
        return _replace(function, lambda args, kwargs: answer(label, args, kwargs))

    def _function(self, qualified: str) -> types.FunctionType | None:
        """The first-party function with this qualified name, in any module; for a class, its `__init__`."""
        for name, module in list(sys.modules.items()):
            if self._is_ours(name):
                found = _attribute(module, qualified)
                found = vars(found).get("__init__") if isinstance(found, type) else found
                if isinstance(found, types.FunctionType):
                    return found
        return None

    def _is_ours(self, name: str) -> bool:
        return name.partition(".")[0] in self._first_party


def _is_from_list() -> bool:
    frame: types.FrameType | None = sys._getframe(2)  # noqa: SLF001 - the import system gives no other hint
    for _ in range(8):
        if frame is None or frame.f_code.co_filename != "<frozen importlib._bootstrap>":
            return False
        if frame.f_code.co_name == "_handle_fromlist":
            return True
        frame = frame.f_back
    return False


def _asking() -> str:
    """The module that imports; `importlib.util` only looks, as Django does for each application's commands."""
    frame: types.FrameType | None = sys._getframe(2)  # noqa: SLF001 - as above
    while frame is not None and frame.f_code.co_filename == "<frozen importlib._bootstrap>":
        frame = frame.f_back
    return str(frame.f_globals.get("__name__", "")) if frame is not None else ""


def _causes_of(problem: BaseException | None) -> Iterator[BaseException]:
    """The exception, and the exceptions it was raised from or while handling."""
    for _ in range(6):
        if problem is None:
            return
        yield problem
        problem = problem.__cause__ or problem.__context__


def _forget_halves(problem: BaseException) -> None:
    """Unload the modules that ran only until this exception; pytest keeps them with `--import-mode=importlib`."""
    for frame, _ in traceback.walk_tb(problem.__traceback__):
        names, code = frame.f_globals, frame.f_code
        module = sys.modules.get(names.get("__name__", ""))
        # By the last part: pytest's bytecode names the folder where it was compiled. Text for `exec` has another name.
        is_its_file = os.path.basename(code.co_filename) == os.path.basename(names.get("__file__") or "")
        if code.co_name == "<module>" and is_its_file and getattr(module, "__dict__", None) is names:
            del sys.modules[names["__name__"]]


def _resolve(dotted: str) -> object:
    """The module or class with this dotted name, None if it is not loaded."""
    module, _, rest = dotted.rpartition(".")
    return sys.modules.get(dotted) or _attribute(sys.modules.get(module), rest)


def _attribute(owner: object, qualified: str) -> Any:
    for part in qualified.split("."):
        owner = getattr(owner, part, None)
    return owner


def _ignoring(function: types.FunctionType, name: str, label: str) -> Callable[[tuple[Any, ...], dict[str, Any]], Any]:
    original = types.FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__, function.__closure__
    )
    original.__kwdefaults__ = function.__kwdefaults__

    def call(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if name in kwargs:
            del kwargs[name]
            note_use(label)
        return original(*args, **kwargs)

    return call


def _replace(function: types.FunctionType, call: Callable[[tuple[Any, ...], dict[str, Any]], Any]) -> bool:
    """Make the function object itself call `call`, wherever it was imported to; False for a closure."""

    def shim(*args: Any, __tddgate_call: Any = None, **kwargs: Any) -> Any:
        return __tddgate_call(args, kwargs)

    if function.__code__.co_freevars:
        return False
    function.__code__ = shim.__code__
    function.__defaults__ = None
    function.__kwdefaults__ = {"__tddgate_call": call}
    return True
