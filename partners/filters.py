"""Filters of the sociale kaart for professionals, of the register of partners, and of the list of people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from network.dutch import enumeration
from network.fields import DutchIntegerField
from network.models import Municipality, Person
from network.policy import Permission, may
from partners.models import (
    Audience,
    CarePillar,
    CareService,
    ChannelKind,
    Domain,
    FundingRegime,
    Language,
    Organisation,
    OrganisationKind,
    Phase,
    Referrer,
    ServiceStatus,
    ServiceType,
    SpecialGroup,
)
from partners.models.directory import CareServiceQuerySet
from partners.models.register import OrganisationQuerySet
from partners.people import in_the_network, invited, outside_the_network


@dataclass(frozen=True)
class Chip:
    """A filter that was chosen, and the address of the list without it."""

    label: str
    url: str


class ListFilter(django_filters.FilterSet):
    """A filter whose choices stand above the list, each to be taken away by itself."""

    UNITS: ClassVar[dict[str, str]] = {}  # of a filter in which a number is typed
    ORDER = ""  # the filter that narrows nothing, and only puts the list in another order

    @property
    def chips(self) -> list[Chip]:
        """One for each chosen value; taking it away keeps the others."""
        return [Chip(label, self._without(name, value)) for name, value, label in self._chosen()]

    def _chosen(self) -> Iterator[tuple[str, str, str]]:
        """Name, value and label of each choice as it stands in the address."""
        for name, field in self.form.fields.items():
            chosen = self.data.getlist(name) if hasattr(self.data, "getlist") and name != self.ORDER else []
            labels = {str(value): str(label) for value, label in getattr(field, "choices", [])}
            unit = self.UNITS.get(name)
            for value in filter(None, chosen):
                yield name, value, labels.get(value, f"{value} {unit}" if unit else f"«{value}»")

    def _without(self, name: str, value: str) -> str:
        rest = self.data.copy()
        rest.pop("pagina", None)
        rest.setlist(name, [other for other in rest.getlist(name) if other != value])
        return f"?{rest.urlencode()}"


class AgeFilter(django_filters.Filter):
    """An age in whole years, as people type it."""

    field_class = DutchIntegerField


ANY = "Maakt niet uit"
AT_A_PLACE = "locatie"
WITHOUT_REFERRAL = "zonder"


def in_words(number: int) -> str:
    return f"{number} keer aanbod"


class ServiceFilter(ListFilter):
    """Names are those of the address, so Dutch."""

    zoek = django_filters.CharFilter(
        label="Zoek", method="by_words", widget=forms.TextInput(attrs={"type": "search", "maxlength": 60})
    )
    wie = django_filters.MultipleChoiceFilter(
        label="Voor wie", choices=Audience.choices, method="by_audience", widget=forms.CheckboxSelectMultiple
    )
    fase = django_filters.ChoiceFilter(
        label="Wanneer", choices=Phase.choices, method="by_phase", empty_label=ANY, widget=forms.RadioSelect
    )
    leeftijd = AgeFilter(label="Leeftijd", method="by_age", min_value=0, max_value=120)
    gemeente = django_filters.ChoiceFilter(
        label="Gemeente", choices=[], method="by_municipality", empty_label="Alle gemeenten"
    )
    vorm = django_filters.ChoiceFilter(
        label="Contact",
        choices=[*ChannelKind.choices, (AT_A_PLACE, "op locatie")],
        method="by_way",
        empty_label=ANY,
    )
    taal = django_filters.ChoiceFilter(
        label="Taal, of met een tolk", choices=Language.choices, method="by_language", empty_label=ANY
    )
    kosten = django_filters.ChoiceFilter(
        label="Kosten en vergoeding", choices=FundingRegime.choices, method="by_funding", empty_label=ANY
    )
    verwijzing = django_filters.ChoiceFilter(
        label="Verwijzing",
        choices=[
            (WITHOUT_REFERRAL, "zonder verwijzing"),
            *((each.value, f"door {each.label}") for each in Referrer if each != Referrer.ONESELF),
        ],
        method="by_referral",
        empty_label=ANY,
    )
    hulp = django_filters.ChoiceFilter(
        label="Soort hulp", choices=ServiceType.choices, method="by_type", empty_label=ANY
    )
    pijler = django_filters.ChoiceFilter(
        label="Pijler", choices=CarePillar.choices, method="by_pillar", empty_label="Alle pijlers"
    )
    groep = django_filters.ChoiceFilter(
        label="Extra aandacht voor", choices=SpecialGroup.choices, method="by_group", empty_label=ANY
    )
    controle = django_filters.ChoiceFilter(
        label="Controle",
        choices=[("oud", "Niet recent gecontroleerd")],
        method="by_freshness",
        empty_label=ANY,
    )
    status = django_filters.ChoiceFilter(
        label="Status", choices=ServiceStatus.choices, field_name="status", empty_label="Alles wat in de kaart staat"
    )
    sorteer = django_filters.ChoiceFilter(
        label="Volgorde", choices=[("wachttijd", "Kortste wachttijd eerst")], method="in_order", empty_label="Op naam"
    )

    class Meta:
        model = CareService
        fields: list[str] = []

    UNITS: ClassVar[dict[str, str]] = {"leeftijd": "jaar"}
    ORDER = "sorteer"
    MORE = ("hulp", "pijler", "groep", "controle", "status")

    def __init__(self, data: QueryDict, services: CareServiceQuerySet, *, person: Person) -> None:
        """Who may add an entry sees entries that are not published, and chooses among those."""
        super().__init__(data, services)
        places = list(Municipality.objects.of_this_region()) or Municipality.objects.on()
        self.places = {str(place.pk): place for place in places}
        self.filters["gemeente"].extra["choices"] = [(key, place.name) for key, place in self.places.items()]
        if not may(person, Permission.SERVICE_ADD):
            del self.filters["status"]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [field for field in self.form if field.name not in self.MORE]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """What is asked less often."""
        return [field for field in self.form if field.name in self.MORE]

    @property
    def asks_more(self) -> bool:
        return any(self.data.get(name) for name in self.MORE)

    def filter_queryset(self, queryset: CareServiceQuerySet) -> CareServiceQuerySet:
        """What was taken out of the sociale kaart is only there for who asks for it."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("status") else found.in_use()

    def what_to_drop(self) -> list[Chip]:
        """Which filter to take away to find something, with what is found then; in one question."""
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value and name != self.ORDER}
        counts = CareService.objects.aggregate(
            **{name: Count("pk", filter=Q(pk__in=self._found_without(name).values("pk"))) for name in chosen}
        )
        labels: dict[str, list[str]] = defaultdict(list)
        for name, _value, label in self._chosen():
            labels[name].append(label)
        helping = sorted((name for name in labels if counts.get(name)), key=lambda name: -counts[name])
        return [
            Chip(f"Zonder {enumeration(labels[name])}: {in_words(counts[name])}", self._without_all(name))
            for name in helping
        ]

    def _without_all(self, name: str) -> str:
        rest = self.data.copy()
        for gone in ("pagina", name):
            rest.pop(gone, None)
        return f"?{rest.urlencode()}"

    def _found_without(self, dropped: str) -> CareServiceQuerySet:
        found = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name not in {dropped, self.ORDER}:
                found = self.filters[name].filter(found, value)
        return found.in_use().order_by()

    def by_words(self, services: CareServiceQuerySet, _name: str, words: str) -> CareServiceQuerySet:
        return services.matching(words)

    def by_audience(self, services: CareServiceQuerySet, _name: str, audiences: list[str]) -> CareServiceQuerySet:
        return services.for_audiences(audiences) if audiences else services

    def by_phase(self, services: CareServiceQuerySet, _name: str, phase: str) -> CareServiceQuerySet:
        """Who needs help now can't wait until a place opens again."""
        found = services.in_phases([phase])
        return found.taking_people_in() if phase == Phase.ACUTE else found

    def by_age(self, services: CareServiceQuerySet, _name: str, age: int) -> CareServiceQuerySet:
        return services.accepting_age(age)

    def by_municipality(self, services: CareServiceQuerySet, _name: str, place: str) -> CareServiceQuerySet:
        return services.serving(self.places[place])

    def by_way(self, services: CareServiceQuerySet, _name: str, way: str) -> CareServiceQuerySet:
        return services.with_a_place() if way == AT_A_PLACE else services.reached_by(way)

    def by_language(self, services: CareServiceQuerySet, _name: str, language: str) -> CareServiceQuerySet:
        return services.speaking(language)

    def by_funding(self, services: CareServiceQuerySet, _name: str, regime: str) -> CareServiceQuerySet:
        return services.funded_by([regime])

    def by_referral(self, services: CareServiceQuerySet, _name: str, way: str) -> CareServiceQuerySet:
        return services.without_referral() if way == WITHOUT_REFERRAL else services.referred_by(way)

    def by_type(self, services: CareServiceQuerySet, _name: str, service_type: str) -> CareServiceQuerySet:
        return services.offering([service_type])

    def by_pillar(self, services: CareServiceQuerySet, _name: str, pillar: str) -> CareServiceQuerySet:
        return services.for_pillars([pillar])

    def by_group(self, services: CareServiceQuerySet, _name: str, group: str) -> CareServiceQuerySet:
        return services.with_attention_for([group])

    def by_freshness(self, services: CareServiceQuerySet, _name: str, _choice: str) -> CareServiceQuerySet:
        return services.not_recently_confirmed()

    def in_order(self, services: CareServiceQuerySet, _name: str, _choice: str) -> CareServiceQuerySet:
        return services.by_waiting_time()


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
