"""Forms about the minutes of a meeting: writing, settling, and opening them again."""

from datetime import date
from typing import Any, Self

from django import forms
from django.http import QueryDict

from network.dates import today
from network.dutch import long_date
from network.fields import DutchDateField, DutchIntegerField
from network.guarded import GuardedLineField, GuardedTextField
from partners.models import Meeting
from partners.side_by_side import SideBySideModelForm


class MinutesForm(SideBySideModelForm):
    """The text, and of a regio-dag how it went in numbers. Never a person: a burgerservicenummer is refused."""

    minutes = GuardedTextField(
        label="Verslag",
        max_length=60_000,
        strict=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=(
            "Wat er besproken is. Noem geen slachtoffers, plegers of cliënten. Besluiten en actiepunten hebben een "
            "eigen plek en komen vanzelf in de pdf."
        ),
    )
    participants = DutchIntegerField(
        label="Aantal deelnemers",
        min_value=0,
        max_value=100_000,
        required=False,
        help_text="Hoeveel mensen er waren. Bijvoorbeeld 84.",
        error_messages={"min_value": "Vul een aantal van 0 of meer in.", "max_value": "Controleer het aantal."},
    )
    numbers = GuardedTextField(
        label="De dag in cijfers",
        max_length=4000,
        strict=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Bijvoorbeeld: 6 workshops, 24 organisaties, een 8,1 als rapportcijfer.",
    )

    class Meta:
        model = Meeting
        fields = ("minutes", "participants", "numbers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_regional_day:
            del self.fields["participants"], self.fields["numbers"]
        self.fields["minutes"].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»
        self.remember(self.instance.version)

    def again(self, data: QueryDict | None, instance: Any) -> Self:
        return type(self)(data, instance=instance)

    def clean_minutes(self) -> str:
        return self.cleaned_data["minutes"].replace("\r\n", "\n")

    def clean_numbers(self) -> str:
        return self.cleaned_data["numbers"].replace("\r\n", "\n")


class SettleForm(forms.Form):
    """On which day the text was agreed upon; it takes along which text this person read."""

    settled_on = DutchDateField(
        label="Vastgesteld op",
        help_text="De dag waarop het overleg het verslag goedkeurde.",
        error_messages={"required": "Vul in op welke dag het verslag is vastgesteld, bijvoorbeeld 12 maart 2026."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        super().__init__(data, initial={"settled_on": today(), "version": meeting.version})
        self.meeting = meeting

    def clean_settled_on(self) -> date:
        day: date = self.cleaned_data["settled_on"]
        if day < self.meeting.day:
            raise forms.ValidationError(
                f"De bijeenkomst was op {long_date(self.meeting.day)}. Vul die dag in of een latere dag."
            )
        if day > today():
            raise forms.ValidationError("Deze dag moet nog komen. Vul vandaag in of een dag daarvoor.")
        return day


class OpenAgainForm(forms.Form):
    """Why a text that was settled changes after all."""

    reason = GuardedLineField(
        label="Waarom moet het verslag weer open?",
        max_length=200,
        strict=True,
        help_text="Bijvoorbeeld: bij punt 3 staat een verkeerd bedrag. Dit komt in de geschiedenis.",
        error_messages={"required": "Vul in waarom het verslag weer open moet."},
    )
