"""Filters of the list of decisions. Names are those of the address, so Dutch."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from partners.models import Body, Decision
from partners.models.meetings import DecisionQuerySet


class DecisionFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(
        label="Nummer of woord", method="by_words", widget=forms.TextInput(attrs={"type": "search", "maxlength": 60})
    )
    overleg = django_filters.ModelChoiceFilter(
        label="Genomen door", field_name="body", queryset=Body.objects.none(), empty_label="Alle overleggen"
    )
    jaar = django_filters.ChoiceFilter(label="Jaar", field_name="year", empty_label="Alle jaren")

    class Meta:
        model = Decision
        fields: list[str] = []

    def __init__(self, data: Any, decisions: DecisionQuerySet) -> None:
        super().__init__(data, decisions)
        years = decisions.order_by("-year").values_list("year", flat=True).distinct()
        self.filters["jaar"].extra["choices"] = [(year, str(year)) for year in years]
        self.filters["overleg"].queryset = Body.objects.filter(pk__in=decisions.values("body")).in_order()

    def by_words(self, decisions: DecisionQuerySet, _name: str, words: str) -> DecisionQuerySet:
        """Every word stands in the title or in the text; «2026-3» and «2026-003» are its number."""
        for word in words.split():
            found = Q(title__icontains=word) | Q(text__icontains=word)
            year, _, sequence = word.partition("-")
            if all(part.isascii() and part.isdigit() and len(part) < 5 for part in (year, sequence)):
                found |= Q(year=year, sequence=sequence)
            decisions = decisions.filter(found)
        return decisions
