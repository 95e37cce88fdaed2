"""Forms about who comes: the presence of every partner at once, and with how many a partner comes to a regio-dag."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from network.fields import DutchIntegerField, offer
from partners.attendance import on_the_list_of
from partners.models import Attendance, Meeting, Organisation, Presence

NOT_FILLED_IN = ("", "niet ingevuld")
MOST_PEOPLE = 500


@dataclass(frozen=True)
class PresenceRow:
    """One partner: what can be chosen, and the hidden word of what stood there."""

    field: forms.BoundField
    seen: str


class AttendanceForm(forms.Form):
    """Every partner on the list in one go. Only what this person changed counts, so colleagues can do it together."""

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data)
        now = dict(Attendance.objects.filter(meeting=meeting).values_list("organisation", "presence"))
        self.partners = list(on_the_list_of(meeting))
        choices = _choices_for(meeting)
        for partner in self.partners:
            self.fields[_name_of(partner)] = _presence_field(partner, choices, now.get(partner.pk, ""))
        others = Organisation.objects.standing().active(meeting.day).exclude(pk__in=[each.pk for each in self.partners])
        self.fields["other"] = forms.ModelChoiceField(
            others.order_by("name", "pk"),
            label="Was er nog een partner?",
            required=False,
            empty_label="Geen andere partner",
            help_text="Voor wie hier geen zetel heeft en toch kwam. Die komt als aanwezig op de lijst.",
            error_messages={"invalid_choice": "Kies een partner uit de lijst."},
        )
        if not _has_begun(meeting):
            del self.fields["other"]

    @property
    def rows(self) -> list["PresenceRow"]:
        fields = [self[_name_of(partner)] for partner in self.partners]
        return [PresenceRow(field, field.as_hidden(only_initial=True)) for field in fields]

    @property
    def presences(self) -> dict[int, str]:
        """What this person changed, by id of the organisation."""
        changed = {
            partner.pk: str(self.cleaned_data[_name_of(partner)])
            for partner in self.partners
            if _name_of(partner) in self.changed_data
        }
        other = self.cleaned_data.get("other")
        return {**changed, other.pk: Presence.PRESENT.value} if other else changed


def _has_begun(meeting: Meeting) -> bool:
    return meeting.starts_at <= timezone.now()


def _choices_for(meeting: Meeting) -> Sequence[tuple[str, str]]:
    """Beforehand a partner can let know that it won't come; who came is known once it began."""
    known = Presence.choices if _has_begun(meeting) else [(Presence.EXCUSED.value, Presence.EXCUSED.label)]
    return [*known, NOT_FILLED_IN]


def _name_of(partner: Organisation) -> str:
    return f"partner_{partner.pk}"


def _presence_field(partner: Organisation, choices: Sequence[tuple[str, str]], now: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=str(partner),
        choices=choices,
        required=False,
        initial=now,
        widget=forms.RadioSelect,
        show_hidden_initial=True,
        error_messages={"invalid_choice": "Kies een van de mogelijkheden."},
    )


class SignUpForm(forms.Form):
    """With how many a partner comes. Who has one partner isn't asked which."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Partner",
        empty_label="Kies een partner",
        error_messages={
            "required": "Kies voor welke partner u aanmeldt.",
            "invalid_choice": "Kies een partner uit de lijst.",
        },
    )
    people = DutchIntegerField(
        label="Met hoeveel mensen komt u?",
        min_value=0,
        max_value=MOST_PEOPLE,
        help_text="Alleen het aantal. Komt er toch niemand? Vul dan 0 in.",
        error_messages={
            "required": "Vul in met hoeveel mensen u komt, bijvoorbeeld 3.",
            "min_value": "Vul 0 in als er niemand komt, of een aantal.",
            "max_value": f"Vul een aantal in van hoogstens {MOST_PEOPLE}.",
        },
    )

    def __init__(self, data: Any = None, *, partners: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.partners = list(partners)
        if len(self.partners) == 1:
            del self.fields["organisation"]
        else:
            found = Organisation.objects.filter(pk__in=[each.pk for each in self.partners])
            offer(self, "organisation", found.order_by("name", "pk"))

    @property
    def chosen(self) -> Organisation:
        if len(self.partners) == 1:
            return self.partners[0]
        found: Organisation = self.cleaned_data["organisation"]
        return found
