"""`{% load dutch %}`: numbers, amounts and dates as Dutch people write them."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from django import template
from django.utils import timezone

from network import dutch
from network.dates import today
from network.phones import phone_link

register = template.Library()

register.filter("number", dutch.number)
register.filter("euro", dutch.euro)
register.filter("percentage", dutch.percentage)
register.filter("hours", dutch.hours)
register.filter("phone_link", phone_link)

# What may stand in a column of figures, the words for a missing figure included.
_FIGURE = re.compile(
    r"[−-]?(€\s)?[−-]?[\d.]+(,\d+)?(\s%)?|<\s?\d+|–|-|\.|verborgen|n\.v\.t\."
    r"|x|<|onbekend|niet opgegeven|nog niet"
)


@register.filter
def long_date(value: date | datetime | None) -> str:
    """3 mei 2026"""
    return dutch.long_date(_local(value))


@register.filter
def short_date(value: date | datetime | None) -> str:
    """31 dec 2026"""
    return dutch.short_date(_local(value))


@register.filter
def day_and_date(value: date | datetime | None) -> str:
    """dinsdag 22 september 2026"""
    return dutch.day_and_date(_local(value))


@register.filter
def short_month(value: date) -> str:
    """sep"""
    return dutch.SHORT_MONTHS[value.month - 1]


@register.filter
def moment(value: datetime | None) -> str:
    """16 september 2026, 15.12 uur, in the time zone of the region."""
    if value is None:
        return dutch.NOT_FILLED_IN
    local = timezone.localtime(value)
    return f"{dutch.long_date(local)}, {dutch.clock(local)}"


@register.filter
def clock(value: time | datetime | None) -> str:
    """9.05 uur"""
    return dutch.clock(timezone.localtime(value) if isinstance(value, datetime) else value)


@register.filter
def how_late(due: date) -> str:
    """3 weken te laat"""
    return dutch.how_late(due, today())


@register.filter
def figures_in_column(rows: Sequence[Sequence[object]], index: int) -> bool:
    """Whether a column of a simple table holds figures only, and so is set to the right."""
    cells = [str(row[index]) for row in rows if index < len(row)]
    return index > 0 and bool(cells) and all(_FIGURE.fullmatch(cell) for cell in cells)


def _local(value: date | datetime | None) -> date | datetime | None:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
