"""Who is to blame for a red test: the missing subject, the test itself, or the environment.

The place of the fault decides, not the class of the exception: in 125 real commits, an allow-list of classes refused
26 % of the honest tests, and a deny-list let half of the broken ones through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pytest_tddgate.domain.contracts.layout import Layout, Side
from pytest_tddgate.domain.red.absent_names import blame_attribute, blame_import
from pytest_tddgate.domain.red.dependence import MODULE, StatementKind
from pytest_tddgate.domain.red.judgement import Blame, Lack, Red, Scene
from pytest_tddgate.domain.red.misuse import PYTEST_FAILED, blame_misuse
from pytest_tddgate.domain.red.own_faults import is_own_fault
from pytest_tddgate.domain.verdict import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_tddgate.domain.red.dependence import ModuleDependence
    from pytest_tddgate.domain.run.observation import ExceptionSeen, Frame

__all__ = ["Blame", "Red", "Scene", "blame_of"]

_WRAPPERS = ("_pytest.nodes.Collector.CollectError", "_pytest.config.ConftestImportFailure")
_NETWORK = (
    "builtins.ConnectionError", "socket.gaierror", "_socket.gaierror", "socket.herror", "ssl.SSLError",
    "urllib.error.URLError", "builtins.MemoryError",
)  # fmt: skip
_EXITS = ("builtins.SystemExit", "builtins.KeyboardInterrupt", "_pytest.outcomes.Exit")
_EXPECTED_RAISE = ("DID NOT RAISE", "DID NOT WARN")
_NO_EXCEPTION = "exceptions must derive from BaseException"  # what `raise` says of any other value
_MOCK_RAISES = "_execute_mock_call"  # the function of unittest.mock that raises a side effect
_FIXTURE = re.compile(r"\('(\w+)', <")  # the name of the fixture, before the name of what requests it
_PARAMETER = re.compile(
    r"(?P<callee>[\w.<>]+)\(\) (?:got an unexpected keyword argument '(?P<name>\w+)'|takes |missing )"
)


def blame_of(exception: ExceptionSeen, scene: Scene) -> Blame:
    """The blame for an exception, judged in this scene."""
    while exception.is_a(*_WRAPPERS) and exception.context is not None:
        exception = exception.context
    blame = _behind(exception, scene) or _blame_alone(exception, scene)
    is_unwritten = any(each.is_a("builtins.NotImplementedError") for each in (exception, *_contexts(exception)))
    return replace(blame, is_unwritten=True) if is_unwritten and blame.red is not None else blame


def _behind(exception: ExceptionSeen, scene: Scene) -> Blame | None:
    """The blame for a missing name behind an unmet expectation: `pytest.raises` and `warns` keep it as context."""
    if not exception.is_a("builtins.AssertionError", PYTEST_FAILED):
        return None
    for inner in _contexts(exception):
        hides = inner.is_a(
            "builtins.NameError", "builtins.AttributeError", "builtins.ImportError", "builtins.TypeError"
        )
        blame = _blame_alone(inner, scene) if hides and inner.frames else None
        if blame is not None and (blame.red is Red.MISSING or inner.is_a("builtins.NameError")):
            return blame
    return None


def _contexts(exception: ExceptionSeen) -> Iterator[ExceptionSeen]:
    while exception.context is not None:
        exception = exception.context
        yield exception


def _blame_alone(exception: ExceptionSeen, scene: Scene) -> Blame:
    by_type = _blame_by_type(exception, scene)
    if by_type is not None:
        return by_type
    side, frame = _innermost(exception.frames, scene.layout)
    if frame is None:
        return _fault("broken-environment", f"fails outside the project with {_brief(exception)}", None)
    if exception.is_a(*_NETWORK) and frame is not exception.frames[-1]:
        return _fault(
            "broken-environment", f"needs something that is not here: {_brief(exception)}", _place(frame, scene)
        )
    if side is Side.SUBJECT:
        return Blame(Red.RAISED, what=_brief(exception), at=_place(frame, scene))
    fault = _helper_fault(exception, frame, scene)
    return _fault(*fault, _place(frame, scene)) if fault else _blame_in_test(exception, frame, scene)


def _blame_by_type(exception: ExceptionSeen, scene: Scene) -> Blame | None:
    """The blame, if the type of the exception decides it; else None."""
    side, frame = _innermost(exception.frames, scene.layout)
    at = _place(frame, scene)
    if misused := blame_misuse(exception, scene.layout, at):
        return misused
    if exception.is_a("builtins.ImportError"):
        return blame_import(exception, scene.layout, at)
    if exception.is_a("builtins.SyntaxError"):
        return _blame_syntax(exception, scene, side, at)
    if exception.is_a("_pytest.fixtures.FixtureLookupError"):
        return _blame_fixture(exception, scene, at)
    if exception.is_a("doctest.DocTestFailure"):
        place = Place(scene.test.file) if scene.test else at
        return Blame(Red.UNMET, what="an example gives another result than it shows", at=place)
    return blame_attribute(exception, scene, at)


def _blame_fixture(exception: ExceptionSeen, scene: Scene, at: Place | None) -> Blame:
    """The blame for an unknown fixture: it is missing if a plugin of the subject may define it for an assertion."""
    named = _FIXTURE.match(exception.message)
    wanted = named[1] if named else exception.message.partition("\n")[0] or "a fixture that does not exist"
    flow = scene.dependence(scene.test.file) if scene.test else None
    is_of_subject = scene.layout.side_of_frame(exception.source) is Side.SUBJECT
    if named and is_of_subject and flow and scene.test and flow.asserts(scene.test.name):
        return Blame(Red.MISSING, what=f"the fixture {wanted} does not exist yet", at=at)
    what = f"asks for a fixture that nobody defines: {wanted}"
    return Blame(None, rule="broken-test", what=what, at=at, lacks=Lack.FIXTURE)


def _blame_syntax(exception: ExceptionSeen, scene: Scene, side: Side, at: Place | None) -> Blame | None:
    """The blame for a module that does not compile; None for a text that the subject asked Python to parse."""
    is_subject = scene.layout.side_of_frame(exception.source) is Side.SUBJECT
    if side is Side.SUBJECT and not is_subject:
        return None
    rule = "broken-environment" if is_subject else "broken-test"
    return _fault(rule, f"does not compile: {exception.message}", at)


def _blame_in_test(exception: ExceptionSeen, frame: Frame, scene: Scene) -> Blame:
    """The blame for a failure whose innermost project frame is on the tests' side."""
    at = _place(frame, scene)
    is_exit = exception.is_a(*_EXITS) and frame is exception.frames[-1]
    if is_exit or exception.is_a("builtins.NameError"):
        verb = "leaves by itself" if is_exit else "uses a name that does not exist"
        lacks = None if is_exit else Lack.NAME
        return Blame(None, rule="broken-test", what=f"{verb}: {_brief(exception)}", at=at, lacks=lacks)
    flow = _data_flow(exception, scene)
    is_no_exception = flow.raises_subject and exception.message.startswith(_NO_EXCEPTION)
    if flow.is_explicit and not flow.is_conditional and not is_no_exception:
        return _fault("unconditional", "fails by itself, whatever your code does", at)
    if exception.is_a("builtins.AssertionError", PYTEST_FAILED):
        return _blame_assertion(exception, flow, at)
    is_own = not flow.depends or not flow.is_of_subject or is_own_fault(exception, frame, scene)
    if is_own and not is_no_exception:
        return _fault("broken-test", f"fails because of a fault in the test: {_brief(exception)}", at)
    parameter = _PARAMETER.search(exception.message) if exception.is_a("builtins.TypeError") else None
    if parameter and parameter["name"]:
        missing = f"{parameter['callee']}({parameter['name']}=)"
        return Blame(Red.MISSING, what=f"{missing} does not exist yet", at=at, missing=missing)
    return Blame(Red.RAISED, what=_brief(exception), at=at)


