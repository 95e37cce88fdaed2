"""Filters of the list of bottlenecks. Names are those of the address, so Dutch."""

from typing import Any

import django_filters
from django import forms

from partners.models import Body, Bottleneck, BottleneckStatus, ChainLink, Organisation
from partners.models.bottlenecks import BottleneckQuerySet

ALL = "alle"
# What the address calls them.
STATUSES = {str(status.label).replace(" ", "-").replace("ë", "e"): status for status in BottleneckStatus}


class BottleneckFilter(django_filters.FilterSet):
    """Closed ones only when somebody asks for them."""

    zoek = django_filters.CharFilter(
        label="Naam of woord", method="by_words", widget=forms.TextInput(attrs={"type": "search", "maxlength": 60})
    )
    stand = django_filters.ChoiceFilter(
        label="Stand",
        choices=[*((word, status.label) for word, status in STATUSES.items()), (ALL, "alle, ook afgerond")],
        method="by_status",
        empty_label="Nog niet afgerond",
    )
    overleg = django_filters.ModelChoiceFilter(
        label="Ligt bij", field_name="body", queryset=Body.objects.none(), empty_label="Alle overleggen"
    )
    schakel = django_filters.ModelChoiceFilter(
        label="Ketenschakel", field_name="chain_link", queryset=ChainLink.objects.none(), empty_label="Alle schakels"
    )
    partner = django_filters.ModelChoiceFilter(
        label="Ingebracht door", field_name="organisation", queryset=Organisation.objects.none(), empty_label="Iedereen"
    )

    class Meta:
        model = Bottleneck
        fields: list[str] = []

    def __init__(self, data: Any, bottlenecks: BottleneckQuerySet) -> None:
        super().__init__(data, bottlenecks)
        self.filters["overleg"].queryset = Body.objects.in_order()  # also where nothing lies: its page leads here
        self.filters["schakel"].queryset = ChainLink.objects.filter(pk__in=bottlenecks.values("chain_link")).in_order()
        self.filters["partner"].queryset = Organisation.objects.filter(pk__in=bottlenecks.values("organisation"))

    def filter_queryset(self, queryset: Any) -> BottleneckQuerySet:
        found: BottleneckQuerySet = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("stand") else found.not_closed()

    def by_words(self, bottlenecks: BottleneckQuerySet, _name: str, words: str) -> BottleneckQuerySet:
        return bottlenecks.matching(words)

    def by_status(self, bottlenecks: BottleneckQuerySet, _name: str, choice: str) -> BottleneckQuerySet:
        return bottlenecks if choice == ALL else bottlenecks.filter(status=STATUSES[choice])
