"""A question that every page asks is written once: Django takes ten times as long to write it as Postgres to answer.

Only its words are kept; the answer is asked for every time.
"""

from copy import copy
from typing import Any, Generic, TypeVar

from django.db import connection, models

from network.together import fill

M = TypeVar("M", bound=models.Model)
SOUGHT = -27_182_818_284  # stands for the id while the question is written; no row has it
_SOUGHT = (SOUGHT, str(SOUGHT))


class WordedOnce(Generic[M]):
    """The row of a queryset that has an id. What else it looks for, such as a day, is that of when it was written."""

    def __init__(self, rows: "models.QuerySet[M]") -> None:
        self._rows: Any = rows.filter(pk=SOUGHT)
        self._compiler = self._rows.query.get_compiler(connection=connection)
        self._sql, self._values = self._compiler.as_sql()

    def with_id(self, pk: Any) -> M | None:
        with connection.cursor() as cursor:
            cursor.execute(self._sql, [pk if value in _SOUGHT else value for value in self._values])
            found = cursor.fetchall()
        asked, compiler = self._rows.all(), copy(self._compiler)
        compiler.connection = connection
        fill(asked, compiler, found)
        return next(iter(asked), None)
