"""Forms of the map: what to show on it, and the official borders to draw it with."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from monitor.boundaries import MOST_BYTES, read_boundaries, too_large
from monitor.maps import Ground, usual_choice, values_to_map
from monitor.models import Edition, ReleasedValue
from monitor.periods import last_day_of, period_kind, period_label
from monitor.series import Choice, period_kinds_of
from network.dates import today
from network.dutch import NotReadable
from network.fields import DutchDateField
from network.guarded import GuardedLineField
from network.uploads import display_name

_UNKNOWN = "Dit staat niet in dit cijfer. U ziet wat er het eerst bij hoort."


class MapForm(forms.Form):
    """Which figure, of when, and with the municipalities of which time. What isn't known becomes the usual answer."""

    all_optional = True

    def __init__(self, editions: Sequence[Edition], ground: Ground, data: Any) -> None:
        asked_for = {edition.indicator.slug: edition for edition in editions}
        self.edition = asked_for.get(data.get("cijfer", ""), editions[0])
        contents = self.edition.holds
        usual = usual_choice(contents)
        category = _one_of(data.get("onderverdeling"), contents.categories, usual.category)
        measure = _one_of(data.get("onderwerp"), contents.measures, usual.measure)
        self.choice = Choice(usual.area_kind, usual.area_name, category, measure, usual.period_kind)
        self.values: list[ReleasedValue] = values_to_map(self.edition, self.choice, ground)
        periods = newest_first({value.period for value in self.values})
        self.period = _one_of(data.get("jaar"), periods, periods[0] if periods else "")
        layouts = {day.isoformat(): label for day, label in ground.layouts}
        chosen = _one_of(data.get("grenzen"), list(layouts), "")
        self.layout = date.fromisoformat(chosen) if chosen and len(layouts) > 1 else None
        self.adds_up = bool(data.get("optellen"))

        answers = {
            "cijfer": self.edition.indicator.slug,
            "onderverdeling": category,
            "onderwerp": measure,
            "jaar": self.period,
            "grenzen": chosen,
            "optellen": self.adds_up,
        }
        super().__init__(answers | {name: data[name] for name in answers if data.get(name)})
        self._ask("cijfer", "Cijfer", [(slug, edition.indicator.name) for slug, edition in asked_for.items()])
        if len(contents.categories) > 1:
            self._ask("onderverdeling", "Onderverdeling", [(each, each or "Totaal") for each in contents.categories])
        if len(contents.measures) > 1:
            self._ask("onderwerp", "Onderwerp", [(each, each) for each in contents.measures])
        is_by_year = period_kinds_of(periods) == ("JJ",)
        self._ask("jaar", "Jaar" if is_by_year else "Periode", [(each, period_label(each)) for each in periods])
        own_time = [("", "Het gekozen jaar")] if len(layouts) > 1 else []
        self._ask("grenzen", "Grenzen van", own_time + list(layouts.items()))
        if any(life.successor for life in ground.lives):
            self.fields["optellen"] = forms.BooleanField(
                label="Tel gemeenten op die nu één gemeente zijn", required=False
            )

    def _ask(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=False, error_messages={"invalid_choice": _UNKNOWN}
        )


def _one_of(given: str | None, known: Sequence[str], usual: str) -> str:
    return given if given is not None and given in known else usual


def newest_first(periods: set[str]) -> list[str]:
    """Years before half-years and months, each from the newest back."""
    kinds = period_kinds_of(periods)
    return sorted(periods, key=lambda period: (kinds.index(period_kind(period)), -last_day_of(period).toordinal()))


class BoundariesForm(forms.Form):
    """A file with the official borders, and from which day they held."""

    file = forms.FileField(
        label="Bestand met gemeentegrenzen",
        help_text="GeoJSON of TopoJSON van CBS of PDOK, vereenvoudigd, tot 5 MB. U ziet eerst wat erin staat.",
        error_messages={
            "required": "Kies eerst een bestand op uw computer.",
            "empty": "Het bestand is leeg. Download het opnieuw bij de bron.",
            "invalid": "Kies eerst een bestand op uw computer.",
        },
    )
    valid_from = DutchDateField(label="Geldig vanaf", help_text="Meestal 1 januari. Bijvoorbeeld 1-1-2023.")
    attribution = GuardedLineField(
        label="Bronvermelding", max_length=150, help_text="Bijvoorbeeld: CBS en Kadaster, 2023."
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(too_large())
        file.name = display_name(file.name)
        return file

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if not 2010 <= day.year <= today().year + 1:
            raise forms.ValidationError(f"Vul een dag in van 2010 tot en met {today().year + 1}.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"file", "valid_from"} <= cleaned.keys():
            try:
                cleaned["read"] = read_boundaries(cleaned["file"].read(), cleaned["valid_from"])
            except NotReadable as refused:
                self.add_error("file", str(refused))
        return cleaned

    @property
    def about(self) -> dict[str, Any]:
        """What is said of the file, as `look_at` takes it."""
        told = {name: self.cleaned_data[name] for name in ("valid_from", "attribution")}
        return told | {"read": self.cleaned_data["read"], "file_name": self.cleaned_data["file"].name}
