"""Forms about the contacts of a partner, for its editors and the coordinator."""

from typing import Any

from django import forms

from network.dates import today
from network.dutch import long_date
from network.fields import AddressField
from network.models import Person
from partners.contact_flows import Proposed
from partners.membership_flows import Listing, listing_of
from partners.models import ContactKind, Membership
from partners.people_forms import ListingForm, add_objections

FUNCTION = "Zoals: beleidsmedewerker."


class ContactForm(ListingForm):
    """What an editor changes of a colleague in the list. Giving consent is up to that colleague."""

    function = forms.CharField(label="Functie", max_length=100, required=False, help_text=FUNCTION)
    is_listed = forms.BooleanField(label="Staat in de lijst van contactpersonen", required=False)
    field_order = ["function", "contact_kind", "phone", "is_listed", "listed_since"]

    def __init__(self, data: Any = None, *, membership: Membership, dates_consent: bool) -> None:
        """`dates_consent`: this person writes down when consent was given, and for whom."""
        listing = vars(listing_of(membership))
        is_listed = membership.listed_since is not None
        super().__init__(data, initial={"function": membership.function, "is_listed": is_listed, **listing})
        self.membership = membership
        if dates_consent:
            del self.fields["is_listed"]
        else:
            del self.fields["listed_since"]
            self.fields["is_listed"].help_text = self._about_consent
        self.fields["contact_kind"].required = True

    @property
    def _about_consent(self) -> str:
        since = self.membership.listed_since
        if since is None:
            return "Met een vinkje zien alle leden van het netwerk uw naam, functie, telefoon en e-mailadres."
        return (
            f"Toestemming gegeven op {long_date(since)}. Zonder vinkje ziet alleen de regiocoördinator deze gegevens"
            " nog. Weer zichtbaar maken kan dan alleen via de regiocoördinator."
        )

    @property
    def listing(self) -> Listing:
        values = self.cleaned_data
        since = values["listed_since"] if "listed_since" in values else self._since(is_listed=values["is_listed"])
        return Listing(values["contact_kind"], values["phone"], since)

    def _since(self, *, is_listed: bool) -> Any:
        return (self.membership.listed_since or today()) if is_listed else None

    def clean(self) -> dict[str, Any]:
        add_objections(self, "function", Membership(function=self.cleaned_data.get("function", "")))
        return self.cleaned_data


class NewContactForm(ListingForm):
    """A colleague who is to be listed. Nobody is listed without having agreed."""

    name = forms.CharField(label="Naam", max_length=150, error_messages={"required": "Typ de naam van deze persoon."})
    email = AddressField(
        label="E-mailadres op het werk",
        max_length=254,
        error_messages={"required": "Typ het e-mailadres op het werk, bijvoorbeeld naam@organisatie.nl."},
    )
    function = forms.CharField(label="Functie", max_length=100, required=False, help_text=FUNCTION)
    field_order = ["name", "email", "function", "contact_kind", "phone", "listed_since"]

    def __init__(self, data: Any = None, *, needs_consent: bool) -> None:
        """`needs_consent`: only who agreed can be added, since an editor does not see the others afterwards."""
        super().__init__(data, initial={"contact_kind": ContactKind.CONTACT})
        self.fields["contact_kind"].required = True
        if needs_consent:
            field = self.fields["listed_since"]
            field.required = True
            field.label = "Toestemming gegeven op"
            field.help_text = (
                "Vraag het eerst. Alle leden van het netwerk zien straks de naam, de functie, het telefoonnummer en het"
                " e-mailadres."
            )
            field.error_messages["required"] = (
                "Vul de dag in waarop deze persoon toestemming gaf, bijvoorbeeld 3 mei 2026. Zonder toestemming komt"
                " niemand in de lijst."
            )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    @property
    def proposed(self) -> Proposed:
        values = self.cleaned_data
        return Proposed(values["name"], values["email"].lower(), values["function"], self.listing)

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        # Without the address itself: whether it is known already is nobody's business here.
        add_objections(self, "name", Person(name=f"{values.get('name', '')} {values.get('email', '')}"))
        add_objections(self, "function", Membership(function=values.get("function", "")))
        return values
