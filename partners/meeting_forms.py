"""Forms of meetings: when, where, and how often."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from network.dates import today
from network.dutch import clock, long_date
from network.fields import DutchDateField, DutchTimeField, offer
from network.guarded import GuardedLineField
from partners.meeting_flows import values_of
from partners.meeting_times import LONGEST_SERIES, NoSuchHourError, Repeat, days_of, from_until
from partners.models import Body, Meeting
from partners.side_by_side import SideBySideForm


class MeetingForm(SideBySideForm):
    """One meeting."""

    theme = GuardedLineField(
        label="Thema",
        max_length=150,
        required=False,
        strict=True,
        help_text="Waar het deze keer vooral over gaat. Noem geen personen.",
    )
    held_on = DutchDateField(
        label="Dag",
        help_text="Bijvoorbeeld 14 januari 2027.",
        error_messages={"required": "De dag ontbreekt. Typ bijvoorbeeld: 14 januari 2027."},
    )
    begins = DutchTimeField(
        label="Van",
        help_text="Bijvoorbeeld 14.00.",
        error_messages={"required": "De begintijd ontbreekt. Typ bijvoorbeeld: 14.00."},
    )
    ends = DutchTimeField(
        label="Tot",
        help_text="Bijvoorbeeld 16.00.",
        error_messages={"required": "De eindtijd ontbreekt. Typ bijvoorbeeld: 16.00."},
    )
    place = GuardedLineField(
        label="Plaats",
        max_length=150,
        required=False,
        strict=True,
        help_text="Bijvoorbeeld: stadhuis Nijmegen, of online.",
    )

    def __init__(
        self, data: Any = None, *, meeting: Meeting | None = None, initial: dict[str, Any] | None = None
    ) -> None:
        self.meeting = meeting
        super().__init__(data, stored=values_of(meeting) if meeting else {}, initial=initial or {})

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        if {"held_on", "begins", "ends"} <= values.keys():
            values["moments"] = self._moments([values["held_on"]])
        if self.body_of_it and "held_on" in values:
            self._within_the_body(self.body_of_it, [values["held_on"]])
        return values

    @property
    def body_of_it(self) -> Body | None:
        return self.meeting.body if self.meeting else None

    @property
    def moment(self) -> dict[str, datetime]:
        """Beginning and end, as they are stored."""
        [(starts_at, ends_at)] = self.cleaned_data["moments"]
        return {"starts_at": starts_at, "ends_at": ends_at}

    def _moments(self, days: Sequence[date]) -> list[tuple[datetime, datetime]]:
        begins, ends = self.cleaned_data["begins"], self.cleaned_data["ends"]
        try:
            moments = [from_until(day, begins, ends) for day in days]
        except NoSuchHourError:
            self.add_error(
                "begins",
                "Deze tijd bestaat op die dag niet: de klok gaat dan van 2.00 naar 3.00 uur. Kies een andere tijd.",
            )
            return []
        if any(ends_at <= starts_at for starts_at, ends_at in moments):
            self.add_error("ends", f"De bijeenkomst eindigt voordat zij begint. Kies een tijd na {clock(begins)}.")
        return moments

    def _within_the_body(self, body: Body, days: Sequence[date]) -> None:
        if days[0] < body.starts_on:
            first = long_date(body.starts_on)
            self.add_error("held_on", f"{body} bestaat vanaf {first}. Kies die dag of een latere.")
        if body.ends_on and days[-1] > body.ends_on:
            name = "held_on" if days[0] > body.ends_on else "until"
            last = long_date(body.ends_on)
            self.add_error(
                name, f"{body} bestaat tot en met {last}. Kies een eerdere dag, of verleng eerst het overleg."
            )

    def refuse(self, refused: ValidationError) -> None:
        """What the calendar of the body has no room for."""
        self.add_error("held_on", refused.messages)

    def on_top_of(self, meeting: Meeting) -> "MeetingForm":
        """What this person changed, in a form that starts from what is stored by now."""
        form = MeetingForm(meeting=meeting)
        form.initial.update(self.merged_with(values_of(meeting)))
        return form


class NewMeetingForm(MeetingForm):
    """One meeting of a body, or a series of them."""

    body = forms.ModelChoiceField(
        Body.objects.none(),
        label="Overleg",
        empty_label="Kies een overleg",
        error_messages={"required": "Kies welk overleg bij elkaar komt."},
    )
    repeat = forms.ChoiceField(
        label="Hoe vaak",
        choices=Repeat.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Elke maand: op dezelfde weekdag, bijvoorbeeld elke tweede donderdag.",
    )
    until = DutchDateField(
        label="Herhalen tot en met", required=False, help_text="Alleen bij een reeks. Hoogstens twee jaar vooruit."
    )

    def __init__(self, data: Any = None, *, body: Body | None = None) -> None:
        super().__init__(data, initial={"body": body, "held_on": None})
        offer(self, "body", Body.objects.not_over(today()).in_order())
        self.order_fields(("body", "theme", "held_on", "begins", "ends", "place", "repeat", "until"))
        self.fields["until"].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»
        self.fields["repeat"].sometimes_required = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        if not {"held_on", "begins", "ends"} <= values.keys() or "until" in self.errors:
            return values
        if values.get("repeat"):
            self._check_until(values["held_on"], values.get("until"))
        if "until" in self.errors:
            return values
        days = days_of(values["held_on"], values.get("repeat") or Repeat.ONCE, values.get("until"))
        values["moments"] = self._moments(days)
        if values.get("body"):
            self._within_the_body(values["body"], days)
        return values

    def _check_until(self, first: date, until: date | None) -> None:
        if until is None:
            self.add_error("until", "De laatste dag van de reeks ontbreekt. Typ bijvoorbeeld: 31 december 2027.")
        elif until <= first:
            self.add_error("until", f"Kies een datum na {long_date(first)}, of kies «één keer».")
        elif until - first > LONGEST_SERIES:
            self.add_error("until", f"Kies hoogstens twee jaar vooruit: uiterlijk {long_date(first + LONGEST_SERIES)}.")
