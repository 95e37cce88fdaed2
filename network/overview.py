"""«Mijn overzicht»: what somebody has to do, by date. Each app adds its own sources."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from network.models import Person


@dataclass(frozen=True)
class Todo:
    """One thing to do: when, what, why, and where to do it."""

    due: date | None
    title: str
    why: str
    url: str
    action: str  # verb and thing, as the button says it
    late: bool = False
    # What a reminder remembers it by: kind, id and date («milestone:12:2026-05-03»), never a word of the record. When
    # the date moves it is a new thing to be told about. Empty: shown here, never mailed about.
    key: str = field(kw_only=True)


Source = Callable[[Person, date], Iterable[Todo]]
_sources: list[Source] = []


def source(function: Source) -> Source:
    """Add a function that tells what a person has to do on a day."""
    _sources.append(function)
    return function


def todos_of(person: Person, on: date) -> list[Todo]:
    """Everything this person has to do, late first, then by date, without a date last."""
    todos = [todo for ask in _sources for todo in ask(person, on)]
    return sorted(todos, key=lambda todo: (not todo.late, todo.due or date.max, todo.title))
