"""Sources beside each other, each with what it counts and why it differs. Nothing is worked out across two of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q

from monitor.areas import area_label
from monitor.figures import source_line
from monitor.geography import Borders
from monitor.maps import newest_editions, newest_values
from monitor.models import Edition, Indicator, ReleasedValue, Source
from monitor.numbers import LEAST_SHOWN, figure_text
from monitor.periods import period_label
from monitor.series import Choice, Contents, first_choice
from network.models import Person


@dataclass(frozen=True)
class Beside:
    """The newest figure of one indicator, under the name of its own area."""

    indicator: Indicator
    area: str
    subject: str
    text: str
    period: str
    status: str
    borders: str  # whether the area has the municipalities of the region
    source_line: str
    explanation: str = ""  # why there is no number

    @property
    def is_national(self) -> bool:
        return self.indicator.is_national


@dataclass(frozen=True)
class SourceBeside:
    source: Source
    figures: list[Beside] = field(default_factory=list)


def sources_beside(person: Person) -> list[SourceBeside]:
    """Each source that has figures, by name, those about the whole country last; in five queries."""
    borders = Borders.known()
    home = borders.home
    choices = {
        edition: choice
        for edition in newest_editions(person)
        if (choice := first_choice(Contents.from_json(edition.contents), home))
    }
    found = newest_values(choices, _in_the_chosen_areas(choices.items()))
    figures = [
        _beside(edition, choices[edition], value, borders) for edition, values in found.items() for value in values
    ]
    figures.sort(key=lambda each: (each.is_national, each.indicator.source.name, each.indicator.name))
    by_source = groupby(figures, key=lambda each: (each.is_national, each.indicator.source))
    return [SourceBeside(source, list(held)) for (_, source), held in by_source]


def _in_the_chosen_areas(choices: Iterable[tuple[Edition, Choice]]) -> Q:
    where = Q()
    for edition, choice in choices:
        where |= Q(edition=edition, area_kind=choice.area_kind, area_name=choice.area_name)
    return where


def _beside(edition: Edition, choice: Choice, value: ReleasedValue, borders: Borders) -> Beside:
    return Beside(
        indicator=edition.indicator,
        area=area_label(value.area_kind, value.area_name),
        subject=choice.subject,
        text=figure_text(value.value, value.value_status, edition.rule.get("threshold", LEAST_SHOWN)),
        period=period_label(value.period),
        status=value.get_revision_status_display(),
        borders=borders.note(choice, value.period),
        source_line=source_line(edition),
        explanation="" if value.value is not None else value.get_value_status_display().capitalize(),
    )
