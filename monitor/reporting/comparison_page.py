"""Which two adopted reports stand beside each other, of those that a person may read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, Self

from django import forms
from django.http import Http404

from monitor.models import ReportEdition
from monitor.reporting.archive import adopted_editions
from monitor.reporting.comparison import Comparison, compare
from monitor.reporting.content import Content
from network.models import Person


class ComparisonForm(forms.Form):
    van = forms.ChoiceField(label="Vergelijk")
    naar = forms.ChoiceField(label="met")

    def __init__(self, editions: Iterable[ReportEdition], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        groups = groupby(editions, key=called)
        choices = [(name, [(str(each.pk), str(each.report)) for each in found]) for name, found in groups]
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def called(edition: ReportEdition) -> str:
    """«Voortgangsrapportage», «Regiobeeld, Tiel»: only what has the same name is compared."""
    report = edition.report
    return ", ".join(filter(None, [report.get_kind_display(), report.about]))


@dataclass(frozen=True)
class ComparisonPage:
    editions: list[ReportEdition]
    before: ReportEdition | None
    after: ReportEdition | None

    @classmethod
    def of(cls, person: Person, asked: Mapping[str, str]) -> Self:
        """What the address names; without that the newest report that has one before it. 404 for what isn't seen."""
        editions = sorted(adopted_editions(person), key=_by_kind_and_subject)
        usual = (each for each in editions if _before(each, editions))
        after = _named(asked.get("naar"), editions) or next(usual, None)
        before = _named(asked.get("van"), editions) or (_before(after, editions) if after else None)
        if before and after and before.report.period_end > after.report.period_end:
            before, after = after, before
        return cls(editions, before, after)

    @property
    def form(self) -> ComparisonForm:
        initial = {"van": self.before and self.before.pk, "naar": self.after and self.after.pk}
        return ComparisonForm(self.editions, initial=initial)

    @property
    def has_two(self) -> bool:
        names = [called(each) for each in self.editions]
        return len(names) > len(set(names))

    @cached_property
    def comparison(self) -> Comparison | None:
        """Nothing while these two can't be compared."""
        if not self.before or not self.after or self.before == self.after or called(self.before) != called(self.after):
            return None
        found = ReportEdition.objects.in_bulk([self.before.pk, self.after.pk])
        return compare(*(Content.thaw(found[each.pk].content) for each in (self.before, self.after)))


def _by_kind_and_subject(edition: ReportEdition) -> tuple[str, int, int]:
    """The newest of each first."""
    return called(edition), -edition.report.year, -edition.report.number


def _named(pk: str | None, editions: list[ReportEdition]) -> ReportEdition | None:
    if not pk:
        return None
    found = next((each for each in editions if str(each.pk) == pk), None)
    if found is None:
        raise Http404("Deze rapportage is er niet.")
    return found


def _before(edition: ReportEdition, editions: list[ReportEdition]) -> ReportEdition | None:
    """The one before it of the same kind and subject."""
    same = [each for each in editions if called(each) == called(edition)]
    return next(iter(same[same.index(edition) + 1 :]), None)
