"""The form of an action point: what happens, who does it, and before which day."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q

from network.dutch import long_date
from network.fields import DutchDateField, offer
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Person
from partners.action_point_flows import values_of
from partners.action_points import who_can_be_named, who_can_do_it
from partners.contents import Versus
from partners.models import ActionPoint, Body, Meeting, Organisation
from partners.side_by_side import SideBySideForm


class PersonOfPartnerField(forms.ModelChoiceField):
    """Somebody by name, with the partners they work for."""

    def label_from_instance(self, obj: Any) -> str:
        partners = ", ".join(str(membership.organisation) for membership in obj.memberships_now)
        return f"{obj.name}, {partners}" if partners else str(obj.name)


class ActionPointForm(SideBySideForm):
    title = GuardedLineField(
        label="Wat er gebeurt",
        max_length=200,
        strict=True,
        help_text="In één zin, zoals: de routekaart voor huisartsen afmaken.",
        error_messages={"required": "Schrijf in één zin wat er gebeurt."},
    )
    organisation = forms.ModelChoiceField(
        label="Wie het doet",
        queryset=Organisation.objects.none(),
        empty_label="Kies een organisatie",
        error_messages={"required": "Kies welke organisatie dit doet."},
    )
    person = PersonOfPartnerField(
        label="Persoon",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Niemand in het bijzonder",
        help_text="Iemand die bij deze organisatie werkt. Zonder naam staat het bij haar redacteuren.",
    )
    due_on = DutchDateField(
        label="Klaar op",
        help_text="Bijvoorbeeld 3 mei 2026.",
        error_messages={"required": "Typ de dag waarop het klaar is, bijvoorbeeld 3 mei 2026."},
    )
    note = GuardedTextField(
        label="Toelichting",
        required=False,
        strict=True,
        widget=forms.Textarea({"rows": 4}),
        help_text="Noem geen personen om wie het gaat.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        by: Person,
        body: Body,
        meeting: Meeting | None = None,
        point: ActionPoint | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, stored=values_of(point) if point else {}, initial=initial or {})
        self.by, self.body, self.meeting, self.point = by, body, meeting, point
        self.members = who_can_be_named(by, body)
        offer(self, "organisation", who_can_do_it(point))
        now = self.members.select_related("organisation")
        named = Q(pk__in=self.members.values("person")) | Q(pk=point.person_id if point else None)
        people = Person.objects.filter(named).order_by("name", "pk")
        offer(self, "person", people.prefetch_related(Prefetch("memberships", now, "memberships_now")))

    def clean_note(self) -> str:
        return self.cleaned_data["note"].replace("\r\n", "\n")

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if self.meeting and day < self.meeting.day and not (self.point and self.point.due_on == day):
            raise ValidationError(
                f"Deze dag is voor de bijeenkomst. Kies {long_date(self.meeting.day)} of een latere dag."
            )
        return day

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        organisation, person = values.get("organisation"), values.get("person")
        if organisation and person and not self._works_there(person, organisation):
            self.add_error(
                "person", f"{person} werkt niet bij {organisation}. Kies een ander, of kies de organisatie erbij."
            )
        return values

    def _works_there(self, person: Person, organisation: Organisation) -> bool:
        """Whoever left stays with what they had, so that somebody can change the rest."""
        had_it = self.point and (self.point.person, self.point.organisation) == (person, organisation)
        return bool(had_it) or self.members.filter(person=person, organisation=organisation).exists()

    def on_top_of(self, stored: ActionPoint) -> "ActionPointForm":
        return ActionPointForm(
            by=self.by,
            body=self.body,
            meeting=self.meeting,
            point=stored,
            initial=self.merged_with(values_of(stored)),
        )

    def changed_by_others(self, stored: ActionPoint) -> list[Versus]:
        return self.differences_with(values_of(stored))
