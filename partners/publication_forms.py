"""The form about publishing an agreement under the Wet open overheid."""

from typing import Any

from django import forms

from network.dates import today
from network.fields import DutchDateField
from network.guarded import GuardedLineField
from partners.models import Agreement, WooCategory, WooDecision


class PublicationForm(forms.Form):
    """Whether an agreement is published, why not, and where and since when."""

    woo_decision = forms.ChoiceField(label="Openbaar maken", choices=WooDecision.choices, widget=forms.RadioSelect)
    woo_category = forms.ChoiceField(
        label="Woo-categorie",
        choices=WooCategory.choices,
        required=False,
        help_text="Het soort stuk volgens de Wet open overheid (Woo). Een convenant hoort meestal bij 2f.",
    )
    woo_ground = GuardedLineField(
        label="Grond om niet openbaar te maken",
        max_length=300,
        required=False,
        help_text="Alleen bij «niet openbaar maken». Noem het artikel, bijvoorbeeld: artikel 5.1, tweede lid, onder e.",
    )
    published_url = forms.URLField(
        label="Waar de overeenkomst te lezen is",
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text="Zodra de overeenkomst openbaar is. Het hele adres, bijvoorbeeld https://www.voorbeeld.nl/convenant.",
        error_messages={"invalid": "Vul het hele adres in, bijvoorbeeld https://www.voorbeeld.nl/convenant."},
    )
    published_on = DutchDateField(label="Openbaar sinds", required=False, help_text="Bijvoorbeeld: 3 mei 2026.")
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, agreement: Agreement) -> None:
        self.agreement = agreement
        super().__init__(data, initial=values_of(agreement) | {"seen_version": agreement.version_of_record})

    def clean_published_url(self) -> str:
        address = str(self.cleaned_data["published_url"])
        if address and not address.startswith(("https://", "http://")):
            raise forms.ValidationError("Vul een adres in dat met https:// begint.")
        return address

    def clean_published_on(self) -> Any:
        day = self.cleaned_data["published_on"]
        if day and day > today():
            raise forms.ValidationError("Deze dag is nog niet geweest. Vul dit pas in als de overeenkomst openbaar is.")
        return day

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        decision, address, day = (values.get(name) for name in ("woo_decision", "published_url", "published_on"))
        if decision == WooDecision.REFUSE and not values.get("woo_ground") and "woo_ground" not in self.errors:
            self.add_error("woo_ground", "Vul in op welke grond de overeenkomst niet openbaar wordt.")
        if decision == WooDecision.PUBLISH:
            self._check_publishing(values)
            self._check_place(values)
        elif address or day:
            self.add_error(
                "woo_decision",
                "Bij deze keuze hoort geen adres of datum. Kies «openbaar maken», of maak adres en datum leeg.",
            )
        return values

    def _check_publishing(self, values: dict[str, Any]) -> None:
        if self.agreement.is_confidential:
            self.add_error(
                "woo_decision",
                "Deze overeenkomst is vertrouwelijk. Haal dat eerst weg bij «Gegevens wijzigen», of kies iets anders.",
            )
        if not values.get("woo_category"):
            self.add_error("woo_category", "Kies in welke categorie de overeenkomst openbaar wordt.")
        if values.get("published_url") and self.agreement.offered_on is None:
            self.add_error("published_url", "Dit is nog een concept. Vul dit in als alle partijen hebben getekend.")
        if values.get("woo_ground"):
            self.add_error("woo_ground", "Een grond hoort bij «niet openbaar maken». Maak dit leeg.")

    def _check_place(self, values: dict[str, Any]) -> None:
        address, day = values.get("published_url"), values.get("published_on")
        if address and not day and "published_on" not in self.errors:
            self.add_error("published_on", "Vul ook in sinds welke dag zij openbaar is.")
        if day and not address and "published_url" not in self.errors:
            self.add_error("published_url", "Vul ook in waar zij te lezen is.")

    def show_again(self, stored: Agreement) -> None:
        """What was typed, for who has now seen that somebody else saved meanwhile: the next save counts."""
        typed = {name: self.data.get(name) for name in self.data}
        self.data = typed | {"seen_version": stored.version_of_record}

    @property
    def values(self) -> dict[str, Any]:
        """What was decided, without what this form had seen."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}


def values_of(agreement: Agreement) -> dict[str, Any]:
    names = ("woo_decision", "woo_category", "woo_ground", "published_url", "published_on")
    return {name: getattr(agreement, name) for name in names}
