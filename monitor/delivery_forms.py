"""Forms of deliveries: what is asked, the numbers of a partner, the reasons, and a spreadsheet."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from monitor.delivery_cells import LONGEST, Count, Counts, Jump, Place, read_count
from monitor.delivery_grid import MOST_CELLS, Grid, columns_of
from monitor.models import DeliveryRound, Indicator, SourceKind
from monitor.periods import PeriodError, period_code, period_kind
from network.dutch import NotReadable, number
from network.fields import DutchDateField, offer
from network.guarded import GuardedTextField, mark_of
from network.models import Municipality
from network.uploads import MOST_PACKED, display_name, too_large
from partners.models import Organisation

_HOW_A_PERIOD_IS_TYPED = {
    "JJ": "2026",
    "SJ": "2025/2026",
    "HJ": "1e halfjaar 2026",
    "KW": "3e kwartaal 2026",
    "MM": "mei 2026",
}


class RoundForm(forms.Form):
    """What partners are asked for: days, words and who. `asked` is a round that is there already."""

    opens_on = DutchDateField(label="Invullen kan vanaf", help_text="Bijvoorbeeld 3 mei 2026.")
    due_on = DutchDateField(label="Leveren uiterlijk op", help_text="Wie dan nog niet leverde, krijgt één herinnering.")
    instructions = GuardedTextField(
        label="Toelichting voor de partners",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Bijvoorbeeld wie meetelt, en hoe een partner dubbele telling voorkomt.",
    )
    organisations = forms.ModelMultipleChoiceField(
        label="Partners",
        queryset=Organisation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies aan welke partners u de cijfers vraagt."},
    )

    def __init__(self, data: Any = None, *, asked: DeliveryRound | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        there = Organisation.objects.standing().active()
        if asked:
            there = there.exclude(pk__in=asked.deliveries.values("organisation"))
            self.fields["organisations"].label = "Ook aan deze partners vragen"
            self.fields["organisations"].required = False
        offer(self, "organisations", there.order_by("name"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens_on, due_on = cleaned.get("opens_on"), cleaned.get("due_on")
        if opens_on and due_on and due_on < opens_on:
            self.add_error("due_on", "De laatste dag ligt voor de eerste. Kies een latere laatste dag.")
        return cleaned


class NewRoundForm(RoundForm):
    """A new question to partners: one indicator over one period."""

    indicator = forms.ModelChoiceField(
        label="Cijfer",
        queryset=Indicator.objects.none(),
        empty_label="Kies een cijfer",
        help_text="Alleen cijfers die partners aanleveren.",
    )
    period = forms.CharField(
        label="Periode",
        max_length=40,
        help_text="Bijvoorbeeld 2026, 1e halfjaar 2026, 3e kwartaal 2026, mei 2026 of het schooljaar 2025/2026.",
    )
    field_order = ["indicator", "period"]

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        delivered = Indicator.objects.filter(source__kind=SourceKind.DELIVERED)
        offer(self, "indicator", delivered.order_by("name"))

    def clean_indicator(self) -> Indicator:
        indicator: Indicator = self.cleaned_data["indicator"]
        if not indicator.frequency:
            raise ValidationError("Bij dit cijfer staat niet hoe vaak het geteld wordt. Vul dat daar eerst in.")
        cells = len(columns_of(indicator)) * (Municipality.objects.of_this_region().count() + 1)
        if cells > MOST_CELLS:
            raise ValidationError(
                f"Elke partner zou {number(cells)} getallen moeten invullen. Kies minder of grovere onderverdelingen: "
                f"hoogstens {MOST_CELLS} getallen."
            )
        return indicator

    def clean_period(self) -> str:
        try:
            return period_code(self.cleaned_data["period"])
        except PeriodError:
            raise ValidationError(
                "Dit is geen periode die wij kennen. Typ bijvoorbeeld 2026 of 1e halfjaar 2026."
            ) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        indicator, period = cleaned.get("indicator"), cleaned.get("period")
        if indicator and period and period_kind(period) != indicator.frequency:
            example = _HOW_A_PERIOD_IS_TYPED[indicator.frequency]
            how_often = indicator.get_frequency_display()
            self.add_error("period", f"Dit cijfer wordt {how_often} geteld. Typ bijvoorbeeld {example}.")
        return cleaned


class ReasonForm(forms.Form):
    """Why something is sent back, or opened again."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = GuardedTextField(
        label="Reden",
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Schrijf op waarom."},
    )

    def __init__(self, data: Any = None, *, label: str, help_text: str, version: int | None = None) -> None:
        super().__init__(data, initial={"version": version})
        self.fields["reason"].label, self.fields["reason"].help_text = label, help_text


