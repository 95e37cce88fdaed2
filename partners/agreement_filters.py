"""Filters of the list of agreements. Names are those of the address, so Dutch."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.http import HttpRequest

from network.dates import today
from partners.life_cycle import AgreementStatus
from partners.models import Agreement, AgreementKind, AgreementParty, Organisation
from partners.models.agreements import AgreementQuerySet

IN_FORCE = "van-kracht"
# What the address calls them; «verloopt binnenkort» is a part of what is in force.
STATUSES = {str(status.label).replace(" ", "-"): status for status in AgreementStatus}


def everybody_in_the_register(request: HttpRequest | None) -> Any:
    """All partners, those that left too: a list of parties only would tell who has confidential agreements."""
    return Organisation.objects.visible_to(request.user) if request else Organisation.objects.none()  # type: ignore[arg-type]  # signed in


class AgreementFilter(django_filters.FilterSet):
    zoek = django_filters.CharFilter(
        label="Naam of woord", method="by_words", widget=forms.TextInput(attrs={"type": "search", "maxlength": 60})
    )
    soort = django_filters.ChoiceFilter(
        label="Soort", choices=AgreementKind.choices, field_name="kind", empty_label="Alle soorten"
    )
    stand = django_filters.ChoiceFilter(
        label="Stand",
        choices=[(IN_FORCE, "van kracht"), *((word, status.label) for word, status in STATUSES.items())],
        method="by_status",
        empty_label="Maakt niet uit",
    )
    partner = django_filters.ModelChoiceFilter(
        label="Partner", queryset=everybody_in_the_register, method="by_partner", empty_label="Alle partners"
    )
    jaar = django_filters.NumberFilter(
        label="Loopt af in het jaar",
        method="by_year",
        min_value=1900,
        max_value=2200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "class": "utrecht-textbox--short"}),
    )

    class Meta:
        model = Agreement
        fields: list[str] = []

    def by_words(self, agreements: AgreementQuerySet, _name: str, words: str) -> AgreementQuerySet:
        return agreements.matching(words)

    def by_status(self, agreements: AgreementQuerySet, _name: str, choice: str) -> AgreementQuerySet:
        if choice == IN_FORCE:
            return agreements.in_force(today())
        return agreements.of_status(STATUSES[choice], day=today())

    def by_partner(self, agreements: AgreementQuerySet, _name: str, partner: Organisation) -> AgreementQuerySet:
        parties = AgreementParty.objects.filter(organisation=partner)
        return agreements.filter(Q(keeper=partner) | Q(pk__in=parties.values("version__agreement")))

    def by_year(self, agreements: AgreementQuerySet, _name: str, year: Any) -> AgreementQuerySet:
        return agreements.ending_in(int(year), today())
