"""Forms about the own profile of a partner, and about what the coordinator decides of it."""

from typing import Any

from django import forms

from network.fields import AddressField, offer
from network.guarded import GuardedLineField, GuardedTextField
from network.models import Municipality
from partners.forms import PhoneField
from partners.models import Organisation
from partners.profile_flows import profile_of
from partners.register_forms import KvkField, WebAddressField, places_for
from partners.side_by_side import Plain, SideBySideForm, plain

APPROVE, REFUSE = "goedkeuren", "afwijzen"


class ProfileForm(SideBySideForm):
    """Who a partner is, where it works and how it is reached."""

    description = GuardedTextField(
        label="Wie zijn wij?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="In een paar gewone zinnen: wat u doet en voor wie. Schrijf geen namen van cliënten op.",
    )
    municipalities_served = forms.ModelMultipleChoiceField(
        label="Werkgebied",
        queryset=Municipality.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De gemeenten waar u voor werkt.",
    )
    name = forms.CharField(
        label="Naam",
        max_length=250,
        help_text="Voluit, zoals bij de Kamer van Koophandel.",
        error_messages={"required": "De naam ontbreekt. Typ de naam van de organisatie."},
    )
    short_name = forms.CharField(
        label="Korte naam", max_length=60, required=False, help_text="Zoals iedereen uw organisatie noemt."
    )
    kvk_number = KvkField(
        label="KvK-nummer", required=False, max_length=20, help_text="8 cijfers, bijvoorbeeld 12345678."
    )
    phone = PhoneField(
        label="Algemeen telefoonnummer", required=False, max_length=40, help_text="Bijvoorbeeld 024-123 45 67."
    )
    email = AddressField(
        label="Algemeen e-mailadres",
        required=False,
        max_length=250,
        help_text="Van de organisatie, niet van een persoon.",
    )
    website = WebAddressField(label="Website", required=False, help_text="Bijvoorbeeld www.organisatie.nl.")

    def __init__(self, data: Any = None, *, organisation: Organisation, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, stored=profile_of(organisation), initial=initial or {})
        self.organisation = organisation
        offer(self, "municipalities_served", places_for(organisation))

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_short_name(self) -> str:
        return " ".join(self.cleaned_data["short_name"].split())

    def clean_description(self) -> str:
        return self.cleaned_data["description"].replace("\r\n", "\n")

    def clean_kvk_number(self) -> str:
        number = self.cleaned_data["kvk_number"]
        others = Organisation.objects.standing().exclude(pk=self.organisation.pk)
        if number and (known := others.filter(kvk_number=number).first()):
            raise forms.ValidationError(f"Dit nummer is al van {known.name}. Controleer het nummer.")
        return str(number)

    @property
    def seen_values(self) -> dict[str, Plain]:
        return self._seen_of(self.stored_values)

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that this person changed, with their new values."""
        seen = self.seen_values
        return {name: value for name, value in self.values.items() if plain(value) != seen[name]}

    def on_top_of(self, stored: Organisation) -> "ProfileForm":
        """The same form on what stands there now: what was typed is kept, the rest is what others made of it."""
        return ProfileForm(organisation=stored, initial=self.merged_with(profile_of(stored)))


class DecisionForm(forms.Form):
    """Approve or refuse, with a word about why."""

    besluit = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = GuardedLineField(
        label="Reden",
        max_length=200,
        required=False,
        help_text="De partner leest dit ook, en het komt in de geschiedenis. Zoals: staat anders bij de KvK.",
    )

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("besluit") not in (APPROVE, REFUSE):
            self.add_error(None, "Kies «Goedkeuren» of «Afwijzen».")
        return self.cleaned_data

    @property
    def is_approved(self) -> bool:
        return bool(self.cleaned_data["besluit"] == APPROVE)