class CountField(forms.Field):
    """One cell: a whole number, or a word for why there is none."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Count:
        try:
            return read_count(str(value or ""))
        except NotReadable as unreadable:
            raise ValidationError(str(unreadable), code="invalid") from None

    def validate(self, value: Any) -> None:
        """An empty cell is an answer too."""


class FiguresForm(forms.Form):
    """Every cell of a delivery. It takes along what its reader saw, so that two people don't wipe each other's out."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    jumps_are_right = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, grid: Grid, data: Any = None, *, stored: Counts, version: int, asks_reason: bool = False
    ) -> None:
        first = {place.name: count.typed for place, count in stored.items()}
        told = json.dumps([count.typed for count in stored.values()])
        super().__init__(data, initial={**first, "version": version, "seen": told})
        self.grid, self.stored = grid, stored
        for place in grid.places:
            self.fields[place.name] = CountField(label=place.label, required=False)
        if asks_reason:
            self.fields["reason"] = GuardedTextField(
                label="Reden van de correctie",
                max_length=1000,
                widget=forms.Textarea({"rows": 3}),
                help_text="Wat was er mis? Noem geen getallen en geen personen: het portaal bewaart oud en nieuw.",
                error_messages={"required": "Schrijf op waarom het getal verandert."},
            )

    @property
    def counts(self) -> Counts:
        return {place: self.cleaned_data[place.name] for place in self.grid.places}

    def typed(self, place: Place) -> str:
        """What stands in the cell: as typed, also when it can't be read."""
        value = self.data.get(place.name, "") if self.is_bound else self.initial[place.name]
        return str(value)[:LONGEST]

    def confirms(self, jumps: list[Jump]) -> bool:
        return self.cleaned_data["jumps_are_right"] == mark_of_jumps(jumps)

    def seen_texts(self) -> list[str]:
        """What this person saw, cell by cell; what is stored now when that got lost on the way."""
        try:
            told = json.loads(self.data.get("seen", ""))
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, list) or len(told) != len(self.grid.places):
            return [count.typed for count in self.stored.values()]
        return [str(each) for each in told]

    def conflicts(self) -> list[tuple[str, str, str]]:
        """(cell, what is stored by now, what was typed) where these differ."""
        return [
            (place.label, count.text, self.typed(place) or Count().text)
            for place, count in self.stored.items()
            if self._meant(place).typed != count.typed
        ]

    def _meant(self, place: Place) -> Count:
        return self.cleaned_data.get(place.name, Count())

    def on_top(self, version: int) -> "FiguresForm":
        """What this person changed, on top of what is stored by now."""
        data: dict[str, Any] = {"version": version, "seen": json.dumps([each.typed for each in self.stored.values()])}
        for (place, count), seen in zip(self.stored.items(), self.seen_texts(), strict=True):
            is_mine = self._meant(place).typed != seen
            data[place.name] = self.typed(place) if is_mine else count.typed
        asks_reason = "reason" in self.fields
        if asks_reason:
            data |= {name: value for name, value in self.data.items() if name.startswith("reason")}
        return FiguresForm(self.grid, data, stored=self.stored, version=version, asks_reason=asks_reason)


def mark_of_jumps(jumps: list[Jump]) -> str:
    """Stands for exactly these numbers, so that a tick never covers what was typed after it."""
    return mark_of(f"{jump.place.name}:{jump.before}:{jump.now}" for jump in jumps)


class SpreadsheetForm(forms.Form):
    """The filled in spreadsheet of one delivery."""

    file = forms.FileField(
        label="Bestand",
        help_text="Het rekenblad dat u hier ophaalde, ingevuld: .xlsx, .ods of .csv. Er wordt nog niets opgeslagen.",
        error_messages={
            "required": "Kies eerst een bestand op uw computer.",
            "empty": "Het bestand is leeg. Haal het rekenblad opnieuw op.",
            "invalid": "Kies eerst een bestand op uw computer.",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_PACKED:
            raise ValidationError(too_large())
        file.name = display_name(file.name)
        return file


class ListForm(forms.Form):
    """Which deliveries to see."""

    all_optional = True

    stand = forms.ChoiceField(label="Stand", required=False)
    cijfer = forms.ModelChoiceField(
        label="Cijfer", queryset=Indicator.objects.none(), required=False, empty_label="Alle cijfers"
    )

    def __init__(self, data: Mapping[str, Any], *, states: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["stand"].choices = [("", "Maakt niet uit"), *states]  # type: ignore[attr-defined]  # a choice
        offer(self, "cijfer", Indicator.objects.filter(rounds__isnull=False).distinct().order_by("name"))

    def wanted(self) -> tuple[str, Indicator | None]:
        """Nothing chosen where something unknown was."""
        self.is_valid()
        return self.cleaned_data.get("stand", ""), self.cleaned_data.get("cijfer")
