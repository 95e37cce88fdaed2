"""Forms of a national line: what it is, and where its number was looked up."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from network.fields import dutch_formfield
from network.guarded import GuardedLineField
from partners.forms import PhoneField
from partners.models import Audience, HelpLine
from partners.models.service_words import EMERGENCY_NUMBER
from partners.register_forms import WebAddressField

WHERE = "Bijvoorbeeld: nagebeld, of het webadres waar het nummer staat."


class HelpLineForm(forms.ModelForm):
    """All that visitors read of a line. A new number needs proof of its own."""

    audiences = forms.MultipleChoiceField(
        label="Voor wie",
        choices=Audience.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies voor wie de lijn is."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = HelpLine
        formfield_callback = dutch_formfield
        fields = (
            "name", "number", "website", "proof", "for_whom", "hours", "costs", "audiences", "without_talking",
            "is_first", "is_shown", "position",
        )  # fmt: skip
        field_classes: ClassVar[dict[str, Any]] = {
            "name": GuardedLineField,
            "number": PhoneField,
            "website": WebAddressField,
            "for_whom": GuardedLineField,
            "hours": GuardedLineField,
            "costs": GuardedLineField,
            "proof": GuardedLineField,
        }
        labels: ClassVar[dict[str, Any]] = {
            "number": "Telefoonnummer",
            "proof": "Waar is dit nagekeken?",
            "without_talking": "Hier kan iemand terecht zonder te praten, zoals in een chat",
            "is_first": "Altijd bovenaan",
            "is_shown": "Bezoekers zien deze lijn",
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "number": "Staat hier en nergens anders: alle bladzijden, PDF’s en lijsten nemen het over.",
            "proof": WHERE,
            "for_whom": "Bijvoorbeeld: voor wie met iemand wil praten.",
            "hours": "Bijvoorbeeld: dag en nacht.",
            "costs": "Bijvoorbeeld: gratis.",
            "position": "De lijn met het laagste cijfer staat vooraan.",
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "name": {"required": "De naam van de lijn ontbreekt."},
            "proof": {"required": "Schrijf waar u het nummer nakeek. " + WHERE},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number_before = self.instance.number if self.instance.pk else ""
        self.proof_before = self.instance.proof
        self.fields["seen"].initial = self.number_before

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "number" in cleaned:
            self._refuse_a_line_that_cannot_be_reached(cleaned)
            self._keep_the_emergency_number(cleaned)
        if self.has_new_number and self.instance.pk and cleaned.get("proof") == self.proof_before:
            self.add_error("proof", "Het nummer is nieuw. Schrijf waar u het nieuwe nummer nakeek.")
        return cleaned

    @property
    def has_new_number(self) -> bool:
        return "number" in self.cleaned_data and self.cleaned_data["number"] != self.number_before

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def _refuse_a_line_that_cannot_be_reached(self, cleaned: dict[str, Any]) -> None:
        if not cleaned["number"] and not cleaned.get("website") and "website" not in self.errors:
            self.add_error("number", "Vul een telefoonnummer of een website in. Anders kan niemand de lijn bereiken.")

    def _keep_the_emergency_number(self, cleaned: dict[str, Any]) -> None:
        if self.number_before != EMERGENCY_NUMBER:
            return
        if cleaned["number"] != EMERGENCY_NUMBER:
            self.add_error("number", f"Dit is het alarmnummer. {EMERGENCY_NUMBER} blijft {EMERGENCY_NUMBER}.")
        if not cleaned.get("is_shown"):
            self.add_error("is_shown", "Het alarmnummer blijft altijd in beeld.")
        if not cleaned.get("is_first"):
            self.add_error("is_first", "Het alarmnummer blijft altijd bovenaan.")


class ConfirmLineForm(forms.Form):
    """The number is still right, and how that is known."""

    proof = GuardedLineField(
        label="Waar is dit nagekeken?",
        max_length=200,
        help_text=WHERE,
        error_messages={"required": "Schrijf waar u het nummer nakeek. " + WHERE},
    )
    number = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, line: HelpLine) -> None:
        super().__init__(data, initial={"number": line.number})
        self.line = line

    def clean(self) -> dict[str, Any]:
        """Who confirms a number says so of the one they saw."""
        if self.cleaned_data.get("number", "") != self.line.number:
            raise ValidationError(f"Het nummer is intussen {self.line.number or 'weggehaald'}. Kijk dat nummer na.")
        return self.cleaned_data
