"""Forms of the sociale kaart: they read what people type, and explain in Dutch."""

import re
from dataclasses import fields, replace
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from network.dutch import NotReadable
from network.fields import DutchDateField, DutchIntegerField, DutchTimeField, offer
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Municipality
from network.personal_data import Kind
from network.phones import read_phone
from partners import opening_hours
from partners.completeness import (
    GIVES_AWAY,
    HOURS,
    Missing,
    Reachable,
    contradictions,
    missing_for_publishing,
    tells_an_address,
    tells_where,
)
from partners.contents import (
    PHONES,
    SEVERAL,
    Contents,
    Town,
    contents_of,
    from_json,
    in_order,
    merge,
    to_json,
    without_what_stays_untold,
)
from partners.models import (
    CareService,
    CheckEvery,
    IntakeStatus,
    Visibility,
)
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


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick, side by side where there is room."""

    fieldset_class = "choices--columns"


class WordsField(forms.MultipleChoiceField):
    """Any number of words of a list, as boxes to tick; always in the order of the list."""

    widget = Boxes

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(choices=SEVERAL[name].choices, required=False, **kwargs)
        self.name = name

    def clean(self, value: Any) -> tuple[str, ...]:
        return in_order(self.name, super().clean(value))


class TownsField(forms.ModelMultipleChoiceField):
    """Municipalities, as the plain values that an entry is compared with."""

    def clean(self, value: Any) -> Any:
        return Town.of(super().clean(value))


class AnswerField(forms.TypedChoiceField):
    """Yes, no, or not told."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", "niet opgegeven"), ("True", "ja"), ("False", "nee")]
        super().__init__(
            choices=choices, coerce=lambda value: value == "True", empty_value=None, required=False, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return "" if value is None else str(value)


class PostcodeField(forms.CharField):
    """Reads 6511ab and 6511 AB, and gives back 6511 AB."""

    def clean(self, value: Any) -> str:
        typed = str(super().clean(value)).upper()
        match = re.fullmatch(r"([1-9][0-9]{3})\s*([A-Z]{2})", typed)
        if typed and not match:
            raise ValidationError("Een postcode is vier cijfers en twee letters, bijvoorbeeld 6511 AB.", code="invalid")
        return f"{match[1]} {match[2]}" if match else ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "class": "utrecht-textbox--short", "autocomplete": "off"}


NO_PLACE = ("", "Er is geen plek om heen te gaan")
PLACES = [
    (Visibility.PUBLIC, "Iedereen: straat, nummer en plaats staan op de openbare pagina"),
    (Visibility.PLACE_ONLY, "Alleen de plaats, bijvoorbeeld «Nijmegen»"),
    (Visibility.SECRET, "Niemand: het adres is geheim"),
]


