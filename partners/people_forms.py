"""Forms about people: inviting, a tie with a partner or a role, and ending it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from network.account_flows import INVITATION_LASTS
from network.dates import today
from network.dutch import long_date
from network.fields import AddressField, DutchDateField
from network.models import Municipality, Person, Role, RoleGrant
from partners.forms import PhoneField
from partners.membership_flows import Listing, NewTie, listing_of
from partners.models import ContactKind, Membership, Organisation

AT_ONCE, ON_A_DATE = "nu", "datum"


class OrganisationChoice(forms.ModelChoiceField):
    """Partners that still take part."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Organisation.objects.standing().still_there(), label="Partner", **kwargs)


class TieForm(forms.Form):
    """What both a role and work for a partner have."""

    starts_on = DutchDateField(label="Vanaf", help_text="Bijvoorbeeld 3 mei 2026. Vanaf die dag is er toegang.")

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.initial.setdefault("starts_on", today())

    @property
    def tie(self) -> NewTie:
        values = self.cleaned_data
        return NewTie(
            starts_on=values["starts_on"],
            organisation=values.get("organisation"),
            function=values.get("function", ""),
            may_edit=values.get("may_edit", False),
            role=Role(values["role"]) if values.get("role") else None,
            municipality=values.get("municipality"),
        )

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        if not self.errors and values.get("organisation"):
            self._check_membership(values)
        if not self.errors and values.get("role"):
            grant = RoleGrant(person=self.person, role=values["role"], municipality=values.get("municipality"))
            add_objections(self, "municipality", grant)
        return values

    def _check_membership(self, values: dict[str, Any]) -> None:
        organisation: Organisation = values["organisation"]
        add_objections(self, "function", Membership(person=self.person, function=values["function"]))
        if organisation.left_on and values["starts_on"] > organisation.left_on:
            self.add_error("starts_on", f"{organisation} doet dan niet meer mee. Kies een eerdere dag.")


class ListingForm(forms.Form):
    """How colleagues of other partners find somebody, and since when that person agrees to be found."""

    contact_kind = forms.ChoiceField(
        label="Waarvoor anderen deze persoon benaderen",
        choices=ContactKind.choices,
        required=False,
        initial=ContactKind.STAFF,
    )
    phone = PhoneField(
        label="Telefoon op het werk", max_length=40, required=False, help_text="Geen privénummer. Zoals: 088-1234 567."
    )
    listed_since = DutchDateField(
        label="Toestemming om te tonen, sinds",
        required=False,
        help_text="De dag waarop deze persoon dat goed vond. Leeg: alleen de regiocoördinator ziet deze gegevens.",
    )

    def clean_contact_kind(self) -> str:
        """Who sends no kind changes none."""
        before = self.get_initial_for_field(self.fields["contact_kind"], "contact_kind")
        return str(self.cleaned_data["contact_kind"] or before)

    def clean_listed_since(self) -> date | None:
        return not_in_the_future(self.cleaned_data["listed_since"])

    @property
    def listing(self) -> Listing:
        values = self.cleaned_data
        return Listing(values["contact_kind"], values["phone"], values["listed_since"])


def not_in_the_future(day: date | None) -> date | None:
    if day and day > today():
        raise ValidationError("Deze dag moet nog komen. Vul de dag in waarop de toestemming is gegeven.")
    return day


class PartnerForm(ListingForm, TieForm):
    """Somebody starts to work for a partner."""

    organisation = OrganisationChoice(empty_label="Kies een partner")
    function = forms.CharField(label="Functie", max_length=100, required=False, help_text="Zoals: beleidsmedewerker.")
    may_edit = forms.BooleanField(
        label="Houdt de gegevens bij",
        required=False,
        help_text="Deze persoon wijzigt het profiel, het aanbod en de voortgang van deze partner.",
    )
    field_order = ["organisation", "function", "may_edit", "starts_on", "contact_kind", "phone", "listed_since"]


