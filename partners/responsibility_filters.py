"""Filters of who does what."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import Q

from network.models import Person
from partners.models import (
    ChainLink,
    FundingOfTask,
    Organisation,
    Responsibility,
    ResponsibilityBasis,
    ResponsibilityKind,
)
from partners.models.responsibilities import ResponsibilityQuerySet
from partners.responsibilities import lacking_ground, seen_by

LAW, AGREEMENT, NONE = "wet", "afspraak", "zonder"


class ResponsibilityFilter(django_filters.FilterSet):
    """What partners do today, as far as the person may see it. Names are those of the address, so Dutch."""

    grondslag = django_filters.ChoiceFilter(
        label="Grondslag",
        choices=[(LAW, "Wettelijk"), (AGREEMENT, "Regionale afspraak"), (NONE, "Zonder grondslag")],
        method="by_ground",
        empty_label="Maakt niet uit",
    )
    schakel = django_filters.ModelChoiceFilter(
        label="Ketenschakel", queryset=ChainLink.objects.in_order(), method="by_link", empty_label="Alle schakels"
    )
    soort = django_filters.ChoiceFilter(
        label="Soort", field_name="kind", choices=ResponsibilityKind.choices, empty_label="Alle soorten"
    )
    partner = django_filters.ModelChoiceFilter(
        label="Partner", field_name="organisation", queryset=Organisation.objects.none(), empty_label="Alle partners"
    )
    geld = django_filters.ChoiceFilter(
        label="Betaald uit", field_name="funding", choices=FundingOfTask.choices, empty_label="Maakt niet uit"
    )

    class Meta:
        model = Responsibility
        fields: list[str] = []

    def __init__(self, data: Any, *, person: Person, day: date) -> None:
        self.person, self.day = person, day
        self.seen = seen_by(person, day)
        super().__init__(data, self.seen)
        self.filters["partner"].queryset = Organisation.objects.filter(pk__in=self.seen.values("organisation"))

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.filters)

    def by_ground(self, tasks: ResponsibilityQuerySet, _name: str, choice: str) -> ResponsibilityQuerySet:
        if choice == LAW:
            return tasks.filter(basis=ResponsibilityBasis.LAW)
        without = lacking_ground(tasks, self.person, self.day)
        if choice == NONE:
            return without
        return tasks.filter(basis=ResponsibilityBasis.AGREEMENT).exclude(pk__in=without.values("pk"))

    def by_link(self, tasks: ResponsibilityQuerySet, _name: str, link: ChainLink) -> ResponsibilityQuerySet:
        """What belongs to every link belongs to this one too."""
        return tasks.filter(Q(link=link) | Q(link__isnull=True))
