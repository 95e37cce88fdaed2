"""Filters of the sociale kaart for professionals, of the register of partners, and of the list of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from network.models import Municipality, Person
from partners.models import Audience, CareService, Domain, Organisation, OrganisationKind
from partners.models.directory import CareServiceQuerySet
from partners.models.register import OrganisationQuerySet
from partners.people import in_the_network, invited, outside_the_network


@dataclass(frozen=True)
class Chip:
    """A filter that was chosen, and the address of the list without it."""

    label: str
    url: str


def municipalities_of_the_region(_request: HttpRequest | None) -> Any:
    return Municipality.objects.to_choose_from()


class ListFilter(django_filters.FilterSet):
    """A filter whose choices stand above the list, each to be taken away by itself."""

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


class ServiceFilter(ListFilter):
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


class OrganisationFilter(ListFilter):
    """Partners by name, kind, domain and working area; those who take part now unless something else is asked."""

    zoek = django_filters.CharFilter(
        label="Naam of woord", method="by_words", widget=forms.TextInput(attrs={"type": "search", "maxlength": 60})
    )
    domein = django_filters.ChoiceFilter(
        label="Domein", field_name="domain", choices=Domain.choices, empty_label="Alle domeinen"
    )
    soort = django_filters.ChoiceFilter(
        label="Soort", field_name="kind", choices=OrganisationKind.choices, empty_label="Alle soorten"
    )
    gemeente = django_filters.ChoiceFilter(
        label="Werkt in", choices=[], method="by_municipality", empty_label="Alle gemeenten"
    )
    deelname = django_filters.ChoiceFilter(
        label="Deelname",
        choices=[("weg", "Niet meer actief"), ("straks", "Begint later"), ("alle", "Alle organisaties")],
        method="by_participation",
        empty_label="Doet mee",
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args: Any, region: Iterable[Municipality], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["gemeente"].extra["choices"] = [(str(place.pk), place.name) for place in region]

    @property
    def is_narrowed(self) -> bool:
        return any(self.form.cleaned_data.values()) if self.form.is_valid() else True

    @property
    def qs(self) -> Any:
        partners = super().qs
        is_asked = self.form.is_bound and self.form.cleaned_data.get("deelname")
        return partners if is_asked else partners.active().still_there()

    def by_words(self, partners: OrganisationQuerySet, _name: str, words: str) -> OrganisationQuerySet:
        return partners.matching(words)

    def by_municipality(self, partners: OrganisationQuerySet, _name: str, place: str) -> OrganisationQuerySet:
        return partners.serving(int(place))

    def by_participation(self, partners: OrganisationQuerySet, _name: str, choice: str) -> OrganisationQuerySet:
        if choice == "weg":
            return partners.gone()
        return partners.yet_to_join() if choice == "straks" else partners


class PersonFilter(django_filters.FilterSet):
    """Who of the network, and by which words."""

    zoek = django_filters.CharFilter(
        label="Naam of e-mailadres",
        method="by_words",
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 60, "autocomplete": "off"}),
    )
    toegang = django_filters.ChoiceFilter(
        label="Toegang",
        choices=[
            ("netwerk", "Nu in het netwerk"),
            ("uitgenodigd", "Uitgenodigd"),
            ("zonder", "Zonder toegang"),
            ("mail", "Mail komt niet aan"),
        ],
        method="by_access",
        empty_label="Iedereen",
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def by_words(self, people: QuerySet[Person], _name: str, words: str) -> QuerySet[Person]:
        for word in words.split():
            people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return people

    def by_access(self, people: QuerySet[Person], _name: str, choice: str) -> QuerySet[Person]:
        ways = {"netwerk": in_the_network, "uitgenodigd": invited, "zonder": outside_the_network}
        return ways[choice](people) if choice in ways else people.filter(mail_refused_on__isnull=False)
