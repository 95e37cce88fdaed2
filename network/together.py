"""Several questions to the database in one: a page that is put together of parts asks once, not once per part.

The rows come as JSON, since each part has columns of its own, and become what their querysets would have given. For
parts of a page; a list of thousands is quicker by itself.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, ForeignKey, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Reader = Callable[[Any], Any]


def fetch_together(*querysets: QuerySet[Any]) -> None:
    """Fill each of these as if it was iterated, with one question for all; what they prefetch is asked as always."""
    asked: list[tuple[QuerySet[Any], SQLCompiler]] = []
    parts: list[str] = []
    values: list[Any] = []
    for queryset in querysets:
        compiler = queryset.query.get_compiler(connection=connection)
        try:
            sql, given = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:  # looks for one of none, which Django doesn't ask either
            continue
        asked.append((queryset, compiler))
        parts.append(f"(SELECT json_agg(part)::text FROM ({sql}) AS part)")  # noqa: S608  (of Django, with its values)
        values += given
    if not asked:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        answers = cursor.fetchone()
    for (queryset, compiler), answer in zip(asked, answers, strict=True):
        _fill(queryset, compiler, json.loads(answer, parse_float=Decimal) if answer else [])


def _fill(queryset: QuerySet[Any], compiler: SQLCompiler, answer: list[dict[str, Any]]) -> None:
    """Let Django make of these rows what it makes of those that it fetched itself."""
    rows = list(_rows(compiler, answer))
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
