"""Forms about one way to reach an entry: what it is, when it answers, and the days on which that differs."""

import re
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from network.dates import today
from network.dutch import NotReadable, long_date
from network.fields import AddressField, DutchDateField, DutchTimeField
from network.guarded import GuardedLineField
from network.numbers_of_organisations import read_web_address
from network.personal_data import Kind
from network.phones import PhoneNumber, read_phone
from partners import opening_hours
from partners.channel_flows import HOURS_ON, values_of
from partners.completeness import GIVES_AWAY
from partners.forms import WeekFormSet, initial_of
from partners.models import CareService, Channel, ChannelKind, HoursKind
from partners.models.ways import NUMBERS
from partners.opening_hours import UNKNOWN_WEEK, Block, Day, OtherDays, Week, Weekday
from partners.side_by_side import Plain, SideBySideForm

WHAT_TO_FILL_IN = {
    ChannelKind.PHONE: "Bijvoorbeeld 088-1234 567.",
    ChannelKind.WHATSAPP: "Het nummer waarop u WhatsApp hebt, bijvoorbeeld 06 12 34 56 78.",
    ChannelKind.EMAIL: "Een adres waar iemand antwoord krijgt, bijvoorbeeld hulp@organisatie.nl.",
    ChannelKind.CHAT: "Het adres van de pagina met de chat, bijvoorbeeld www.organisatie.nl/chat.",
    ChannelKind.WEBSITE: "Bijvoorbeeld www.organisatie.nl.",
}
NOBODY_ANSWERS = re.compile(r"^(?:no|do[-_.]?not|niet)[-_.]?(?:reply|antwoorden|beantwoorden)", re.IGNORECASE)