class ServiceForm(forms.Form):
    """An entry on one page: all that an editor may change, with what this person saw when they began."""

    name = GuardedLineField(label="Naam van het aanbod", max_length=200)
    description = GuardedTextField(
        label="Wat krijgt iemand hier?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In gewone woorden. Schrijf geen namen of adressen op.",
    )
    service_types = WordsField("service_types", label="Soort hulp")
    pillars = WordsField("pillars", label="Waar hoort dit in de keten?")
    alert = GuardedLineField(
        label="Mededeling",
        required=False,
        max_length=200,
        help_text="Staat bovenaan. Bijvoorbeeld: in de zomer antwoorden wij binnen een week.",
    )
    alert_until = DutchDateField(
        label="Mededeling tot en met", required=False, help_text="Daarna verdwijnt de mededeling vanzelf."
    )
    professional_notes = GuardedTextField(
        label="Voor professionals",
        required=False,
        max_length=2000,
        strict=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alleen zichtbaar na inloggen. Bijvoorbeeld wat u bij een verwijzing wilt weten.",
    )

    audiences = WordsField("audiences", label="Voor wie is dit?")
    phases = WordsField("phases", label="Wanneer helpt dit?")
    minimum_age = DutchIntegerField(
        label="Leeftijd van", required=False, min_value=0, max_value=120, help_text="Leeg: geen ondergrens."
    )
    maximum_age = DutchIntegerField(
        label="Leeftijd tot en met", required=False, min_value=0, max_value=120, help_text="Leeg: geen bovengrens."
    )
    special_groups = WordsField("special_groups", label="Extra aandacht voor")
    violence_types = WordsField("violence_types", label="Vorm van geweld")
    is_nationwide = forms.BooleanField(label="Voor heel Nederland", required=False)
    municipalities = TownsField(
        label="Werkgebied",
        queryset=Municipality.objects.none(),
        required=False,
        widget=Boxes,
        help_text="De gemeenten waar mensen bij u terechtkunnen. Is het adres geheim, dan geldt de hele regio.",
    )
    languages = WordsField("languages", label="Talen")
    has_interpreter = forms.BooleanField(label="Een tolk is mogelijk", required=False)
    accessibility = WordsField("accessibility", label="Toegankelijk")

    client_phone = PhoneField(
        label="Telefoon voor cliënten",
        required=False,
        max_length=40,
        help_text="Dit nummer staat op de openbare pagina.",
    )
    professional_phone = PhoneField(
        label="Telefoon voor professionals",
        required=False,
        max_length=40,
        help_text="Alleen zichtbaar na inloggen. Niet op de openbare pagina.",
    )
    is_anonymous = forms.BooleanField(label="Iemand kan contact zoeken zonder naam te zeggen", required=False)

    visibility = forms.ChoiceField(
        label="Wie mag weten waar dit is?",
        choices=[NO_PLACE, *PLACES],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of het adres geheim blijft."},
    )
    street = forms.CharField(label="Straat en huisnummer", required=False, max_length=200)
    postcode = PostcodeField(label="Postcode", required=False, max_length=10)
    place = forms.CharField(label="Plaats", required=False, max_length=100)

    funding_regimes = WordsField(
        "funding_regimes", label="Kosten en vergoeding", help_text="Kies alles wat kan gelden."
    )
    referral_required = AnswerField(label="Is een verwijzing nodig?")
    referrers = WordsField("referrers", label="Wie kan verwijzen?")
    application_process = GuardedLineField(
        label="Hoe meldt iemand zich aan?",
        required=False,
        max_length=300,
        help_text="Bijvoorbeeld: bel ons, dan maken wij samen een afspraak.",
    )
    intake_status = forms.ChoiceField(
        label="Is er plaats?",
        choices=[("", "niet opgegeven"), *IntakeStatus.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    intake_since = DutchDateField(label="Zo sinds", required=False, help_text="Bijvoorbeeld: 1 oktober 2026.")
    waiting_time_weeks = DutchIntegerField(
        label="Wachttijd in weken", required=False, min_value=0, max_value=260, help_text="0: iemand kan meteen komen."
    )
    waiting_time_date = DutchDateField(
        label="Wachttijd gemeten op", required=False, help_text="Na 90 dagen telt een wachttijd niet meer mee."
    )

    check_every = forms.TypedChoiceField(
        label="Hoe vaak kijkt u dit aanbod na?",
        choices=CheckEvery.choices,
        coerce=int,
        help_text="U krijgt dan bericht. Na een half jaar zonder controle ziet iedereen «niet recent gecontroleerd».",
    )
    valid_from = DutchDateField(label="Geldig van", required=False, help_text="Leeg: vanaf het publiceren.")
    valid_to = DutchDateField(
        label="Geldig tot en met",
        required=False,
        help_text="Daarna verdwijnt het aanbod vanzelf. Leeg: zolang u het aanbiedt.",
    )

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, service: CareService, at_once: bool = False, contents: Contents | None = None
    ) -> None:
        """`at_once`: nothing that this person changes has to wait for a second look."""
        self.stored = contents_of(service)
        shown = contents or self.stored
        super().__init__(
            data, initial={**_initial_values(shown), "version": service.version, "seen": to_json(self.stored)}
        )
        self.service, self.at_once = service, at_once
        if not at_once:
            self.fields["client_phone"].help_text += " De regiocoördinator kijkt een nieuw nummer eerst na."
        here = Municipality.objects.to_choose_from()
        chosen = Q(pk__in=service.municipalities.values("pk"))
        offer(
            self, "municipalities", Municipality.objects.filter(Q(pk__in=here.values("pk")) | chosen).order_by("name")
        )
        self.fields["description"].required = service.is_live
        for name in ("description", "audiences", "phases", "municipalities", "client_phone"):
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # a published entry needs them
        if self.stored.is_secret or self.data.get("visibility") == Visibility.SECRET:
            for name in self.stored.texts:
                self.fields[name].refuses |= {Kind.ADDRESS}  # type: ignore[attr-defined]  # a GuardedTextField
        if self.stored.is_secret:
            self.fields["visibility"].choices = PLACES  # type: ignore[attr-defined]  # a ChoiceField
            self.fields["visibility"].required = True
        # Hours belong to a number: the one there is, or the one that is filled in here and needn't wait.
        self.has_hours = at_once or service.channel_with_hours is not None
        days = [initial_of(shown.week[weekday]) for weekday in Weekday]
        self.days = WeekFormSet(data if self.has_hours else None, prefix="dag", initial=days)

    def is_valid(self) -> bool:
        days_are_valid = not self.has_hours or self.days.is_valid()
        return super().is_valid() and days_are_valid

    @property
    def contents(self) -> Contents:
        """What was typed; of a place that isn't public no more than may be told."""
        values: dict[str, Any] = {
            each.name: self.cleaned_data.get(each.name) for each in fields(Contents) if each.name != "week"
        }
        typed = Contents(**values, week=self.days.week if self.has_hours else opening_hours.UNKNOWN_WEEK)
        return without_what_stays_untold(typed, self.region)

    @property
    def region(self) -> tuple[Town, ...]:
        return Town.of(Municipality.objects.to_choose_from())

    @property
    def seen_contents(self) -> Contents | None:
        """What this person saw when they began; None when that got lost on the way."""
        return from_json(self.cleaned_data["seen"])

    def on_top_of(self, stored: CareService) -> "ServiceForm":
        """The same form on the newest version: what was typed is kept, the rest is what others made of it."""
        now = contents_of(stored)
        merged = merge(seen=self.seen_contents or now, mine=self.contents, stored=now)
        return ServiceForm(service=stored, at_once=self.at_once, contents=merged)

    def clean_description(self) -> str:
        return str(self.cleaned_data["description"]).replace("\r\n", "\n")

    def clean_professional_notes(self) -> str:
        return str(self.cleaned_data["professional_notes"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        if self.errors or (self.has_hours and not self.days.is_valid()):
            return values
        mine = self.contents
        where = [*self._new_numbers_that_tell_where(mine), *self._notes_that_tell_where(mine)]
        contradicting = [each for each in contradictions(mine) if each not in contradictions(self.stored)]
        told = {each.field for each in where}
        others = [each for each in self._not_complete(mine) if each.field not in told]
        for missing in [*contradicting, *where, *others]:
            self.add_error(None if missing.field == HOURS else missing.field, missing.text)
        return values

    def _new_numbers_that_tell_where(self, mine: Contents) -> list[Missing]:
        if not (mine.is_secret or self.stored.is_secret):
            return []
        typed = {name: getattr(mine, name) for name in PHONES if getattr(mine, name) != getattr(self.stored, name)}
        return [Missing(name, f"Dit nummer {GIVES_AWAY}") for name, number in typed.items() if tells_where(number)]

    def _notes_that_tell_where(self, mine: Contents) -> list[Missing]:
        """What stands on the pages of the channels tells the address of a place that becomes secret here neither."""
        channels = self.service.channels.prefetch_related("exceptions") if mine.is_secret else []
        text = "Bij {} staat een adres, en het adres van deze plek wordt geheim. Haal het daar eerst weg."
        told = [each for each in channels if any(map(tells_an_address, each.texts))]
        return [Missing("visibility", text.format(each)) for each in told]

    def _not_complete(self, mine: Contents) -> list[Missing]:
        """What others read already, or wait to read, loses nothing that it needs. A concept may be as it is."""
        found: list[Missing] = []
        if mine.week != opening_hours.UNKNOWN_WEEK and not self.service.channel_with_hours and not _has_number(mine):
            found.append(Missing("client_phone", "Vul het nummer in waar deze openingstijden bij horen."))
        if not self.service.is_beyond_concept:
            return found
        others = ways_of(self.service)
        known = missing_for_publishing(self.stored, others, self.region)
        found += [each for each in missing_for_publishing(mine, others, self.region) if each not in known]
        if self._waits_for_a_number(mine):
            text = "Het nieuwe nummer wacht nog op beoordeling. Kies «acuut» zodra het er staat."
            found.append(Missing("phases", text))
        return found

    def _waits_for_a_number(self, mine: Contents) -> bool:
        """Acute help that is published without anybody to call, until the coordinator looked."""
        on_screen = replace(
            mine, client_phone=self.stored.client_phone, professional_phone=self.stored.professional_phone
        )
        return not self.at_once and "acute" in set(mine.phases) - set(self.stored.phases) and not _has_number(on_screen)


def _has_number(contents: Contents) -> bool:
    return bool(contents.client_phone or contents.professional_phone)


def _initial_values(contents: Contents) -> dict[str, Any]:
    values = {each.name: getattr(contents, each.name) for each in fields(Contents) if each.name != "week"}
    return {**values, "municipalities": [town.pk for town in contents.municipalities]}


def initial_of(day: Day) -> dict[str, Any]:
    values: dict[str, Any] = {"day": day, "kind": day.kind}
    for block, prefix in zip(day.blocks, ("", "second_"), strict=False):
        values |= {f"{prefix}opens_at": block.opens_at, f"{prefix}closes_at": block.closes_at}
    return values


def ways_of(service: CareService) -> Reachable:
    """How an entry is reached besides the two numbers of its form."""
    in_the_form = [service.phone(for_professionals=each) for each in (False, True)]
    others = [channel for channel in service.channels.all() if channel not in in_the_form]
    return Reachable(
        by_clients=any(not channel.for_professionals for channel in others),
        by_professionals=bool(others),
        numbers=tuple(channel.number.display for channel in others if channel.number),
    )
