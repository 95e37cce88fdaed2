"""Every released figure that the page of an indicator prints, in one query: a page asks the database few questions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Self

from django.db.models import Q, Subquery

from monitor.breakdowns import categories_of
from monitor.comparison import is_to_compare, to_compare
from monitor.figures import Said
from monitor.geography import Borders
from monitor.models import Edition, ReleasedValue
from monitor.periods import YEAR, period_kind
from monitor.series import Choice, Contents, parts_of

MANY = 25  # areas; a longer table belongs in the download


@dataclass(frozen=True)
class PageValues:
    """Each list oldest first; a figure that stands in two tables is in two lists."""

    series: Sequence[ReleasedValue]  # of the area and the subdivision, every subject
    before: Sequence[ReleasedValue]  # the same series in the edition before
    below: Sequence[ReleasedValue]  # the numbered rows under the subdivision
    by_part: Sequence[ReleasedValue]  # by age, by sex, or both, of the newest period
    to_compare: Sequence[ReleasedValue]  # municipalities, the region and the Netherlands, of the newest year
    by_area: Sequence[ReleasedValue]  # every area of a table with few, of the newest period

    @classmethod
    def of(cls, edition: Edition, choice: Choice, contents: Contents, borders: Borders, said: Said) -> Self:
        below, parts = parts_of(choice.category, contents.categories), categories_of(said.divisions)
        compares_years = choice.period_kind != YEAR and YEAR in contents.period_kinds
        kind = Q(period__contains=choice.period_kind)
        here = Q(area_kind=choice.area_kind, area_name=choice.area_name)
        subject = Q(measure=choice.measure)
        figure = Q(category=choice.category) & subject
        newest = Q(period=_newest(edition, choice))
        year = Q(period=_newest(edition, replace(choice, period_kind=YEAR))) if compares_years else newest
        arms = [
            here & kind & Q(category=choice.category),
            here & kind & subject & Q(category__in=below),
            here & newest & subject & Q(category__in=parts),
            figure & year & to_compare(edition, choice, borders),
        ]
        if 1 < len(contents.areas) <= MANY:
            arms.append(figure & newest)
        wanted = reduce(or_, (Q(edition=edition) & arm for arm in arms))
        if edition.number > 1:
            wanted |= Q(edition=_before(edition)) & here & kind & figure
        found = ReleasedValue.objects.filter(wanted).select_related("municipality").order_by("period", "pk")
        return cls._sorted_out(edition, choice, borders, list(found), below, parts)

    @classmethod
    def _sorted_out(
        cls,
        edition: Edition,
        choice: Choice,
        borders: Borders,
        found: Sequence[ReleasedValue],
        below: Sequence[str],
        parts: Sequence[str],
    ) -> Self:
        values = [value for value in found if value.edition_id == edition.pk]
        here = [value for value in values if (value.area_kind, value.area_name) == (choice.area_kind, choice.area_name)]
        of_kind = [value for value in here if period_kind(value.period) == choice.period_kind]
        subject = [value for value in of_kind if value.measure == choice.measure]
        newest = max((value.period for value in subject if value.category == choice.category), default="")
        figure = [value for value in values if (value.category, value.measure) == (choice.category, choice.measure)]
        years = [value.period for value in figure if period_kind(value.period) == YEAR]
        year = max(years, default=newest)
        return cls(
            series=[value for value in of_kind if value.category == choice.category],
            before=[value for value in found if value.edition_id != edition.pk],
            below=[value for value in subject if value.category in below],
            by_part=[value for value in subject if value.category in parts and value.period == newest],
            to_compare=[v for v in figure if v.period == year and is_to_compare(v, edition, choice, borders)],
            by_area=[value for value in figure if value.period == newest],
        )


def _newest(edition: Edition, choice: Choice) -> Subquery:
    """The newest period of the series; the database looks it up once."""
    series = ReleasedValue.objects.of_edition(edition).of_series(choice).filter(measure=choice.measure)
    return Subquery(series.order_by("-period").values("period")[:1])


def _before(edition: Edition) -> Subquery:
    earlier = Edition.objects.filter(indicator=edition.indicator_id, number=edition.number - 1)
    return Subquery(earlier.values("pk")[:1])