class ChannelForm(SideBySideForm):
    """One way to reach an entry with its week. Of what is there already, the kind and for whom it is don't change."""

    kind = forms.ChoiceField(label="Soort", choices=ChannelKind.choices, widget=forms.RadioSelect)
    for_professionals = forms.TypedChoiceField(
        label="Voor wie?",
        choices=[("False", "Voor cliënten: iedereen ziet het"), ("True", "Alleen voor professionals")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    value = forms.CharField(
        label="Nummer of adres",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Vul een nummer of een adres in."},
    )
    note = GuardedLineField(
        label="Toelichting", max_length=100, required=False, help_text="Bijvoorbeeld: kies optie 3.", strict=True
    )

    def __init__(
        self,
        data: Any = None,
        *,
        service: CareService,
        channel: Channel | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        stored = values_of(channel) if channel else {}
        shown = {**stored, **(initial or {})}
        super().__init__(data, stored=stored, initial={"for_professionals": "False", **(initial or {})})
        self.service, self.channel = service, channel
        if channel:
            del self.fields["kind"], self.fields["for_professionals"]
            self.fields["value"].help_text = WHAT_TO_FILL_IN[ChannelKind(channel.kind)]
            self.fields["value"].label = "Nummer" if channel.kind in NUMBERS else "Adres"
        if service.has_secret_place:
            self.fields["note"].refuses |= {Kind.ADDRESS}  # type: ignore[attr-defined]  # a GuardedLineField
        week = {weekday: shown.get(HOURS_ON[weekday], UNKNOWN_WEEK[weekday]) for weekday in Weekday}
        self.days = WeekFormSet(data, prefix="dag", initial=[initial_of(week[weekday]) for weekday in Weekday])

    def is_valid(self) -> bool:
        days_are_valid = self.days.is_valid()
        return super().is_valid() and days_are_valid

    @property
    def week(self) -> Week:
        return self.days.week

    @property
    def values(self) -> dict[str, Any]:
        return {**super().values, **{HOURS_ON[weekday]: day for weekday, day in self.week.items()}}

    @property
    def seen_values(self) -> dict[str, Plain]:
        return self._seen_of(self.stored_values)

    def on_top_of(self, stored: Channel) -> "ChannelForm":
        """The same form on what stands there now: what was typed is kept, the rest is what others made of it."""
        return ChannelForm(service=self.service, channel=stored, initial=self.merged_with(values_of(stored)))

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        kind = self.channel.kind if self.channel else values.get("kind")
        if not kind or "value" not in values:
            return values
        try:
            values["value"] = self._read(ChannelKind(kind), values["value"])
        except ValidationError as error:
            self.add_error("value", error)
        self._check_hours()
        return values

    def _read(self, kind: ChannelKind, typed: str) -> str:
        if self.channel and typed == self.channel.value:
            return typed  # from before our form, or from an import: who changes only the hours keeps it
        if kind in NUMBERS:
            return self._read_number(kind, typed)
        return _read_mail_address(typed) if kind == ChannelKind.EMAIL else _read_page(typed)

    def _read_number(self, kind: ChannelKind, typed: str) -> str:
        try:
            number = read_phone(typed)
        except NotReadable as error:
            raise ValidationError(str(error), code="invalid") from error
        if kind == ChannelKind.WHATSAPP and not _can_have_whatsapp(number):
            raise ValidationError("Dit nummer kan geen WhatsApp hebben. Vul bijvoorbeeld een nummer in met 06 of 088.")
        if self.service.has_secret_place and number.has_area_code:
            raise ValidationError(f"{number.display} {GIVES_AWAY}", code="tells_where")
        return number.display

    def _check_hours(self) -> None:
        """Acute help that is online has hours, and they are those of its first channel."""
        first = self.service.channel_with_hours
        is_first = bool(self.channel and first and first.pk == self.channel.pk)
        is_acute = self.service.is_acute and self.service.is_live
        if is_acute and is_first and self.days.is_valid() and not opening_hours.is_known(self.week):
            self.add_error(None, "Bij acute hulp horen openingstijden. Vul minstens één dag in.")


def _read_mail_address(typed: str) -> str:
    address = AddressField().clean(typed)
    if NOBODY_ANSWERS.match(address):
        raise ValidationError("Op dit adres leest niemand mee. Vul een adres in waar iemand antwoord krijgt.")
    return address


def _read_page(typed: str) -> str:
    try:
        address = read_web_address(typed)
    except NotReadable as error:
        raise ValidationError(str(error), code="invalid") from error
    if address.startswith("http://"):
        raise ValidationError("Dit adres is niet versleuteld: anderen kunnen meekijken. Vul het adres met https:// in.")
    return address


def _can_have_whatsapp(number: PhoneNumber) -> bool:
    digits = number.digits
    return digits.startswith("+") or (digits.startswith("0") and len(digits) == 10 and not number.is_paid)


class OtherDaysForm(forms.Form):
    """Days on which a channel answers at other hours, such as Christmas or a summer."""

    first_day = DutchDateField(label="Eerste dag", help_text="Bijvoorbeeld 25 december 2026.")
    last_day = DutchDateField(label="Laatste dag", required=False, help_text="Leeg: het gaat om één dag.")
    kind = forms.ChoiceField(
        label="Wat geldt er dan?",
        choices=[(kind.value, kind.label) for kind in HoursKind if kind != HoursKind.UNKNOWN],
        initial=HoursKind.CLOSED,
        widget=forms.RadioSelect,
    )
    opens_at = DutchTimeField(label="Open van", required=False)
    closes_at = DutchTimeField(label="Open tot", required=False)
    second_opens_at = DutchTimeField(label="Tweede blok van", required=False)
    second_closes_at = DutchTimeField(label="Tweede blok tot", required=False)
    note = GuardedLineField(
        label="Reden", max_length=60, required=False, help_text="Bijvoorbeeld: eerste kerstdag.", strict=True
    )

    def __init__(self, data: Any = None, *, channel: Channel) -> None:
        super().__init__(data)
        self.channel = channel
        if channel.service.has_secret_place:
            self.fields["note"].refuses |= {Kind.ADDRESS}  # type: ignore[attr-defined]  # a GuardedLineField

    @property
    def other_days(self) -> OtherDays:
        values = self.cleaned_data
        day = Day(HoursKind(values["kind"]), values["blocks"])
        return OtherDays(values["first_day"], values["last_day"], day, values["note"])

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data, "blocks": ()}
        if self.errors:
            return values
        values["last_day"] = values["last_day"] or values["first_day"]
        self._check_days(values["first_day"], values["last_day"])
        if values["kind"] == HoursKind.OPEN:
            values["blocks"] = self._blocks(values)
        elif any(values[name] is not None for name in TIMES):
            self.add_error("kind", "Er staan tijden bij. Kies «open», of haal de tijden weg.")
        return values

    def _check_days(self, first: date, last: date) -> None:
        if last < first:
            self.add_error("last_day", "De laatste dag ligt voor de eerste. Kies een latere dag.")
        elif last < today():
            self.add_error("first_day", "Deze dagen zijn al voorbij. Kies dagen die nog komen.")
        elif self.channel.exceptions.filter(first_day=first, last_day=last).exists():
            which = long_date(first) if first == last else f"{long_date(first)} tot en met {long_date(last)}"
            self.add_error("first_day", f"Voor {which} staat er al iets. Haal dat eerst weg.")

    def _blocks(self, values: dict[str, Any]) -> tuple[Block, ...]:
        pairs = [(values[opens], values[closes]) for opens, closes in zip(TIMES[::2], TIMES[1::2], strict=True)]
        blocks = [_block(*pair) for pair in pairs]
        if blocks[0] is None or (blocks[1] is None and any(at is not None for at in pairs[1])):
            name = TIMES[0] if blocks[0] is None else TIMES[2]
            self.add_error(name, "Vul twee verschillende tijden in, bijvoorbeeld van 10.00 tot 12.00.")
            return ()
        found = tuple(sorted(block for block in blocks if block))
        if opening_hours.overlaps({**UNKNOWN_WEEK, Weekday.MONDAY: Day(HoursKind.OPEN, found)}):
            self.add_error(TIMES[2], "De twee blokken lopen door elkaar. Laat het tweede beginnen na het eerste.")
        return found


TIMES = ("opens_at", "closes_at", "second_opens_at", "second_closes_at")


def _block(opens_at: time | None, closes_at: time | None) -> Block | None:
    is_whole = opens_at is not None and closes_at is not None and opens_at != closes_at
    return Block(opens_at, closes_at) if is_whole else None  # type: ignore[arg-type]  # both are times when it is whole
