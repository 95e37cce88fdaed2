"""Forms about the coming and going of an entry: added, sent back, closed for a while."""

from typing import Any

from django import forms

from network.dates import today
from network.fields import DutchDateField, offer
from network.guarded import GuardedLineField
from network.models import Person
from network.personal_data import Kind
from network.policy import Permission, may
from partners.forms import WordsField
from partners.models import CareService, Organisation


class ServiceAddForm(forms.Form):
    """The little that a concept needs; the rest is filled in on the next page."""

    name = GuardedLineField(
        label="Hoe heet het aanbod?",
        max_length=200,
        help_text="Zoals u het aan een cliënt zou zeggen. Bijvoorbeeld: Praten met lotgenoten.",
    )
    organisation = forms.ModelChoiceField(label="Van welke organisatie?", queryset=Organisation.objects.none())
    audiences = WordsField("audiences", label="Voor wie is het?")

    def __init__(self, data: Any = None, *, person: Person) -> None:
        super().__init__(data)
        theirs = Organisation.objects.standing().still_there().order_by("name")
        if not may(person, Permission.SERVICE_PUBLISH):
            theirs = theirs.filter(pk__in=person.editor_of)
        offer(self, "organisation", theirs, empty="Kies een organisatie")
        self.fields["audiences"].required = True
        if len(theirs) == 1:
            self.fields["organisation"].initial = theirs[0]


class SendBackForm(forms.Form):
    """What still has to be done before an entry can be published."""

    reason = GuardedLineField(
        label="Wat moet er nog gebeuren?",
        max_length=200,
        help_text="De partner leest dit, en het komt in de geschiedenis.",
        error_messages={"required": "Schrijf op wat er nog moet gebeuren. Anders weet de partner niet wat u mist."},
    )

    def __init__(self, data: Any = None, *, service: CareService) -> None:
        super().__init__(data)
        if service.has_secret_place:
            self.fields["reason"].refuses |= {Kind.ADDRESS}  # type: ignore[attr-defined]  # a GuardedLineField


class CloseForm(forms.Form):
    """From when until when an entry is closed, and what visitors read meanwhile."""

    first_day = DutchDateField(label="Gesloten van", required=False, help_text="Leeg: vanaf vandaag.")
    last_day = DutchDateField(
        label="Gesloten tot en met",
        required=False,
        help_text="De dag daarna is het vanzelf weer open. Leeg: tot u het heropent.",
    )
    message = GuardedLineField(
        label="Wat lezen bezoekers?",
        required=False,
        max_length=200,
        help_text="Bijvoorbeeld: in de zomer kunt u terecht bij een collega. De laatste dag staat er vanzelf bij.",
    )

    def __init__(self, data: Any = None, *, service: CareService) -> None:
        initial = {"first_day": service.closed_from, "last_day": service.closed_until, "message": service.alert}
        super().__init__(data, initial=initial)
        if service.has_secret_place:
            self.fields["message"].refuses |= {Kind.ADDRESS}  # type: ignore[attr-defined]  # a GuardedLineField

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if last and last < (first or today()):
            self.add_error("last_day", "De laatste dag ligt voor de eerste, of is al voorbij. Kies een latere dag.")
        return self.cleaned_data
