"""The form of a change in several actions at once."""

from typing import Any

from django import forms
from django.http import QueryDict

from actionplan.action_add_forms import could_lead
from actionplan.models import Pillar, Plan, Priority
from network.dutch import long_date
from network.fields import DutchDateField, offer
from network.guarded import GuardedLineField
from network.models import Person
from partners.models import Organisation

STAYS = "Blijft zoals het is"


class BulkForm(forms.Form):
    """What is filled in becomes so in every action; what is left empty stays as it is in each."""

    lead_organisation = forms.ModelChoiceField(Organisation.objects.none(), label="Trekker", required=False)
    pillar = forms.ModelChoiceField(Pillar.objects.none(), label="Pijler", required=False)
    priority = forms.ModelChoiceField(Priority.objects.none(), label="Speerpunt", required=False)
    starts_on = DutchDateField(label="Begint op", required=False)
    ends_on = DutchDateField(label="Klaar op", required=False)
    reason = GuardedLineField(
        label="Reden van de wijziging",
        max_length=200,
        required=False,
        help_text="Komt bij elke actie in de geschiedenis.",
    )

    def __init__(self, data: QueryDict | None, *, plan: Plan | None, person: Person) -> None:
        super().__init__(data)
        offer(self, "lead_organisation", could_lead(person), empty=STAYS)
        offer(self, "pillar", Pillar.objects.all(), empty=STAYS)
        offer(self, "priority", Priority.objects.filter(plan=plan), empty=STAYS)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error(
                "ends_on", f"De acties zijn klaar voordat zij beginnen. Kies een datum op of na {long_date(starts_on)}."
            )
        elif not self.errors and not self.changes:
            self.add_error(None, "Er is nog niets gekozen. Kies wat er in deze acties verandert.")
        return values

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value and name != "reason"}
