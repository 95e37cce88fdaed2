"""Any section, filled to the brim by the types of its fields: a new kind of section gets on paper by itself."""

from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from monitor.reporting.sections import LIGHTS

T = TypeVar("T")
LONG_WORD = "Samenwerkingsovereenkomstenregistratiesystemen"
assert len(LONG_WORD) == 46
# Names of fields whose text is a light, those that hold a few characters, and those in which people write at length.
_LIGHTS = {"light", "old", "new"}
_SHORT = {"number", "before", "after", "difference", "hours", "rate", "period", "status", "outcome", "state"}
_AT_LENGTH = {"text", "reason", "because", "lessons", "cause", "note", "network_changes", "explanation"}


class Filler:
    """`times` of everything that there may be several of, and a third of that of what hangs below it.

    The first text at length of each section has as many words as asked.
    """

    def __init__(self, *, times: int, words: int) -> None:
        self.times = times
        self.words = words
        self.number = count(1)
        self.is_first = True

    def fill(self, kind: type[T], *, depth: int = 0) -> T:
        self.is_first = self.is_first or depth == 0
        hints = get_type_hints(kind)
        names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # only dataclasses come here
        return kind(**{name: self._value(name, hints[name], depth) for name in names})

    def _value(self, name: str, kind: Any, depth: int) -> Any:
        if get_origin(kind) is UnionType:  # X | None
            kind = next(each for each in get_args(kind) if each is not type(None))
        if get_origin(kind) is tuple:
            times = max(self.times // 3**depth, 2)
            return tuple(self._value(name, get_args(kind)[0], depth + 1) for _ in range(times))
        simple = {str: self._text, int: self._number, bool: self._truth, date: self._day, Decimal: self._amount}
        return simple[kind](name) if kind in simple else self.fill(kind, depth=depth)

    def _text(self, name: str) -> str:
        number = next(self.number)
        if name in _LIGHTS:
            return LIGHTS[number % len(LIGHTS)]
        if name in {"url", "drawing"}:
            return ""
        if name in _SHORT:
            return f"2026-{number:04}"
        if name in _AT_LENGTH and self.is_first:
            self.is_first = False
            return " ".join(f"woord{each}" for each in range(self.words))
        if name in _AT_LENGTH:
            return f"Uitleg {number}. " + "Een partner had geen tijd en zoekt vervanging, zodat het later begint. " * 4
        return f"{LONG_WORD} {number}" if number % 5 == 0 else f"Een gewone naam met nummer {number}"

    def _number(self, _name: str) -> int:
        return 1000 + next(self.number)

    def _truth(self, _name: str) -> bool:
        return next(self.number) % 2 == 0

    def _day(self, _name: str) -> date:
        return date(2026, 1, 1) + timedelta(days=next(self.number) % 180)

    def _amount(self, _name: str) -> Decimal:
        return Decimal(1000 + next(self.number))
