"""What people fill in about their account."""

from typing import Any

from allauth.account.forms import ResetPasswordKeyForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from network.fields import AddressField
from network.models import Person

ADVICE = "Minstens 12 tekens. Geen wachtwoord dat veel mensen gebruiken, en niet uw eigen naam of die van de regio."


class ChoosePasswordForm(ResetPasswordKeyForm):
    """A first password, typed twice."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, user=person, **kwargs)
        self.fields["password1"].label = "Wachtwoord"
        self.fields["password1"].help_text = ADVICE
        self.fields["password2"].label = "Nog een keer hetzelfde wachtwoord"


class NewAddressForm(forms.Form):
    """Tells nothing about whether an address is in use: the mail to it does, to whoever can read it."""

    email = AddressField(
        label="Nieuw e-mailadres",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="U krijgt op dit adres een mail met een link. Pas als u die gebruikt, verandert uw adres.",
        error_messages={"invalid": "Dit is geen e-mailadres. Een adres lijkt op naam@organisatie.nl."},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email == self.person.email.lower():
            raise forms.ValidationError("Dit is al uw adres. Vul een ander adres in.")
        return email


class CodeOfTheApp(ActivateTOTPForm):
    """The library has no Dutch for the name of this field, which the list of errors repeats."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"


class SecondFactorResetForm(forms.Form):
    """One button of three: ask, approve or refuse."""

    ASK, APPROVE, REFUSE = "vragen", "akkoord", "afwijzen"
    step = forms.ChoiceField(choices=[(ASK, ASK), (APPROVE, APPROVE), (REFUSE, REFUSE)])
