"""Editions as the tests of pages need them: released figures as they stand in the table, without an import before."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from monitor.models import Edition, Indicator, ReleasedValue
from monitor.numbers import RevisionStatus, ValueStatus
from monitor.periods import period_kinds_of
from monitor.series import Contents
from network.database import as_steward
from network.models import Municipality

Shown = int | str | Decimal | ValueStatus  # a number, or why there is none
Row = tuple[str, str, str, str, Shown]  # kind of area, its name, category, period, and what is shown

REGION = ("network", "Gelderland-Zuid")
RULE = {"threshold": 10, "shows_zero": True, "rounds_to": 1}


def years(kind: str, name: str, *shown: Shown, first: int, category: str = "") -> list[Row]:
    """A series of years from the first one on."""
    return [(kind, name, category, f"{first + index}JJ00", each) for index, each in enumerate(shown)]


def release(
    indicator: Indicator,
    rows: Iterable[Row],
    *,
    rule: dict[str, object] | None = None,
    provisional: Sequence[str] = (),
    measure: str = "",
) -> Edition:
    """An edition with these figures; with a rule, one of figures that partners delivered."""
    held = list(rows)
    known = {each.name: each for each in Municipality.objects.filter(name__in={row[1] for row in held})}
    areas, categories = dict.fromkeys(row[:2] for row in held), dict.fromkeys(row[2] for row in held)
    contents = Contents(tuple(areas), tuple(categories), (measure,), period_kinds_of(row[3] for row in held))
    with as_steward():
        last = Edition.objects.latest_of(indicator)
        edition = Edition.objects.create(
            indicator=indicator,
            number=last.number + 1 if last else 1,
            retrieved_on=date(2026, 9, 3),
            contents=contents.as_json(),
            is_protected=rule is not None,
            rule=rule or {},
        )
        ReleasedValue.objects.bulk_create(
            ReleasedValue(
                edition=edition,
                indicator=indicator,
                area_kind=kind,
                area_name=name,
                municipality=known.get(name) if kind == "municipality" else None,
                category=category,
                measure=measure,
                period=period,
                value=None if isinstance(shown, ValueStatus) else Decimal(shown),
                value_status=shown if isinstance(shown, ValueStatus) else ValueStatus.VALUE,
                revision_status=RevisionStatus.PROVISIONAL if period in provisional else RevisionStatus.FINAL,
            )
            for kind, name, category, period, shown in held
        )
    return edition
