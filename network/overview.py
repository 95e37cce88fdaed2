"""«Mijn overzicht»: what somebody has to do, by date. Each app adds its own sources."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import Any

from django.db.models import QuerySet

from network.models import Person
from network.together import Fetch, NumberOf, Part, alone, fetch, together


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


Teller = Iterable[Todo | Fetch]
Source = Callable[[Person, date], Teller]
_sources: list[Source] = []


def source(function: Source) -> Callable[[Person, date], list[Todo]]:
    """Add a function that tells what a person has to do on a day; by itself it tells that too."""
    _sources.append(function)

    @wraps(function)
    def by_itself(person: Person, on: date) -> list[Todo]:
        return alone(_todos(function(person, on)))

    return by_itself


def _todos(teller: Teller) -> Part[list[Todo]]:
    todos: list[Todo] = []
    for told in teller:
        if isinstance(told, Fetch):
            yield told
        else:
            todos.append(told)
    return todos


@dataclass(frozen=True)
class Counted:
    """One line for all of these together, which says how many there are."""

    rows: QuerySet[Any]
    told: Callable[[int], Todo]


CountedSource = Callable[[Person, date], Counted | None]
_counted: list[CountedSource] = []


def counted(function: CountedSource) -> CountedSource:
    """Add a function that tells what to count for a person on a day; None: nothing that is this person's to do."""
    _counted.append(function)
    return function


@source
def one_line_for_many(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """What is counted is told in one line each."""
    lines = [line for ask in _counted if (line := ask(person, on))]
    numbers = [NumberOf(line.rows) for line in lines]
    yield fetch(*numbers)
    yield from (line.told(each.number) for line, each in zip(lines, numbers, strict=True) if each.number)


def todos_of(person: Person, on: date) -> list[Todo]:
    """Everything this person has to do, late first, then by date, without a date last."""
    told = together(**{str(place): _todos(ask(person, on)) for place, ask in enumerate(_sources)})
    todos = [todo for of_source in told.values() for todo in of_source]
    return sorted(todos, key=lambda todo: (not todo.late, todo.due or date.max, todo.title))
