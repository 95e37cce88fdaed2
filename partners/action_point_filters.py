"""Filters of the list of action points. Names are those of the address, so Dutch."""

from typing import Any

import django_filters
from django.db.models import Q

from network.models import Person
from partners.models import ActionPoint, Body
from partners.models.meetings import ActionPointQuerySet

MINE, OF_MY_PARTNER = "mij", "partner"
OPEN, LATE, DONE = "open", "te-laat", "gedaan"


class ActionPointFilter(django_filters.FilterSet):
    van = django_filters.ChoiceFilter(
        label="Van wie",
        choices=[(MINE, "Van mij"), (OF_MY_PARTNER, "Van mijn organisatie")],
        method="by_owner",
        empty_label="Van iedereen",
    )
    overleg = django_filters.ModelChoiceFilter(
        label="Overleg", field_name="body", queryset=Body.objects.none(), empty_label="Alle overleggen"
    )
    stand = django_filters.ChoiceFilter(
        label="Stand",
        choices=[(OPEN, "Nog te doen"), (LATE, "Te laat"), (DONE, "Gedaan")],
        method="by_state",
        empty_label="Maakt niet uit",
    )

    class Meta:
        model = ActionPoint
        fields: list[str] = []

    def __init__(self, data: Any, points: ActionPointQuerySet, *, person: Person) -> None:
        super().__init__(data, points)
        self.person = person
        self.filters["overleg"].queryset = Body.objects.filter(pk__in=points.values("body")).in_order()

    def by_owner(self, points: ActionPointQuerySet, _name: str, choice: str) -> ActionPointQuerySet:
        mine = Q(person=self.person)
        return points.filter(mine if choice == MINE else mine | Q(organisation__in=self.person.member_of))

    def by_state(self, points: ActionPointQuerySet, _name: str, choice: str) -> ActionPointQuerySet:
        if choice == DONE:
            return points.filter(done_on__isnull=False)
        return points.late() if choice == LATE else points.open()
