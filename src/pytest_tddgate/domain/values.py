"""How a class of values is made: as `dataclasses` would, but no method is compiled before it is needed.

A gate loads more than a hundred such classes and makes instances of some. `dataclasses` writes six methods of each as
text and compiles them, which costs twenty times what the class itself does, and loads `inspect` besides: together that
was half of what the judge needed to load its modules. Not known here: `__post_init__`, `ClassVar`, keyword-only fields.
"""

from __future__ import annotations

from operator import attrgetter, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass, field, replace

__all__ = ["by_name", "dataclass", "field", "replace"]

_LEFT_OUT: Any = object()
_ORDER = {"__lt__": lt, "__le__": le, "__gt__": gt, "__ge__": ge}


class _Field(NamedTuple):
    """What a class says of one of its fields."""

    default: Any = _LEFT_OUT
    default_factory: Any = _LEFT_OUT
    init: bool = True
    repr: bool = True
    compare: bool = True


if not TYPE_CHECKING:  # to a type checker they are those of `dataclasses`
    field = _Field

    def dataclass(*, frozen: bool = False, slots: bool, eq: bool = True, order: bool = False) -> Callable[[type], type]:
        """What makes a class of values, with slots, of one with annotations."""
        if not slots:
            raise TypeError("a class of values has slots")

        def made(plain: type) -> type:
            value = _with_slots(plain)
            methods = {"__init__": _written_at_first_use(value), "__repr__": _shown}
            methods |= _FROZEN if frozen else {}
            methods |= _compared(value, is_hashable=frozen, has_order=order) if eq else {}
            for name, method in methods.items():
                if vars(value).get(name) is None:
                    setattr(value, name, method)
            return value

        return made

    def replace(value: object, /, **changes: object) -> object:
        """The value with some fields changed."""
        given = {name for name, each in _fields_of(type(value)).items() if each.init}
        return type(value)(**{name: getattr(value, name) for name in given - changes.keys()}, **changes)


def by_name(value: object) -> dict[str, Any]:
    """The fields of a value, by name; what they hold is as it is."""
    return {name: getattr(value, name) for name in _fields_of(type(value))}


def _fields_of(value: type) -> dict[str, _Field]:
    """The fields of a class, in order."""
    fields: dict[str, _Field] = value.__tddgate_fields__  # type: ignore[attr-defined]  # set below
    return fields


def _with_slots(plain: type) -> type:
    """The class once more, with a slot for each of its fields: slots cannot be added to a class that is there."""
    content = dict(vars(plain))
    inherited = getattr(plain, "__tddgate_fields__", {})
    annotations = plain.__annotations__
    defaults = {name: content.pop(name, _LEFT_OUT) for name in annotations}
    own = {name: each if isinstance(each, _Field) else _Field(each) for name, each in defaults.items()}
    fields = inherited | own
    for name in ("__dict__", "__weakref__"):
        content.pop(name, None)
    content |= {
        "__annotations__": annotations,
        "__dataclass_fields__": _StandardFields(),
        "__match_args__": tuple(name for name, each in fields.items() if each.init),
        "__qualname__": plain.__qualname__,
        "__slots__": tuple(name for name in own if name not in inherited),
        "__tddgate_fields__": fields,
    }
    return type(plain)(plain.__name__, plain.__bases__, content)


class _StandardFields:
    """The fields as `dataclasses` knows them, for its functions; made when one of them asks."""

    def __get__(self, _value: object, owner: type) -> dict[str, Any]:
        """The fields by name."""
        import dataclasses  # noqa: PLC0415 - a start must not pay for it

        fields = {
            name: dataclasses.field(**{key: value for key, value in each._asdict().items() if value is not _LEFT_OUT})
            for name, each in _fields_of(owner).items()
        }
        like = type(owner.__name__, (), {"__annotations__": dict.fromkeys(fields, "object"), **fields})
        standard = {each.name: each for each in dataclasses.fields(dataclasses.dataclass(like))}
        owner.__dataclass_fields__ = standard  # type: ignore[attr-defined]  # in place of this
        return standard


def _written_at_first_use(value: type) -> Callable[..., None]:
    """A method that puts the one that it stands for into its place."""

    def __init__(self: object, *args: object, **named: object) -> None:  # noqa: N807 - its name in a traceback
        init = _init_of(value)
        setattr(value, "__init__", init)  # noqa: B010 - to assign it is not sound to a type checker
        init(self, *args, **named)

    return __init__


def _init_of(value: type) -> Callable[..., None]:
    """The method that takes the fields, by place or name."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_LEFT_OUT": _LEFT_OUT}
    parameters, lines = ["_value"], ["  pass"]
    for name, each in _fields_of(value).items():
        known |= {f"_default_{name}": each.default, f"_make_{name}": each.default_factory}
        given = worth = name
        if each.default_factory is not _LEFT_OUT:
            given, made = f"{name}=_LEFT_OUT", f"_make_{name}()"
            worth = f"{made} if {name} is _LEFT_OUT else {name}" if each.init else made
        elif each.default is not _LEFT_OUT:
            given, worth = f"{name}=_default_{name}", name if each.init else f"_default_{name}"
        parameters += [given] if each.init else []
        lines.append(f"  _set(_value, {name!r}, {worth})")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines), known)  # noqa: S102 - names of our fields
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{value.__qualname__}.__init__"
    return init


def _compared(value: type, *, is_hashable: bool, has_order: bool) -> dict[str, Any]:
    """The methods that compare two values of the class by their fields."""
    names = [name for name, each in _fields_of(value).items() if each.compare]
    key: Callable[[object], Any] = attrgetter(*names) if names else lambda _: ()

    def is_equal(self: object, other: object) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def in_order(compare: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
        def ordered(self: object, other: object) -> bool:
            return compare(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented

        return ordered

    methods: dict[str, Any] = {"__eq__": is_equal, "__hash__": None}
    if is_hashable:
        methods["__hash__"] = lambda self: hash(key(self))
    return methods | ({name: in_order(compare) for name, compare in _ORDER.items()} if has_order else {})


def _shown(self: object) -> str:
    names = [name for name, each in _fields_of(type(self)).items() if each.repr]
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"


def _refuse_change(_self: object, name: str, _value: object) -> NoReturn:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - a start must not pay for it

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_loss(_self: object, name: str) -> NoReturn:
    from dataclasses import FrozenInstanceError  # noqa: PLC0415 - a start must not pay for it

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: object) -> list[Any]:
    """What is pickled: a frozen value cannot be given its fields by assignment."""
    return [getattr(self, name) for name in _fields_of(type(self))]


def _restore(self: object, state: list[Any]) -> None:
    for name, value in zip(_fields_of(type(self)), state, strict=True):
        object.__setattr__(self, name, value)


_FROZEN: dict[str, Any] = {
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_loss,
    "__getstate__": _state,
    "__setstate__": _restore,
}
