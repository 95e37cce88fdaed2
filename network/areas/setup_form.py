"""The form that says which region the portal is for."""

import re
from typing import Any

from django import forms

from network.areas.country import find_municipality, safety_regions
from network.dutch import NotReadable
from network.guarded import GuardedLineField


class RegionSetupForm(forms.Form):
    """A safety region, or a list of municipalities of their own."""

    name = GuardedLineField(
        label="Naam van de regio",
        max_length=100,
        help_text="Zoals de regio boven elke bladzijde heet, bijvoorbeeld Gelderland-Zuid.",
        error_messages={"required": "De naam ontbreekt. Typ bijvoorbeeld: Gelderland-Zuid."},
    )
    safety_region = forms.ChoiceField(
        label="Veiligheidsregio",
        required=False,
        help_text="Heeft de regio dezelfde gemeenten als een veiligheidsregio? Kies die dan.",
        error_messages={"invalid_choice": "Kies een veiligheidsregio uit de lijst."},
    )
    municipalities = forms.CharField(
        label="Of eigen gemeenten",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=10_000,
        help_text="Namen of CBS-codes van de gemeenten van nu, met een komma ertussen.",
    )
    central = forms.CharField(
        label="Centrumgemeente",
        required=False,
        max_length=100,
        help_text="Naam of CBS-code van een gemeente van de regio, bijvoorbeeld Nijmegen.",
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        options = [(code, f"{name} ({code})") for code, name in safety_regions().items()]
        self.fields["safety_region"].choices = [("", "Eigen gemeenten, hieronder"), *options]  # type: ignore[attr-defined]  # a ChoiceField
        for name in ("safety_region", "municipalities"):
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»

    def clean_municipalities(self) -> list[str]:
        typed = re.split(r"[,;\n]", self.cleaned_data["municipalities"])
        return list(dict.fromkeys(self._code(words) for words in typed if words.strip()))

    def clean_central(self) -> str:
        typed = self.cleaned_data["central"]
        return self._code(typed) if typed else ""

    def _code(self, words: str) -> str:
        try:
            return find_municipality(words.strip()).code
        except NotReadable as reason:
            raise forms.ValidationError(str(reason)) from None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        if values["safety_region"] and values["municipalities"]:
            self.add_error("municipalities", "Kies een veiligheidsregio, of noem eigen gemeenten: niet allebei.")
        elif not values["safety_region"] and not values["municipalities"]:
            self.add_error("safety_region", "Kies een veiligheidsregio, of noem hieronder de gemeenten van de regio.")
        return values