def _helper_fault(exception: ExceptionSeen, frame: Frame, scene: Scene) -> tuple[str, str] | None:
    """Rule and message, if a helper of the tests is called wrongly or always fails without the subject; else None."""
    path = scene.layout.relative(frame.path) or ""
    dependence = scene.dependence(path)
    if dependence is None or any(scene.layout.side_of_frame(each.path) is Side.SUBJECT for each in exception.frames):
        return None
    called = _PARAMETER.search(exception.message) if exception.is_a("builtins.TypeError") else None
    if called and frame is exception.frames[-1] and dependence.knows(called["callee"].replace(".", "::")):
        return "broken-test", f"calls a helper of the tests wrongly: {_brief(exception)}"
    is_helper = scene.test is None or scene.test.name.rpartition("::")[2] != frame.function
    always = is_helper and dependence.always_fails(frame.function, frame.line)
    if always and not _data_flow(exception, scene).is_conditional:
        return "unconditional", f"fails in {frame.function}, which does nothing else"
    if exception.frames[-1].function == _MOCK_RAISES and not exception.is_a("builtins.AssertionError"):
        return "broken-test", f"calls its own mock, which raises: {_brief(exception)}"
    return None


def _blame_assertion(exception: ExceptionSeen, flow: _Flow, at: Place | None) -> Blame:
    if not flow.reaches:
        return _fault("unconditional", "never touches your code", at)
    if flow.depends or flow.is_conditional or exception.message.startswith(_EXPECTED_RAISE):
        return Blame(Red.UNMET, what=_brief(exception), at=at)
    return _fault("unconditional", "asserts something that does not depend on your code", at)


