"""First drafts of documentation; each begins with TODO, so that no gate accepts it as more than a draft."""

from __future__ import annotations

import ast
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from pytest_tddgate.domain.docs.entry_places import with_entry
from pytest_tddgate.domain.docs.fragments import fragment_of, fragments_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pytest_tddgate.domain.docs.changelog import Changelog
    from pytest_tddgate.domain.docs.public_api import ApiChange, PublicObject

__all__ = [
    "docstring_of",
    "entries_with",
    "entry_in",
    "has_entry_of",
    "kinds_of",
    "own_style",
    "page_of",
    "step_to_an_entry",
    "style_of",
    "usual_style",
    "with_docstrings",
]

_STYLES = {
    "google": re.compile(r"^\s*(Args|Arguments|Returns|Raises|Yields):\s*$", re.MULTILINE),
    "numpy": re.compile(r"^\s*(Parameters|Returns|Raises|Yields)\n\s*-{3,}\s*$", re.MULTILINE),
    "sphinx": re.compile(r"^\s*:(param|returns?|raises|rtype)\b", re.MULTILINE),
}
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_Documented = _Function | ast.ClassDef
_WithDocstring = _Documented | ast.Module
_BOM = "\ufeff"
"""The byte order mark that some editors put at the beginning of a file."""
_QUOTES = '"""'


def style_of(docstrings: Iterable[str]) -> str:
    """`google`, `numpy` or `sphinx`; `prose` if none of these docstrings has sections."""
    found = (style for text in docstrings for style, pattern in _STYLES.items() if pattern.search(text))
    return next(found, "prose")


def usual_style(docstrings: Iterable[str]) -> str:
    """The style that most of these docstrings have; `prose` if there are none."""
    found = Counter(style_of([text]) for text in docstrings)
    return found.most_common(1)[0][0] if found else "prose"


def own_style(source: str) -> str:
    """The style of a file; empty if it has no docstring of a function with parameters.

    Raises SyntaxError for invalid Python.
    """
    nodes = [each for each in ast.walk(ast.parse(source.removeprefix(_BOM))) if isinstance(each, _WithDocstring)]
    telling = (node for node in nodes if isinstance(node, _Function) and _has_parameters(node))
    has_one = any(ast.get_docstring(node) for node in telling)
    return style_of(ast.get_docstring(node) or "" for node in nodes) if has_one else ""


def _has_parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return any(each.arg not in {"self", "cls"} for each in given)


def docstring_of(each: PublicObject, style: str) -> str:
    """A draft of a docstring that names everything to be described about a function or class."""
    name = each.name.rpartition(".")[2]
    names = [parameter.name for parameter in each.parameters]
    if style == "prose":
        using = f" with {', '.join(names)}" if names else ""
        errors = f"; it raises {', '.join(each.raises)}" if each.raises else ""
        return f"TODO: say what {name} does{using}{errors}."
    sections = _SECTIONS[style](names, each.has_result, each.raises)
    return "\n".join([f"TODO: say what {name} does.", *sections])


def _google(names: list[str], has_result: bool, errors: Iterable[str]) -> Iterator[str]:  # noqa: FBT001 - as its siblings
    if names:
        yield from ("", "Args:", *(f"    {name}: TODO" for name in names))
    if has_result:
        yield from ("", "Returns:", "    TODO")
    if errors:
        yield from ("", "Raises:", *(f"    {error}: TODO" for error in errors))


def _numpy(names: list[str], has_result: bool, errors: Iterable[str]) -> Iterator[str]:  # noqa: FBT001 - as above
    if names:
        yield from ("", "Parameters", "----------", *(line for name in names for line in (name, "    TODO")))
    if has_result:
        yield from ("", "Returns", "-------", "TODO")
    if errors:
        yield from ("", "Raises", "------", *(line for error in errors for line in (error, "    TODO")))


def _sphinx(names: list[str], has_result: bool, errors: Iterable[str]) -> Iterator[str]:  # noqa: FBT001 - as above
    if names or has_result or errors:
        yield ""
    yield from (f":param {name}: TODO" for name in names)
    if has_result:
        yield ":returns: TODO"
    yield from (f":raises {error}: TODO" for error in errors)


_SECTIONS = {"google": _google, "numpy": _numpy, "sphinx": _sphinx}


def with_docstrings(source: str, objects: Iterable[PublicObject], style: str) -> str:
    """The source with a draft below the signature of each of these functions and classes that has no docstring.

    A body on the line of its signature moves below the draft. Raises SyntaxError for invalid Python.
    """
    if source.startswith(_BOM):
        return _BOM + with_docstrings(source.removeprefix(_BOM), objects, style)
    lines = list(io.StringIO(source, newline=""))  # Python's lines: unlike `splitlines`, not ended by a form feed
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, _Documented)]
    by_line = {line: node for node in nodes for line in (node.lineno, *(each.lineno for each in node.decorator_list))}
    wanted = [(by_line[each.line], each) for each in objects if each.docstring is None and each.line in by_line]
    for node, each in sorted(wanted, key=lambda pair: -pair[0].lineno):
        if ast.get_docstring(node) is None:
            lines = _drafted(lines, node, docstring_of(each, style))
    return "".join(lines)


