"""Sources beside each other, each with what it counts and why it differs. Nothing is worked out across two of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from monitor.areas import COUNTRY, area_label
from monitor.figures import source_line
from monitor.geography import Borders
from monitor.maps import by_name, newest_editions, newest_values
from monitor.models import Edition, Indicator, ReleasedValue, Source
from monitor.numbers import figure_text
from monitor.periods import period_label
from monitor.series import Choice, first_choice
from network.models import Person

NATIONAL = "Deze cijfers gelden voor heel Nederland. Ze zeggen niet hoeveel het er in onze regio zijn."


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
    is_national: bool
    explanation: str = ""  # why there is no number


@dataclass(frozen=True)
class SourceBeside:
    source: Source
    figures: list[Beside] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """Sources that count here, or those that only count the whole country."""

    title: str
    about: str
    sources: list[SourceBeside]


def sources_beside(person: Person) -> list[Group]:
    """Each source that has figures, by name; in five queries."""
    borders = Borders.known()
    home = borders.home
    choices = {
        edition: choice
        for edition in by_name(newest_editions(Indicator.objects.visible_to(person)))
        if (choice := first_choice(edition.holds, home))
    }
    found = newest_values(choices, ReleasedValue.objects.of_choices(choices.items()))
    figures = [
        _beside(edition, choices[edition], value, borders) for edition, values in found.items() for value in values
    ]
    groups = [
        Group("Over onze regio", "", _by_source(each for each in figures if not each.is_national)),
        Group("Landelijk, ter vergelijking", NATIONAL, _by_source(each for each in figures if each.is_national)),
    ]
    return [group for group in groups if group.sources]


def _by_source(figures: Iterable[Beside]) -> list[SourceBeside]:
    held = sorted(figures, key=lambda each: (each.indicator.source.name, each.indicator.name))
    return [SourceBeside(source, list(own)) for source, own in groupby(held, key=lambda each: each.indicator.source)]


def _beside(edition: Edition, choice: Choice, value: ReleasedValue, borders: Borders) -> Beside:
    return Beside(
        indicator=edition.indicator,
        area=area_label(value.area_kind, value.area_name),
        subject=choice.subject,
        text=figure_text(value.value, value.value_status, edition.threshold),
        period=period_label(value.period),
        status=value.get_revision_status_display(),
        borders=borders.note(choice, value.period),
        source_line=source_line(edition),
        is_national=edition.indicator.is_national or value.area_kind == COUNTRY,
        explanation="" if value.value is not None else value.get_value_status_display().capitalize(),
    )
