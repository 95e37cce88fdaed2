"""Forms of the region: who has an office of a municipality, and until when."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from network.dates import today
from network.dutch import long_date
from network.fields import AddressField, DutchDateField, offer
from network.models import Municipality, MunicipalOffice, Person
from partners.models import Membership


class OfficeForm(forms.Form):
    """Somebody whom the municipality knows already, or somebody new with a name and an e-mail address."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label="Wie", required=False, empty_label="Iemand anders, hieronder"
    )
    name = forms.CharField(label="Naam", max_length=200, required=False)
    email = AddressField(
        label="E-mailadres",
        max_length=254,
        required=False,
        help_text="Het adres van het werk. Deze persoon krijgt hiermee geen toegang tot het portaal.",
    )
    starts_on = DutchDateField(
        label="Vanaf",
        help_text="Bijvoorbeeld 3 mei 2026.",
        error_messages={"required": "De begindatum ontbreekt. Typ bijvoorbeeld: 1 januari 2027."},
    )
    last_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, municipality: Municipality, last: MunicipalOffice | None, chosen_by: Person, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"starts_on": today(), "last_seen": last.pk if last else None}
        super().__init__(*args, **kwargs)
        offer(self, "person", known_to(municipality, chosen_by))
        for name in ("person", "name", "email"):
            self.fields[name].sometimes_required = True  # type: ignore[attr-defined]  # so not «(niet verplicht)»

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("person") and not self.errors:
            values["person"] = self._typed_person(values["name"], values["email"])
        return values

    def _typed_person(self, name: str, email: str) -> Person | None:
        if not name:
            self.add_error("name", "De naam ontbreekt. Kies iemand uit de lijst, of typ een naam.")
        if not email:
            self.add_error("email", "Het e-mailadres ontbreekt. Typ het adres dat deze persoon op het werk heeft.")
        if self.errors:
            return None
        if known := Person.objects.with_address(email).first():
            return known
        person = Person(name=name, email=email.lower())
        try:
            person.validate_constraints()
        except ValidationError as error:
            self.add_error("name", error.messages)
        return person


def known_to(municipality: Municipality, person: Person) -> Any:
    """People who work for the municipality as far as this person may know, coordinate for it, or have an office there.

    Somebody who did not agree to be named is found by their address.
    """
    contacts = Membership.objects.visible_to(person).filter(organisation__municipality=municipality)
    return (
        Person.objects.filter(erased_on__isnull=True)
        .filter(
            Q(memberships__in=contacts.values("pk"))
            | Q(role_grants__municipality=municipality)
            | Q(offices__municipality=municipality)
        )
        .distinct()
    )


class OfficeEndForm(forms.Form):
    ends_on = DutchDateField(
        label="Laatste dag",
        error_messages={"required": "De laatste dag ontbreekt. Typ bijvoorbeeld: 31 december 2026."},
    )
    last_seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, last: MunicipalOffice, **kwargs: Any) -> None:
        kwargs["initial"] = {"ends_on": today(), "last_seen": last.pk}
        super().__init__(*args, **kwargs)
        self.starts_on = last.starts_on

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if day < self.starts_on:
            raise ValidationError(f"Dat is voor de eerste dag. Kies een datum op of na {long_date(self.starts_on)}.")
        return day
