"""Forms about making a report public under the Wet open overheid."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from monitor.reporting.publication import PublicationPage, sections_of
from network.dates import today
from network.dutch import long_date
from network.fields import DutchDateField, not_to_come, sent_again
from network.guarded import GuardedLineField
from partners.models import WooCategory, WooDecision


class VersionedForm(forms.Form):
    """Takes along what its reader saw."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def show_again(self, version: int) -> None:
        """What was typed, for who has now seen that somebody else saved meanwhile: the next save counts."""
        data = sent_again(self.data, seen_version=version)
        self.data = data


class DecisionForm(VersionedForm):
    """Which sections stay with the network, whether the rest is public, and how long it is kept."""

    internal = forms.MultipleChoiceField(
        label="Alleen voor het netwerk",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Wat u aanvinkt, staat niet in de openbare versie. De vastgestelde rapportage verandert niet.",
    )
    woo_decision = forms.ChoiceField(label="Openbaar maken", choices=WooDecision.choices, widget=forms.RadioSelect)
    woo_category = forms.ChoiceField(
        label="Woo-categorie",
        choices=WooCategory.choices,
        required=False,
        help_text="Het soort stuk volgens de Wet open overheid (Woo). Een jaarverslag hoort bij 2g.",
    )
    woo_ground = GuardedLineField(
        label="Grond om niet openbaar te maken",
        max_length=300,
        required=False,
        help_text="Alleen bij «niet openbaar maken». Noem het artikel, bijvoorbeeld: artikel 5.1, tweede lid, onder e.",
    )
    published_url = forms.URLField(
        label="Ook openbaar op",
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text="Als de gemeente het stuk ook zelf plaatst. Bijvoorbeeld https://www.voorbeeld.nl/stuk.",
        error_messages={"invalid": "Vul het hele adres in, bijvoorbeeld https://www.voorbeeld.nl/stuk."},
    )
    keep_until = DutchDateField(
        label="Bewaren tot en met", required=False, help_text="Leeg: blijvend bewaren. Bijvoorbeeld: 31 december 2036."
    )

    def __init__(self, data: Any = None, *, page: PublicationPage) -> None:
        stored = page.stored
        names = ("woo_decision", "woo_category", "woo_ground", "published_url", "keep_until")
        values = {name: getattr(stored, name) for name in names}
        super().__init__(data, initial=values | {"internal": sorted(page.internal), "seen_version": stored.version})
        self.fields["internal"].choices = sections_of(page.content)  # type: ignore[attr-defined]
        if stored.published_on:
            self.fields["woo_decision"].disabled = True
            self.fields["woo_decision"].help_text = "Deze rapportage is of was openbaar. Dat blijft vastliggen."
        self.earliest = page.adopted.adopted_on

    def clean_published_url(self) -> str:
        address = str(self.cleaned_data["published_url"])
        if address and not address.startswith(("https://", "http://")):
            raise ValidationError("Vul een adres in dat met https:// begint.")
        return address

    def clean_keep_until(self) -> date | None:
        day: date | None = self.cleaned_data["keep_until"]
        if day and self.earliest and day < self.earliest:
            raise ValidationError(f"De rapportage is op {long_date(self.earliest)} vastgesteld. Kies een latere dag.")
        return day

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        decision, ground = values.get("woo_decision"), values.get("woo_ground")
        if decision == WooDecision.REFUSE and not ground and "woo_ground" not in self.errors:
            self.add_error("woo_ground", "Vul in op welke grond de rapportage niet openbaar wordt.")
        if decision != WooDecision.REFUSE and ground:
            self.add_error("woo_ground", "Een grond hoort bij «niet openbaar maken». Maak dit leeg.")
        if decision == WooDecision.PUBLISH and not values.get("woo_category"):
            self.add_error("woo_category", "Kies in welke categorie de rapportage openbaar wordt.")
        if decision != WooDecision.PUBLISH and values.get("published_url"):
            self.add_error("published_url", "Bij deze keuze hoort geen adres. Maak dit leeg.")
        return values


class DayForm(VersionedForm):
    """On which day the report became public, or stopped being so."""

    day = DutchDateField(validators=[not_to_come], error_messages={"required": "Vul een dag in."})

    def __init__(self, data: Any = None, *, label: str, earliest: date, version: int, auto_id: str) -> None:
        self.earliest = earliest
        initial = {"day": max(earliest, today()), "seen_version": version}
        super().__init__(data, initial=initial, auto_id=f"{auto_id}-%s")
        self.fields["day"].label = label

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.earliest:
            raise ValidationError(f"Dat kan op {long_date(self.earliest)} of later.")
        return day