@dataclass(frozen=True, slots=True)
class _Flow:
    """What is known of a failed statement and its test; the defaults, for unknown facts, favour the test.

    `depends`: the statement depends on the subject. `is_explicit`: it fails by itself, such as `raise`.
    `is_conditional`: the subject decides whether it runs. `reaches`: its test mentions the subject at all.
    `is_of_subject`: the failed expression depends on the subject. `raises_subject`: the statement raises something of
    the subject.
    """

    depends: bool = True
    is_explicit: bool = False
    is_conditional: bool = True
    reaches: bool = True
    is_of_subject: bool = True
    raises_subject: bool = False


def _data_flow(exception: ExceptionSeen, scene: Scene) -> _Flow:
    """The data flow at the outermost frame whose function its module defines, or at the module that failed."""
    _, inner = _innermost(exception.frames, scene.layout)
    for frame in exception.frames:
        path = scene.layout.relative(frame.path)
        dependence = scene.dependence(path) if path else None
        name = _function_name(frame, path or "", scene, dependence)
        if name == MODULE and (inner is None or frame.path != inner.path):
            continue  # the import of another module, which has a frame of its own
        if name == MODULE and dependence is not None:
            return _Flow(depends=False, is_conditional=False) if dependence.is_free(frame.line) else _Flow()
        if dependence is not None and name:
            return _Flow(
                dependence.statement(name, frame.line) is StatementKind.DEPENDENT,
                dependence.is_explicit_failure(name, frame.line),
                dependence.is_conditional(name, frame.line),
                dependence.reaches_subject(name),
                dependence.expression_depends(name, frame.line, frame.span),
                dependence.raises_of_subject(name, frame.line),
            )
    return _Flow()


def _function_name(frame: Frame, path: str, scene: Scene, dependence: ModuleDependence | None) -> str:
    """The qualified name of the frame's function, which may be the test; empty if its module does not define it."""
    if dependence is None:
        return ""
    if scene.test is not None and path == scene.test.file and scene.test.name.rpartition("::")[2] == frame.function:
        return scene.test.name if dependence.knows(scene.test.name) else ""
    return frame.function if dependence.knows(frame.function) else ""


def _innermost(frames: tuple[Frame, ...], layout: Layout) -> tuple[Side, Frame | None]:
    """The last frame that belongs to the project, with its side; pytest and other packages are skipped."""
    for frame in reversed(frames):
        side = layout.side_of_frame(frame.path)
        if side is not Side.OTHER:
            return side, frame
    return Side.OTHER, None


def _place(frame: Frame | None, scene: Scene) -> Place | None:
    path = scene.layout.relative(frame.path) if frame else None
    return Place(path, frame.line) if frame and path else None


def _fault(rule: str, what: str, at: Place | None) -> Blame:
    return Blame(None, rule=rule, what=what, at=at)


def _brief(exception: ExceptionSeen) -> str:
    """The exception's class and the first line of its message, as pytest shows them."""
    line = exception.message.strip().partition("\n")[0]
    return f"{exception.kind}: {line}" if line else exception.kind
