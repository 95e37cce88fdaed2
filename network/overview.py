"""«Mijn overzicht»: what somebody has to do, by date. Each app adds its own sources."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

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
def one_line_for_many(person: Person, on: date) -> Iterator[Todo]:
    """However many things are counted, they are counted in one query."""
    lines = [line for ask in _counted if (line := ask(person, on))]
    if lines:
        asked = Person.objects.filter(pk=person.pk).values_list(*(_NumberOf(line.rows) for line in lines))
        yield from (line.told(number) for line, number in zip(lines, asked.get(), strict=True) if number)


class _NumberOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any]) -> None:
        super().__init__(rows.order_by().values("pk"))


def todos_of(person: Person, on: date) -> list[Todo]:
    """Everything this person has to do, late first, then by date, without a date last."""
    todos = [todo for ask in _sources for todo in ask(person, on)]
    return sorted(todos, key=lambda todo: (not todo.late, todo.due or date.max, todo.title))
