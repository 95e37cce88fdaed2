"""What the catalogue shows: sources with what they count, and the list of indicators with how new their figures are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, QuerySet

from monitor.geography import Borders
from monitor.models import Edition, Indicator, ReleasedValue, RevisionStatus, Source
from monitor.periods import HALF_YEAR, MONTH, QUARTER, SCHOOL_YEAR, YEAR, last_day_of, period_label
from monitor.series import first_choice
from network.models import Person
from network.policy import Permission, may

# Days after the last day of the newest period, by which the next figures should have been there: two periods, and for
# months three, since those come out some weeks later.
EXPECTED_WITHIN = {YEAR: 731, SCHOOL_YEAR: 731, HALF_YEAR: 366, QUARTER: 184, MONTH: 92}

NO_FIGURES, OUTDATED, UP_TO_DATE = "geen", "verouderd", "actueel"


def is_outdated(newest: str, frequency: str, on: date) -> bool:
    """Whether newer figures could have been there. Never of what has no fixed frequency."""
    within = EXPECTED_WITHIN.get(frequency)
    return within is not None and (on - last_day_of(newest)).days > within


# --- sources ---------------------------------------------------------------------------------------------------------


def sources_for(person: Person) -> "QuerySet[Source]":
    """With the number of indicators of each."""
    sources = Source.objects.all() if may(person, Permission.FIGURE_VIEW) else Source.objects.none()
    return sources.annotate(number_of_indicators=Count("indicators")).order_by("name")


# --- the list of indicators ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator and its newest figures, if it has any."""

    indicator: Indicator
    period: str = ""  # code of the newest period
    revision: str = ""
    is_outdated: bool = False

    @property
    def state(self) -> str:
        if not self.period:
            return NO_FIGURES
        return OUTDATED if self.is_outdated else UP_TO_DATE

    @property
    def newest(self) -> str:
        """«2023, voorlopig»."""
        return f"{period_label(self.period)}, {RevisionStatus(self.revision).label}"


@dataclass(frozen=True)
class SourceRows:
    source: Source
    rows: list[IndicatorRow]


def rows_of(indicators: Iterable[Indicator], on: date) -> list[IndicatorRow]:
    """In four queries, however many there are. The newest period is that of the series that opens first."""
    found = list(indicators)
    editions = Edition.objects.filter(indicator__in=[each.pk for each in found]).newest_per_indicator()
    editions = editions.with_contents_as_text().defer("description", "proof")
    newest = _newest_periods(list(editions))
    return [_row(indicator, *newest.get(indicator.pk, ("", "")), on) for indicator in found]


def _row(indicator: Indicator, period: str, revision: str, on: date) -> IndicatorRow:
    return IndicatorRow(indicator, period, revision, bool(period) and is_outdated(period, indicator.frequency, on))


def _newest_periods(editions: Sequence[Edition]) -> dict[int, tuple[str, str]]:
    """Indicator → the newest period of its first series, and its status."""
    home = Borders.known().home
    choices = {edition: choice for edition in editions if (choice := first_choice(edition.holds, home))}
    values = ReleasedValue.objects.of_choices_in_any_period(choices.items())
    # The codes of periods stand in order of time, a year after its parts.
    newest = values.order_by("edition_id", "-period").distinct("edition_id")
    return {
        indicator: (period, revision)
        for indicator, period, revision in newest.values_list("indicator_id", "period", "revision_status")
    }


def by_source(rows: Iterable[IndicatorRow]) -> list[SourceRows]:
    """Rows that stand in order of source, in groups."""
    groups = groupby(rows, key=lambda row: row.indicator.source)
    return [SourceRows(source, list(of_source)) for source, of_source in groups]
