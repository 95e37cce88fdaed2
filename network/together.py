"""Several questions to the database in one: a page that is put together of parts asks once, not once per part.

A part is a generator: it yields `fetch(…)` with the rows that it needs before it looks at them, and returns what it has
to tell. `together` listens to all parts of a page and fetches what they need at the same time; `alone` is for one.

The rows come as JSON, since each part has columns of its own, and become what their querysets would have given. For
parts of a page; a list of thousands is quicker by itself.
"""

import json
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar, cast
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, ForeignKey, QuerySet
from django.db.models.sql.compiler import SQLCompiler

T = TypeVar("T")
Reader = Callable[[Any], Any]


class NumberOf:
    """How many rows there are, known once it is fetched."""

    number: int

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows.order_by().values("pk")


Question = QuerySet[Any] | NumberOf


@dataclass(frozen=True)
class Fetch:
    """What a part needs to know before it goes on."""

    questions: tuple[Question, ...]


Part = Generator[Fetch, None, T]


def fetch(*questions: Question) -> Fetch:
    return Fetch(questions)


def together(**parts: Part[Any]) -> dict[str, Any]:
    """What each part has to tell, under its name and in this order: with as many questions as the part that asks most
    often.
    """
    told: dict[str, Any] = dict.fromkeys(parts)
    while parts:
        waiting: dict[str, Part[Any]] = {}
        needed: list[Question] = []
        for name, part in parts.items():
            try:
                needed += next(part).questions
                waiting[name] = part
            except StopIteration as end:
                told[name] = end.value
        fetch_together(*needed)
        parts = waiting
    return told


def alone(part: Part[T]) -> T:
    found: T = together(part=part)["part"]
    return found


def fetch_together(*questions: Question) -> None:
    """Fill each queryset as if it was iterated, with one question for all; what they prefetch is asked as always."""
    asked: list[tuple[Question, SQLCompiler]] = []
    parts: list[str] = []
    values: list[Any] = []
    for question in questions:
        rows, column = (question.rows, "count(*)") if isinstance(question, NumberOf) else (question, "json_agg(part)")
        compiler = rows.query.get_compiler(connection=connection)
        try:
            sql, given = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:  # looks for one of none, which Django doesn't ask either
            if isinstance(question, NumberOf):
                question.number = 0
            continue
        asked.append((question, compiler))
        parts.append(f"(SELECT {column}::text FROM ({sql}) AS part)")  # noqa: S608  (of Django, with its values)
        values += given
    if not asked:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        answers = cursor.fetchone()
    for (question, compiler), answer in zip(asked, answers, strict=True):
        if isinstance(question, NumberOf):
            question.number = int(answer)
        else:
            fill(question, compiler, list(_rows(compiler, json.loads(answer or "[]", parse_float=Decimal))))


def fill(queryset: QuerySet[Any], compiler: SQLCompiler, rows: list[tuple[Any, ...]]) -> None:
    """Let Django make of these rows what it makes of those that it fetched itself."""
    question, answering = queryset.query, cast(Any, compiler)
    answering.execute_sql = lambda *_, **__: [rows]
    vars(question)["get_compiler"] = lambda *_, **__: answering
    try:
        len(queryset)
    finally:
        del vars(question)["get_compiler"]  # copies of the question are asked anew


def _rows(compiler: SQLCompiler, answer: list[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    readers = [_reader(expression.output_field) for expression, *_ in compiler.select]
    for row in answer:  # what was only sorted by comes behind what was selected
        yield tuple(
            value if value is None or read is None else read(value)
            for read, value in zip(readers, row.values(), strict=False)
        )


def _reader(field: "Field[Any, Any]") -> Reader | None:
    """How to read what JSON has no kind for; a kind that nobody thought of is an error, not another value."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    if isinstance(field, ArrayField):
        read = _reader(field.base_field)
        return (lambda each: [read(one) for one in each]) if read else None
    return _READERS[field.get_internal_type()]


_READERS: dict[str, Reader | None] = {
    **dict.fromkeys(
        (
            *("AutoField", "BigAutoField", "BigIntegerField", "BooleanField", "CharField", "FileField", "IntegerField"),
            *("PositiveIntegerField", "PositiveSmallIntegerField", "SlugField", "SmallIntegerField", "TextField"),
        )
    ),
    "BinaryField": lambda text: bytes.fromhex(text.removeprefix(r"\x")),
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "DecimalField": lambda read: Decimal(str(read)),
    "FloatField": float,
    "JSONField": lambda read: json.dumps(read, default=float),  # Django reads it once more
    "TimeField": time.fromisoformat,
    "UUIDField": UUID,
}
