"""Dataclasses as plain JSON and back, so that a report can be shown years later from the figures that it held.

Knows what a report holds: text, whole numbers, amounts, dates, truths, tuples and dataclasses of these. What was
frozen before a field existed is thawed with that field's default; what no longer exists is left out.
"""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
Json = dict[str, Any] | list[Any] | str | int | float | bool | None


def freeze(value: Any) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: freeze(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [freeze(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"A report can't hold {type(value).__name__}")


def thaw(kind: type[T], frozen: dict[str, Any]) -> T:
    """The dataclass `kind` that was frozen."""
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # only dataclasses come here
    missing = [name for name, field in known.items() if name not in frozen and field.default is MISSING]
    if missing:
        raise ValueError(f"{kind.__name__} was frozen without {', '.join(missing)}")
    return kind(**{name: _thaw_as(hints[name], value) for name, value in frozen.items() if name in known})


def _thaw_as(kind: Any, frozen: Any) -> Any:
    if frozen is None:
        return None
    if get_origin(kind) is UnionType:  # X | None
        kind = next(each for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is tuple:
        return tuple(_thaw_as(get_args(kind)[0], each) for each in frozen)
    if kind is Decimal:
        return Decimal(frozen)
    if kind is date:
        return date.fromisoformat(frozen)
    return thaw(kind, frozen) if isinstance(kind, type) and is_dataclass(kind) else frozen
