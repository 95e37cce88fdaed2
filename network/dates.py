"""Questions about dates, always in the time zone of the region."""

from datetime import date, datetime
from typing import Protocol, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

M = TypeVar("M", bound=models.Model)


def today() -> date:
    """Today in Amsterdam. Tests pass a day of their own instead."""
    return timezone.localdate()


class ValidForAWhile(models.QuerySet[M]):
    """Rows with `starts_on` and `ends_on` (the last day that counts; empty means open-ended)."""

    def on(self, day: date | None = None) -> Self:
        day = day or today()
        return self.filter(Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day)))


class EndsAtOnce(ValidForAWhile[M]):
    """Rows that also have `ended_at`: the moment at which somebody ended them, before their last day was over."""

    def on(self, day: date | None = None) -> Self:
        day = day or today()
        return super().on(day).filter(Q(ended_at__isnull=True) | Q(ended_at__date__gt=day))

    def not_over(self, day: date | None = None) -> Self:
        """Rows that count on that day or may still start to count."""
        day = day or today()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), ended_at__isnull=True)


class Ending(Protocol):
    """A row with a last day that can also end at once."""

    ends_on: date | None
    ended_at: datetime | None


def is_over(row: Ending) -> bool:
    """The opposite of `not_over()`, about one row."""
    return row.ended_at is not None or (row.ends_on is not None and row.ends_on < today())


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
        name=name,
        violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
    )
