"""The filters above the list of actions. They live in the address, so a list can be shared."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from actionplan.models import STALE, Action, Light

LIGHT_CHOICES = [*Light.choices, (STALE, "Niet bijgewerkt")]
GROUPINGS = [("pijler", "pijler"), ("bouwsteen", "bouwsteen")]


class _ListedChoice(django_filters.ChoiceFilter):
    """A choice from what occurs in the list."""

    def __init__(self, *, label: str, empty_label: str, **kwargs: Any) -> None:
        error = f"Deze keuze bestaat niet meer. Kies een andere {label.lower()}, of «{empty_label}»."
        super().__init__(
            label=label, empty_label=empty_label, error_messages={"invalid_choice": error}, choices=(), **kwargs
        )


class ActionFilter(django_filters.FilterSet):
    pijler = _ListedChoice(field_name="pillar", label="Pijler", empty_label="Alle pijlers")
    trekker = _ListedChoice(field_name="lead_organisation", label="Trekker", empty_label="Alle partners")
    doelgroep = _ListedChoice(field_name="target_groups", label="Doelgroep", empty_label="Alle doelgroepen")
    stand = _ListedChoice(field_name="light", label="Stand", empty_label="Alle standen")
    zoek = django_filters.CharFilter(
        method="words", label="Zoek in titel en tekst", widget=forms.TextInput({"type": "search"})
    )
    groep = django_filters.ChoiceFilter(method="grouping", choices=GROUPINGS, widget=forms.HiddenInput)

    class Meta:
        model = Action
        fields: list[str] = []

    def __init__(self, *args: Any, actions: Iterable[Action], **kwargs: Any) -> None:
        """`actions` are all actions of the plan, with their pillar, lead and target groups: they give the choices."""
        super().__init__(*args, **kwargs)
        actions = list(actions)
        self.filters["pijler"].extra["choices"] = _with_counts(
            sorted((a.pillar.position, a.pillar.name, a.pillar_id) for a in actions)
        )
        self.filters["trekker"].extra["choices"] = _with_counts(
            sorted((0, str(a.lead_organisation), a.lead_organisation_id) for a in actions)
        )
        self.filters["doelgroep"].extra["choices"] = _with_counts(
            sorted((g.position, g.name, g.pk) for a in actions for g in a.target_groups.all())
        )
        self.filters["stand"].extra["choices"] = LIGHT_CHOICES

    def words(self, queryset: QuerySet[Action], _name: str, value: str) -> QuerySet[Action]:
        """Every word is somewhere in the number, title, text or lead; accents don't matter."""
        for word in value.split():
            queryset = queryset.filter(
                Q(code__iexact=word)
                | Q(title__unaccent__icontains=word)
                | Q(description__unaccent__icontains=word)
                | Q(lead_organisation__name__unaccent__icontains=word)
            )
        return queryset

    def grouping(self, queryset: QuerySet[Action], _name: str, _value: str) -> QuerySet[Action]:
        """How the list is grouped filters nothing."""
        return queryset

    def matching(self, actions: Iterable[Action]) -> list[Action]:
        """Those of the actions, already read, that the filters keep; one query, or none without filters."""
        if not self.chosen:
            return list(actions)
        kept = set(self.qs.values_list("pk", flat=True))
        return [action for action in actions if action.pk in kept]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters in use, by name, with what they say."""
        values = self.form.cleaned_data if self.form.is_valid() else getattr(self.form, "cleaned_data", {})
        return {name: self._said(name, value) for name, value in values.items() if value and name != "groep"}

    def _said(self, name: str, value: str) -> str:
        label = str(self.filters[name].label)
        choices = dict(self.filters[name].extra.get("choices", ()))
        if not choices:
            return f"{label}: «{value}»"
        said = next((text for key, text in choices.items() if str(key) == value), value)
        return f"{label}: {said.rsplit(' (', 1)[0]}"


def _with_counts(ordered: list[tuple[int, str, int]]) -> list[tuple[int, str]]:
    """(order, name, id) per action → (id, «name (count)») per thing."""
    counts: dict[tuple[int, str, int], int] = {}
    for each in ordered:
        counts[each] = counts.get(each, 0) + 1
    return [(pk, f"{name} ({count})") for (_, name, pk), count in counts.items()]
