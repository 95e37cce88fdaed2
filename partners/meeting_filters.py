"""Filters of the list of meetings. Names are those of the address, so Dutch."""

from typing import Any

import django_filters
from django import forms
from django.http import HttpRequest

from partners.bodies import visible_bodies
from partners.models import Body, Meeting
from partners.models.meetings import MeetingQuerySet

PAST = "geweest"


def bodies_to_choose_from(request: HttpRequest | None) -> Any:
    """Also those that ended: their meetings are still looked up."""
    return visible_bodies(request.user).in_order() if request else Body.objects.none()  # type: ignore[arg-type]  # signed in


class MeetingFilter(django_filters.FilterSet):
    wanneer = django_filters.ChoiceFilter(
        label="Wanneer", choices=[(PAST, "Geweest")], method="by_moment", empty_label="Komend"
    )
    overleg = django_filters.ModelChoiceFilter(
        label="Overleg", field_name="body", queryset=bodies_to_choose_from, empty_label="Alle overleggen"
    )
    mijn = django_filters.ChoiceFilter(
        label="Van wie",
        choices=[("ja", "Alleen mijn overleggen")],
        method="by_seat",
        empty_label="Van iedereen",
        widget=forms.Select,
    )

    class Meta:
        model = Meeting
        fields: list[str] = []

    @property
    def is_past(self) -> bool:
        return bool(self.form.is_valid() and self.form.cleaned_data.get("wanneer") == PAST)

    @property
    def qs(self) -> Any:
        meetings = super().qs
        return meetings.past() if self.is_past else meetings.coming()

    def by_moment(self, meetings: MeetingQuerySet, _name: str, _choice: str) -> MeetingQuerySet:
        return meetings  # in `qs`, as nothing chosen means something too

    def by_seat(self, meetings: MeetingQuerySet, _name: str, _choice: str) -> MeetingQuerySet:
        person: Any = self.request.user
        return meetings.filter(body__in=Body.objects.with_a_seat_of(person).values("pk"))
