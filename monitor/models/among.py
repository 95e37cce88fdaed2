"""One condition for many series at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Func
from django.db.models.sql.compiler import SQLCompiler


class Among(Func):
    """Whether a row is one of a list. The question stays as short for a thousand as for one, where a condition for
    each takes the database longer to read than to answer.

    `kinds` are the columns, each with its type in the database; every row has a value for each.
    """

    output_field = BooleanField()

    def __init__(self, kinds: Mapping[str | Expression, str], rows: Iterable[tuple[Any, ...]]) -> None:
        super().__init__(*(F(each) if isinstance(each, str) else each for each in kinds))
        self._types = list(kinds.values())
        self._lists = [list(values) for values in zip(*rows, strict=True)] or [[] for _ in self._types]

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *args: Any, **more: Any
    ) -> tuple[str, tuple[Any, ...]]:
        columns = [compiler.compile(each) for each in self.get_source_expressions()]
        names, params = ", ".join(sql for sql, _ in columns), [value for _, own in columns for value in own]
        lists = ", ".join(f"%s::{kind}[]" for kind in self._types)
        sql = f"({names}) IN (SELECT * FROM unnest({lists}))"  # noqa: S608 - names and types of our own, no values
        return sql, (*params, *self._lists)
