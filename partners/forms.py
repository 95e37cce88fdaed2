"""Forms of the sociale kaart: they read what people type, and explain in Dutch."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from network.dutch import NotReadable
from network.fields import DutchTimeField
from network.guarded import GuardedTextField
from network.personal_data import Kind
from network.phones import read_phone
from partners import opening_hours
from partners.contents import Contents, from_json, merge, to_json
from partners.models import CareService
from partners.opening_hours import Block, Day, HoursKind, Week, Weekday


class PhoneField(forms.CharField):
    """Reads a number as people type it and gives it back written the Dutch way."""

    widget = forms.TextInput

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        try:
            return read_phone(typed).display
        except NotReadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {
            **super().widget_attrs(widget),
            "class": "utrecht-textbox--medium",
            "inputmode": "tel",
            "autocomplete": "off",
        }


class DayForm(forms.Form):
    """One day: what kind of day it is, and one or two blocks when it is open."""

    kind = forms.ChoiceField(choices=HoursKind.choices)
    opens_at = DutchTimeField(required=False)
    closes_at = DutchTimeField(required=False)
    second_opens_at = DutchTimeField(required=False)
    second_closes_at = DutchTimeField(required=False)

    def __init__(self, *args: Any, weekday: Weekday, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.weekday = weekday
        name = weekday.label.capitalize()
        labels = {
            "kind": f"{name}: soort",
            "opens_at": f"{name}, van",
            "closes_at": f"{name}, tot",
            "second_opens_at": f"{name}, tweede blok van",
            "second_closes_at": f"{name}, tweede blok tot",
        }
        for field, label in labels.items():
            self.fields[field].label = label

    @property
    def name(self) -> str:
        return self.weekday.label.capitalize()

    @property
    def note(self) -> str:
        """«open tot zaterdag 6.00 uur», for hours that were stored before."""
        return opening_hours.after_midnight(self.weekday, self.initial["day"])

    @property
    def has_second_block(self) -> bool:
        return any(self[field].value() for field in ("second_opens_at", "second_closes_at"))

    @property
    def day(self) -> Day:
        return Day(HoursKind(self.cleaned_data["kind"]), self.cleaned_data["blocks"])

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data, "blocks": ()}
        if self.errors:
            return values
        if values["kind"] == HoursKind.OPEN:
            values["blocks"] = self._blocks(values)
        elif self._has_times(values) and values["kind"] == self.initial["day"].kind:
            self.add_error("kind", f"Er staan tijden bij {self.weekday.label}. Kies «open», of haal de tijden weg.")
        return values

    def _has_times(self, values: dict[str, Any]) -> bool:
        return any(values[field] is not None for field in self.fields if field != "kind")

    def _blocks(self, values: dict[str, Any]) -> tuple[Block, ...]:
        first = self._block(values, "opens_at", "closes_at", is_required=True)
        second = self._block(values, "second_opens_at", "second_closes_at", is_required=False)
        return tuple(sorted(block for block in (first, second) if block))

    def _block(self, values: dict[str, Any], opens: str, closes: str, *, is_required: bool) -> Block | None:
        start, end = values[opens], values[closes]
        if start is None and end is None and not is_required:
            return None
        if start is None or end is None:
            self.add_error(opens if start is None else closes, "Vul een tijd in, bijvoorbeeld 9.00 of 17.30.")
            return None
        if start == end:
            self.add_error(closes, "Van en tot zijn gelijk. Kies «dag en nacht» als u altijd bereikbaar bent.")
            return None
        return Block(start, end)


class BaseWeekFormSet(forms.BaseFormSet):
    """Seven days, Monday first."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {"weekday": Weekday((index or 0) + 1)}

    @property
    def week(self) -> Week:
        return {form.weekday: form.day for form in self.forms}

    def clean(self) -> None:
        if any(self.errors):
            return
        if days := opening_hours.overlaps(self.week):
            names = " en ".join(day.label for day in days)
            raise ValidationError(
                f"De tijden van {names} lopen door elkaar. Laat het tweede blok beginnen als het eerste voorbij is."
            )


WeekFormSet = cast(
    type[BaseWeekFormSet],  # formset_factory makes a subclass of this, and its stub forgets so
    forms.formset_factory(
        DayForm, formset=BaseWeekFormSet, extra=0, min_num=7, max_num=7, absolute_max=7, validate_min=True
    ),
)


class ServiceForm(forms.Form):
    """An entry on one page: its numbers, its hours and its description, and the version that it starts from."""

    description = GuardedTextField(
        label="Wat krijgt iemand hier?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In gewone woorden. Schrijf geen namen of adressen op.",
    )
    client_phone = PhoneField(
        label="Telefoon voor cliënten",
        required=False,
        max_length=40,
        help_text="Dit nummer staat op de openbare pagina. De regiocoördinator kijkt een nieuw nummer eerst na.",
    )
    professional_phone = PhoneField(
        label="Telefoon voor professionals",
        required=False,
        max_length=40,
        help_text="Alleen zichtbaar na inloggen. Niet op de openbare pagina.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, service: CareService, contents: Contents | None = None) -> None:
        stored = service.contents
        shown = contents or stored
        super().__init__(
            data,
            initial={
                "description": shown.description,
                "client_phone": shown.client_phone,
                "professional_phone": shown.professional_phone,
                "version": service.version,
                "seen": to_json(stored),
            },
        )
        self.service = service
        if service.has_secret_place:
            self.fields["description"].refuses |= {Kind.ADDRESS}  # type: ignore[attr-defined]  # a GuardedTextField
        self.has_hours = service.channel_with_hours is not None
        days = [_initial_of(shown.week[weekday]) for weekday in Weekday]
        self.days = WeekFormSet(data if self.has_hours else None, prefix="dag", initial=days)

    def is_valid(self) -> bool:
        days_are_valid = not self.has_hours or self.days.is_valid()
        return super().is_valid() and days_are_valid

    @property
    def contents(self) -> Contents:
        values = self.cleaned_data
        return Contents(
            description=values["description"],
            client_phone=values["client_phone"],
            professional_phone=values["professional_phone"],
            week=self.days.week if self.has_hours else opening_hours.UNKNOWN_WEEK,
        )

    def seen_contents(self, stored: CareService) -> Contents:
        """What this person saw when they began; when that got lost on the way, everything typed counts as changed."""
        return from_json(self.cleaned_data["seen"]) or stored.contents

    def on_top_of(self, stored: CareService) -> "ServiceForm":
        """The same form on the newest version: what was typed is kept, the rest is what others made of it."""
        merged = merge(seen=self.seen_contents(stored), mine=self.contents, stored=stored.contents)
        return ServiceForm(service=stored, contents=merged)

    def clean_description(self) -> str:
        return self.cleaned_data["description"].replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        if self.service.is_acute and not values.get("client_phone") and "client_phone" not in self.errors:
            self.add_error("client_phone", "Bij acute hulp hoort een nummer. Vul bijvoorbeeld in: 088-1234 567.")
        if (
            self.service.is_acute
            and self.has_hours
            and self.days.is_valid()
            and not opening_hours.is_known(self.days.week)
        ):
            self.add_error(None, "Bij acute hulp horen openingstijden. Vul minstens één dag in.")
        return values


def _initial_of(day: Day) -> dict[str, Any]:
    values: dict[str, Any] = {"day": day, "kind": day.kind}
    for block, prefix in zip(day.blocks, ("", "second_"), strict=False):
        values |= {f"{prefix}opens_at": block.opens_at, f"{prefix}closes_at": block.closes_at}
    return values
