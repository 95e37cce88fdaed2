"""The form of one answer in the scan. What is in order needs a day and a place where it can be read."""

import re
from datetime import date
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from actionplan.models import ScanAnswer, ScanState
from network.fields import dutch_formfield, not_to_come
from network.guarded import GuardedTextField
from partners.side_by_side import SideBySideModelForm

_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s]+|/(?!/)\S*")
_HOW = "Plak het adres van de bladzijde, bijvoorbeeld https://www.voorbeeld.nl/visie of /overeenkomsten/12/."


class ScanAnswerForm(SideBySideModelForm):
    """How it stands with one question, for one side."""

    class Meta:
        model = ScanAnswer
        formfield_callback = dutch_formfield
        fields = ("state", "checked_on", "evidence_url", "note")
        field_classes: ClassVar[dict[str, Any]] = {"note": GuardedTextField}
        widgets: ClassVar[dict[str, Any]] = {"state": forms.RadioSelect, "note": forms.Textarea({"rows": 4})}
        labels: ClassVar[dict[str, Any]] = {"state": "Hoe staat het ervoor?", "evidence_url": "Waar staat het?"}
        help_texts: ClassVar[dict[str, Any]] = {
            "checked_on": "De dag waarop dit is nagegaan. Bijvoorbeeld: 3 februari 2026.",
            "evidence_url": "Het webadres van het document, of van een bladzijde in dit portaal.",
            "note": "Wat er is, of wat er nog ontbreekt. Noem geen personen.",
        }
        error_messages: ClassVar[dict[str, Any]] = {"state": {"required": "Kies: op orde, deels of nog niet."}}

    def __init__(self, data: QueryDict | None, *, instance: ScanAnswer, before: ScanAnswer | None = None) -> None:
        """`before` is the answer of a year earlier, from which a new one starts; the day is new."""
        super().__init__(data, instance=instance)
        self.fields["state"].choices = ScanState.choices  # type: ignore[attr-defined]  # no empty choice
        for name in ("checked_on", "evidence_url"):
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»
        if before and not instance.pk:
            self.initial.update({name: getattr(before, name) for name in self.names if name != "checked_on"})
        self.remember(instance.version)

    def clean_checked_on(self) -> date | None:
        day: date | None = self.cleaned_data["checked_on"]
        return not_to_come(day)

    def clean_evidence_url(self) -> str:
        typed = str(self.cleaned_data["evidence_url"]).strip()
        address = f"https://{typed}" if typed.startswith("www.") else typed
        if address and not _ADDRESS.fullmatch(address):
            raise ValidationError(f"Dit is geen adres waar iemand naartoe kan. {_HOW}")
        return address

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("state") == ScanState.IN_ORDER:
            if not answers.get("checked_on") and "checked_on" not in self.errors:
                self.add_error("checked_on", "De dag ontbreekt. Vul bij «op orde» in wanneer dit is nagegaan.")
            if not answers.get("evidence_url") and "evidence_url" not in self.errors:
                self.add_error("evidence_url", f"De bron ontbreekt. {_HOW}")
        return answers

    @property
    def changes(self) -> dict[str, Any]:
        """Of a new answer everything, also what stood there a year earlier."""
        if self.instance.pk:
            return super().changes
        return {name: self.cleaned_data[name] for name in self.names}

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance)
