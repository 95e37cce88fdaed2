"""Filters of the sociale kaart for professionals."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.http import HttpRequest

from network.models import Municipality, Region
from partners.models import Audience, CareService
from partners.models.directory import CareServiceQuerySet


@dataclass(frozen=True)
class Chip:
    """A filter that was chosen, and the address of the list without it."""

    label: str
    url: str


def municipalities_of_the_region(_request: HttpRequest | None) -> Any:
    region = Region.objects.current()
    return Municipality.objects.of_region(region) if region else Municipality.objects.on()


class ServiceFilter(django_filters.FilterSet):
    """Names are those of the address, so Dutch."""

    zoek = django_filters.CharFilter(
        label="Zoek", method="by_words", widget=forms.TextInput(attrs={"type": "search", "maxlength": 60})
    )
    wie = django_filters.MultipleChoiceFilter(
        label="Voor wie", choices=Audience.choices, method="by_audience", widget=forms.CheckboxSelectMultiple
    )
    gemeente = django_filters.ModelChoiceFilter(
        label="Gemeente", queryset=municipalities_of_the_region, method="by_municipality", empty_label="Alle gemeenten"
    )
    controle = django_filters.ChoiceFilter(
        label="Controle",
        choices=[("oud", "Niet recent gecontroleerd")],
        method="by_freshness",
        empty_label="Maakt niet uit",
    )

    class Meta:
        model = CareService
        fields: list[str] = []

    def by_words(self, services: CareServiceQuerySet, _name: str, words: str) -> CareServiceQuerySet:
        return services.matching(words)

    def by_audience(self, services: CareServiceQuerySet, _name: str, audiences: list[str]) -> CareServiceQuerySet:
        return services.for_audiences(audiences) if audiences else services

    def by_municipality(self, services: CareServiceQuerySet, _name: str, place: Municipality) -> CareServiceQuerySet:
        return services.serving(place)

    def by_freshness(self, services: CareServiceQuerySet, _name: str, _choice: str) -> CareServiceQuerySet:
        return services.not_recently_confirmed()

    @property
    def chips(self) -> list[Chip]:
        """One for each chosen value; taking it away keeps the others."""
        chips = []
        for name, field in self.form.fields.items():
            chosen = self.data.getlist(name) if hasattr(self.data, "getlist") else []
            labels = {str(value): str(label) for value, label in getattr(field, "choices", [])}
            chips += [Chip(labels.get(value, f"«{value}»"), self._without(name, value)) for value in chosen if value]
        return chips

    def _without(self, name: str, value: str) -> str:
        rest = self.data.copy()
        rest.pop("pagina", None)
        rest.setlist(name, [other for other in rest.getlist(name) if other != value])
        return f"?{rest.urlencode()}"