def _drafted(lines: list[str], node: _Documented, text: str) -> list[str]:
    """The lines with this docstring in the function or class; unchanged if it cannot be inserted."""
    first = node.body[0]
    at = min([first.lineno, *(decorator.lineno for decorator in getattr(first, "decorator_list", ()))]) - 1
    before = lines[at].encode()[: first.col_offset].decode()
    signature = lines[node.lineno - 1]
    end = _end_of(signature)
    apart = [end] if isinstance(node, ast.ClassDef) or isinstance(first, _Documented) else []
    if before.isspace():
        body = at
        while not lines[at - 1].strip():
            at -= 1
        added = [*_quoted(text, before, end), *(apart if at == body else lines[at:body]), lines[body]]
    else:
        body = at
        step = "\t" if any(line.startswith("\t") for line in lines) else "    "
        indent = signature[: len(signature) - len(signature.lstrip())] + step
        moved = indent + lines[at][len(before) :]
        added = [before.rstrip() + end, *_quoted(text, indent, end), *apart, moved]
    drafted = [*lines[:at], *added, *lines[body + 1 :]]
    return drafted if _is_python("".join(drafted)) else lines


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    return True


def _end_of(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :] or "\n"


def _quoted(text: str, indent: str, end: str) -> list[str]:
    """The lines of a docstring, with this indentation and this line end."""
    first, *rest = text.split("\n")
    if not rest:
        return [f"{indent}{_QUOTES}{first}{_QUOTES}{end}"]
    inner = [f"{indent}{line}{end}" if line else end for line in rest]
    return [f"{indent}{_QUOTES}{first}{end}", *inner, f"{indent}{_QUOTES}{end}"]


def kinds_of(changes: Iterable[ApiChange]) -> tuple[str, ...]:
    """The kinds of entries for these changes: `added`; `changed` and `removed` only for what breaks callers."""
    news = [each for each in changes if each.is_news]
    found = {("removed" if each.kind == "removed" else "changed") if each.breaks else "added" for each in news}
    return tuple(sorted(found)) or ("added",)


def entries_with(kept: Changelog, feature: str, texts: Mapping[str, str], kinds: Iterable[str]) -> dict[str, str]:
    """Path -> text of the changelog with a draft of an entry of each kind; `texts` has a changelog file's."""
    if kept.folder:
        return fragments_of(kept.folder, kept.form, feature, kinds)
    text = texts.get(kept.file, "")
    for kind in sorted(kinds, reverse=True):  # each is inserted above the previous one
        _, text = entry_in(kept, feature, text, kind)
    return {kept.file: text}


def entry_in(kept: Changelog, feature: str, text: str, kind: str = "added") -> tuple[str, str]:
    """Path and text of the changelog with a draft of an entry; `text` is the present text of a changelog file."""
    if kept.folder:
        return fragment_of(kept.folder, kept.form, feature, kind)
    if (plain := text.replace("\r\n", "\n")).count("\n") == text.count("\r\n") > 0:  # all lines end with CRLF
        path, drafted = entry_in(kept, feature, plain, kind)
        return path, drafted.replace("\n", "\r\n")
    is_markdown = not text or any(line.startswith("#") for line in text.splitlines())
    return kept.file, with_entry(text, feature, kind, is_rst=kept.file.endswith(".rst") or not is_markdown)


def has_entry_of(feature: str, text: str) -> bool:
    """Whether this text holds a draft of the feature's entry that nobody has written out yet."""
    return re.search(rf"TODO: {re.escape(feature)}(?: \(breaking\))?[ \t\r]*$", text, re.MULTILINE) is not None


def step_to_an_entry(place: str, texts: Mapping[str, str]) -> str:
    """The next step to a changelog entry: draft it, or write out the draft that one of these texts holds."""
    drafted = next((path for path, text in texts.items() if "TODO: " in text), "")
    if drafted:
        return f"write the entry in {drafted}, in the place of its TODO"
    return f"add an entry to {place}: tddgate draft shows a first one"


def page_of(feature: str, objects: Iterable[PublicObject], *, is_rst: bool = False) -> str:
    """A page with a section for each new function and class, in Markdown or reStructuredText."""
    calls = [f"{each.name.rpartition('.')[2]}{_signature(each)}" for each in objects]
    if is_rst:
        headings = [_underlined(feature, "="), *(_underlined(f"``{call}``", "-") for call in calls)]
    else:
        headings = [f"# {feature}", *(f"## `{call}`" for call in calls)]
    reminders = ["TODO: say what it is for.", *("TODO" for _ in calls)]
    return "\n".join(f"{heading}\n\n{words}\n" for heading, words in zip(headings, reminders, strict=True))


def _signature(each: PublicObject) -> str:
    return f"({', '.join(parameter.name for parameter in each.parameters)})" if each.kind == "function" else ""


def _underlined(heading: str, mark: str) -> str:
    return f"{heading}\n{mark * len(heading)}"
