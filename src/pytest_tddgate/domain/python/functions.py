"""Reads a function definition: its digest, its parametrized rows, the names and fixtures that it depends on."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pytest_tddgate.domain.python.canonical import SyntaxText, digest_of, without_docstring
from pytest_tddgate.domain.python.declarations import FunctionSyntax, ParamRows
from pytest_tddgate.domain.python.dotted import called_name

__all__ = ["NO_GUARD", "FunctionNode", "Guard", "Resolve", "elements_of", "function_syntax", "row_digests"]

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
Resolve = Callable[[str], "tuple[str, ...] | None"]

_OWN_MARKERS = frozenset({"tdd_pins", "tdd_hangs"})
_PARAMETRIZE = ("argnames", "argvalues", "indirect", "ids", "scope")


@dataclass(frozen=True, slots=True)
class Guard:
    """The `if`, `try` and `with` around a statement of a module or class: their text (`""`: none) and names read."""

    text: str = ""
    reads: frozenset[str] = frozenset()


NO_GUARD = Guard()


def function_syntax(node: FunctionNode, name: str, guard: Guard, resolve: Resolve) -> FunctionSyntax:
    """What this definition declares; `resolve` maps the name of a module-level list to its row digests, or to None."""
    header, rows, is_dynamic, parametrized = _header(node, resolve)
    body = SyntaxText(node.args, *without_docstring(node.body))
    is_async = isinstance(node, ast.AsyncFunctionDef)
    body_digest = digest_of(guard.text, "async" if is_async else "", str(header), str(body))
    fixture = _fixture_call(node)
    return FunctionSyntax(
        name=name,
        line=min([node.lineno, *(each.lineno for each in node.decorator_list)]),
        digest=digest_of(node.name, body_digest),
        body_digest=body_digest,
        rows=rows,
        dynamic_rows=is_dynamic,
        is_test=node.name.startswith("test") and fixture is None,
        is_autouse=fixture is not None and not _is_false(_keyword(fixture, "autouse")),
        fixture_name="" if fixture is None else _text(_keyword(fixture, "name")) or node.name,
        reads=guard.reads | header.reads | body.free,
        requests=frozenset((_argument_names(node.args) - parametrized) | header.requests | body.requests),
        attributes=frozenset(header.attributes | body.attributes),
        docstring_examples=_examples(ast.get_docstring(node, clean=False) or ""),
    )


def _header(node: FunctionNode, resolve: Resolve) -> tuple[SyntaxText, tuple[ParamRows, ...], bool, set[str]]:
    """The text of everything but the body, the rows, whether some rows are not literal, and the parametrized names."""
    text = SyntaxText()
    rows: list[ParamRows] = []
    is_dynamic = False
    parametrized: set[str] = set()
    for index, decorator in enumerate(node.decorator_list):
        name = called_name(decorator)
        if name in _OWN_MARKERS:
            continue
        if name != "parametrize" or not isinstance(decorator, ast.Call):
            text.write(decorator)
            continue
        found = _write_parametrize(text, decorator, index, resolve)
        is_dynamic |= found.decorator_index < 0
        rows += [found] if found.decorator_index >= 0 else []
        parametrized.update(() if _parameters(decorator).get("indirect") else found.argnames.split(","))
    text.write_defaults(node.args)
    text.write(*([node.returns] if node.returns else []), *getattr(node, "type_params", ()))
    return text, tuple(rows), is_dynamic, parametrized


def _write_parametrize(text: SyntaxText, call: ast.Call, index: int, resolve: Resolve) -> ParamRows:
    """The rows of this decorator (index -1: not literal); adds its text, without literal rows and ids, to `text`."""
    parameters = _parameters(call)
    values = parameters.pop("argvalues", None)
    argnames = _argnames(parameters.pop("argnames", None))
    source = values.id if isinstance(values, ast.Name) else ""
    digests = resolve(source) if source else row_digests(elements_of(values), text)
    parameters.pop("ids", None)
    if digests is None or not argnames:
        text.write(call)
        return ParamRows(argnames, (), -1)
    text.parts.append(f"parametrize:{argnames}:")
    for name, value in sorted(parameters.items()):
        text.parts.append(f"{name}=")
        text.write(value)
    return ParamRows(argnames, digests, index, source)


def _parameters(call: ast.Call) -> dict[str, ast.expr]:
    """The arguments of a `parametrize` call by name; `**` stands for unpacked keywords."""
    return dict(zip(_PARAMETRIZE, call.args, strict=False)) | {each.arg or "**": each.value for each in call.keywords}


def _argnames(node: ast.expr | None) -> str:
    """`"a,b"` for `"a, b"`, `("a", "b")` and `["a", "b"]`; `""` if the names are not literal."""
    names = [_text(each) for each in node.elts] if isinstance(node, ast.List | ast.Tuple) else _text(node).split(",")
    return ",".join(name.strip() for name in names) if all(names) else ""


def elements_of(node: ast.expr | None) -> list[ast.expr] | None:
    """The elements of a list or tuple display without unpacking; None for anything else."""
    if not isinstance(node, ast.List | ast.Tuple) or any(isinstance(each, ast.Starred) for each in node.elts):
        return None
    return node.elts


def row_digests(rows: Sequence[ast.expr] | None, reader: SyntaxText | None = None) -> tuple[str, ...] | None:
    """A digest of each row without its id; adds to `reader` the names that the rows refer to, but not their text."""
    if rows is None:
        return None
    texts = [SyntaxText(_without_id(row)) for row in rows]
    if reader is not None:
        reader.reads.update(name for text in texts for name in text.reads)
        reader.requests.update(name for text in texts for name in text.requests)
        reader.attributes.update(name for text in texts for name in text.attributes)
    return tuple(digest_of(str(text)) for text in texts)


def _without_id(row: ast.expr) -> ast.expr:
    """`pytest.param(1, 2, id="x")` as `(1, 2)`: an id does not change what a row tests."""
    if not isinstance(row, ast.Call) or called_name(row) != "param":
        return row
    keywords = [each for each in row.keywords if each.arg != "id"]
    if keywords:
        return ast.Call(func=row.func, args=row.args, keywords=keywords)
    return row.args[0] if len(row.args) == 1 else ast.Tuple(elts=row.args, ctx=ast.Load())


def _fixture_call(node: FunctionNode) -> ast.Call | None:
    """The decorator that makes this a fixture, as a call even if it is written without parentheses; else None."""
    for decorator in node.decorator_list:
        if called_name(decorator).endswith("fixture"):
            return decorator if isinstance(decorator, ast.Call) else ast.Call(func=decorator, args=[], keywords=[])
    return None


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def _is_false(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and not node.value)


def _text(node: ast.expr | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _argument_names(arguments: ast.arguments) -> set[str]:
    """The arguments that pytest would fill: those without a default."""
    positional = [*arguments.posonlyargs, *arguments.args]
    required = positional[: len(positional) - len(arguments.defaults)]
    keyword = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return {each.arg for each in required} | {each.arg for each, default in keyword if default is None}


def _examples(docstring: str) -> str | None:
    """The digest of the `>>>` examples with their expected output; None if there are none."""
    lines = list(_example_lines(docstring.splitlines()))
    return digest_of(*lines) if lines else None


def _example_lines(lines: Iterable[str]) -> Iterable[str]:
    is_inside = False
    for line in map(str.strip, lines):
        is_inside = bool(line) and (is_inside or line.startswith(">>>"))
        if is_inside:
            yield line
