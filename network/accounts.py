"""Signing in: by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse

from network.models import Person


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves. An error says what to do, and with «u»."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account staat uit. Vraag de regiocoördinator om het weer aan te zetten.",
        "cannot_remove_primary_email": "U kunt uw hoofdadres niet weghalen. Kies eerst een ander hoofdadres.",
        "duplicate_email": "Dit adres staat al bij uw account. Vul een ander adres in.",
        "email_password_mismatch": (
            "Het e-mailadres en het wachtwoord horen niet bij elkaar. Controleer ze allebei en probeer het "
            "nog een keer."
        ),
        "email_taken": "Dit adres hoort bij een ander account. Vul een ander adres in.",
        "enter_current_password": "Dit is niet uw huidige wachtwoord. Typ het nog een keer.",
        "incorrect_code": "De code klopt niet of is verlopen. Vul de nieuwste code in.",
        "incorrect_password": "Dit is niet uw wachtwoord. Typ het nog een keer.",
        "invalid_password_reset": "De link is al gebruikt of is verlopen. Vraag een nieuwe link aan.",
        "too_many_login_attempts": "U heeft het te vaak geprobeerd. Wacht 5 minuten en probeer het dan nog een keer.",
        "unverified_primary_email": "Bevestig dit adres eerst. Daarna kan het uw hoofdadres worden.",
        "same_as_current": "Dit is hetzelfde als nu. Vul iets anders in.",
        "rate_limited": "U heeft het te vaak geprobeerd. Wacht een paar minuten en probeer het dan nog een keer.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names: people sign in with their e-mail address."""


class SecondStepAdapter(DefaultMFAAdapter):
    """The words of the second step."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": "Uw account heeft een tweede stap. Daarom kunt u geen e-mailadres toevoegen.",
        "cannot_delete_authenticator": "Uw rol heeft een tweede stap nodig. Zet eerst een andere app of sleutel aan.",
        "cannot_generate_recovery_codes": "Zet eerst een app of sleutel aan. Daarna kunt u herstelcodes maken.",
        "incorrect_code": "De code klopt niet of is verlopen. Vul de nieuwste code uit uw app in.",
    }


class SignInBackend(AuthenticationBackend):
    """Checks passwords. Rights come from `network.policy` and from nowhere else.

    Asked again at every request: whoever left the network a moment ago is a visitor, with whatever session.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(super().user_can_authenticate(user)) and user.is_in_the_network

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()


def path_to_choose_a_password(person: Person) -> str:
    """The path of a page where an invited person chooses a password; works once and expires."""
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
