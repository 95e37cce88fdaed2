"""Filters of the list of lessons. Names are those of the address, so Dutch."""

from typing import Any

import django_filters
from django import forms

from partners.models import ChainLink, Lesson, LessonStatus, Organisation, Origin
from partners.models.bottlenecks import LessonQuerySet

# What the address calls them.
STATUSES = {"nieuw": LessonStatus.NEW, "opgepakt": LessonStatus.TAKEN_UP, "niet-opgepakt": LessonStatus.SET_ASIDE}


class LessonFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(
        label="Naam of woord", method="by_words", widget=forms.TextInput(attrs={"type": "search", "maxlength": 60})
    )
    stand = django_filters.ChoiceFilter(
        label="Stand",
        choices=[(word, status.label) for word, status in STATUSES.items()],
        method="by_status",
        empty_label="Maakt niet uit",
    )
    herkomst = django_filters.ChoiceFilter(
        label="Komt uit", field_name="origin", choices=Origin.choices, empty_label="Maakt niet uit"
    )
    schakel = django_filters.ModelChoiceFilter(
        label="Ketenschakel", field_name="chain_link", queryset=ChainLink.objects.none(), empty_label="Alle schakels"
    )
    partner = django_filters.ModelChoiceFilter(
        label="Ingebracht door", field_name="organisation", queryset=Organisation.objects.none(), empty_label="Iedereen"
    )

    class Meta:
        model = Lesson
        fields: list[str] = []

    def __init__(self, data: Any, lessons: LessonQuerySet) -> None:
        super().__init__(data, lessons)
        self.filters["schakel"].queryset = ChainLink.objects.filter(pk__in=lessons.values("chain_link")).in_order()
        self.filters["partner"].queryset = Organisation.objects.filter(pk__in=lessons.values("organisation"))

    def by_words(self, lessons: LessonQuerySet, _name: str, words: str) -> LessonQuerySet:
        return lessons.matching(words)

    def by_status(self, lessons: LessonQuerySet, _name: str, choice: str) -> LessonQuerySet:
        return lessons.filter(status=STATUSES[choice])