class RoleForm(TieForm):
    """Somebody gets a role."""

    role = forms.ChoiceField(label="Rol", choices=[("", "Kies een rol"), *Role.choices])
    municipality = forms.ModelChoiceField(
        label="Gemeente",
        queryset=Municipality.objects.none(),
        required=False,
        empty_label="Kies een gemeente",
        help_text="Alleen bij een gemeentelijk coördinator.",
    )
    field_order = ["role", "municipality", "starts_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = Municipality.objects.to_choose_from()  # type: ignore[attr-defined]  # of the choice


class InviteForm(TieForm):
    """Somebody new, for a partner or (where the inviter may give roles) a role. Known people get the tie only."""

    name = forms.CharField(label="Naam", max_length=200)
    email = AddressField(
        label="E-mailadres",
        max_length=254,
        help_text="Een eigen adres, niet dat van een afdeling. Hier gaat de uitnodiging heen.",
    )
    organisation = OrganisationChoice(required=False, empty_label="Geen partner")
    function = PartnerForm.base_fields["function"]
    may_edit = PartnerForm.base_fields["may_edit"]
    role = forms.ChoiceField(label="Rol", choices=[("", "Geen rol"), *Role.choices], required=False)
    municipality = RoleForm.base_fields["municipality"]

    def __init__(self, *args: Any, may_give_roles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_give_roles:
            self.fields["municipality"].queryset = Municipality.objects.to_choose_from()  # type: ignore[attr-defined]  # of the choice
        else:
            del self.fields["role"], self.fields["municipality"]
            self.fields["organisation"].required = True
            self.fields["organisation"].empty_label = "Kies een partner"  # type: ignore[attr-defined]  # of the choice

    def clean_email(self) -> str:
        self.person = Person.objects.with_address(self.cleaned_data["email"]).first()
        return self.cleaned_data["email"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not self.errors and not values.get("organisation") and not values.get("role"):
            self.add_error("organisation", "Kies een partner of een rol. Anders valt er niets te zien in het portaal.")
        if not self.errors and not self.person:
            add_objections(self, "name", Person(name=values["name"], email=values["email"]))
        is_known = self.person and self.person.is_active
        if not self.errors and not is_known and values["starts_on"] > today() + INVITATION_LASTS:
            days = INVITATION_LASTS.days
            self.add_error("starts_on", f"De uitnodiging is {days} dagen geldig. Nodig uit in de week van het begin.")
        return values


class MembershipForm(ListingForm):
    """What somebody does for a partner."""

    function = PartnerForm.base_fields["function"]
    may_edit = PartnerForm.base_fields["may_edit"]
    field_order = ["function", "may_edit", "contact_kind", "phone", "listed_since"]

    def __init__(self, data: Any = None, *, membership: Membership) -> None:
        work = {"function": membership.function, "may_edit": membership.may_edit}
        super().__init__(data, initial={**work, **vars(listing_of(membership))})

    def clean(self) -> dict[str, Any]:
        add_objections(self, "function", Membership(function=self.cleaned_data.get("function", "")))
        return self.cleaned_data


class NameForm(forms.Form):
    name = forms.CharField(label="Naam", max_length=200)

    def clean(self) -> dict[str, Any]:
        add_objections(self, "name", Person(name=self.cleaned_data.get("name", "")))
        return self.cleaned_data


class EndForm(forms.Form):
    """At once, or after a last day."""

    when = forms.ChoiceField(
        label="Wanneer",
        choices=[(AT_ONCE, "Nu meteen"), (ON_A_DATE, "Na een laatste dag")],
        widget=forms.RadioSelect,
    )
    ends_on = DutchDateField(
        label="Laatste dag", required=False, help_text="Alleen bij «Na een laatste dag». Bijvoorbeeld 31 december 2026."
    )

    def __init__(self, *args: Any, starts_on: date, latest: date | None = None, **kwargs: Any) -> None:
        """`latest`: the end that somebody else planned, for who may bring it nearer and not put it off."""
        super().__init__(*args, **kwargs)
        self.starts_on, self.latest = starts_on, latest
        self.fields["ends_on"].sometimes_required = True  # type: ignore[attr-defined]  # read by the field's template

    @property
    def last_day(self) -> date | None:
        """None means at once."""
        return self.cleaned_data["ends_on"] if self.cleaned_data["when"] == ON_A_DATE else None

    def clean(self) -> dict[str, Any]:
        values = {**self.cleaned_data}
        earliest = max(today(), self.starts_on)
        if values.get("when") != ON_A_DATE or "ends_on" in self.errors:
            return values
        if values.get("ends_on") is None:
            self.add_error("ends_on", "Vul de laatste dag in, bijvoorbeeld 31 december 2026.")
        elif values["ends_on"] < earliest:
            self.add_error("ends_on", "Deze dag is voorbij of ligt voor het begin. Kies een latere dag.")
        elif self.latest and values["ends_on"] > self.latest:
            last = long_date(self.latest)
            self.add_error(
                "ends_on", f"Dit eindigt al op {last}. Kies die dag of een eerdere, of vraag de coördinator."
            )
        return values


def add_objections(form: forms.Form, field: str, thing: models.Model) -> None:
    """What the database would refuse, said at the field where it can be mended."""
    try:
        thing.validate_constraints()
    except ValidationError as refused:
        form.add_error(field, refused.messages)
