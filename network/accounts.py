"""Signing in: by invitation only."""

import logging
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.forms import ResetPasswordForm, UserTokenForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network import mail, sealing
from network.account_flows import ask_new_password, end_sessions
from network.models import Person
from network.sessions import begin

logger = logging.getLogger(__name__)

# What the account says by mail, by the name of the library's own template.
_KIND_OF_NOTICE = {
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_changed",
    "account/email/password_set": "password_changed",
    "mfa/email/totp_activated": "second_step_changed",
    "mfa/email/totp_deactivated": "second_step_changed",
    "mfa/email/webauthn_added": "second_step_changed",
    "mfa/email/webauthn_removed": "second_step_changed",
    "mfa/email/recovery_codes_generated": "second_step_changed",
}
_SECOND_STEP_SET_UP = frozenset({"mfa/email/totp_activated", "mfa/email/webauthn_added"})


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves. An error says what to do, and with «u»."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Dit account staat uit. Vraag de regiocoördinator om het weer aan te zetten.",
        "email_password_mismatch": (
            "Het e-mailadres en het wachtwoord horen niet bij elkaar. Controleer ze allebei en probeer het "
            "nog een keer."
        ),
        "enter_current_password": "Dit is niet uw huidige wachtwoord. Typ het nog een keer.",
        "incorrect_code": "De code klopt niet of is verlopen. Vul de nieuwste code in.",
        "incorrect_password": "Dit is niet uw wachtwoord. Typ het nog een keer.",
        "invalid_password_reset": "De link is al gebruikt of is verlopen. Vraag een nieuwe link aan.",
        "too_many_login_attempts": "U heeft het te vaak geprobeerd. Wacht 5 minuten en probeer het dan nog een keer.",
        "same_as_current": "Dit is hetzelfde als nu. Vul iets anders in.",
        "rate_limited": "U heeft het te vaak geprobeerd. Wacht een paar minuten en probeer het dan nog een keer.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names: people sign in with their e-mail address."""

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Every way in passes here: password, passkey, employer."""
        if not user.may_sign_in:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def get_login_stages(self) -> list[str]:
        library_s, ours = "allauth.mfa.stages.AuthenticateStage", "network.oidc.OurSecondStep"
        return [ours if stage == library_s else stage for stage in super().get_login_stages()]

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        begin(request.session, time.time())

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago need not show again who they are."""
        a_moment_ago = time.time() - REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(self.request, self.request.user)
        return not any(record.get("at", 0) > a_moment_ago for record in records)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail goes through our own queue, and what has no kind there is not sent."""

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        if kind := _KIND_OF_NOTICE.get(template_prefix):
            mail.send_soon(user, kind)
        if template_prefix in _SECOND_STEP_SET_UP:
            # Whoever got in elsewhere with the password alone would from now on count as somebody with a second step.
            end_sessions(user, but=self.request.session.session_key)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Nobody signs in where TRUSTED_PROXIES is too high: one who guesses could make up another place each time."""
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            logger.error("TRUSTED_PROXIES is higher than the number of proxies before the portal")  # noqa: TRY400
            raise ImmediateHttpResponse(render(request, "account/sign_in_closed.html", status=503)) from None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords count per place and address together: a stranger who guesses locks nobody else out."""
        return f"{self.get_client_ip(request)} {credentials.get('email', '').lower()}"


class SecondStepAdapter(DefaultMFAAdapter):
    """The words of the second step, and the seal on its secrets."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Uw rol heeft een tweede stap nodig. Zet eerst een andere app of sleutel aan.",
        "cannot_generate_recovery_codes": "Zet eerst een app of sleutel aan. Daarna kunt u herstelcodes maken.",
        "incorrect_code": "De code klopt niet of is verlopen. Vul de nieuwste code uit uw app in.",
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.open_sealed(encrypted_text)

    def _get_site_name(self) -> str:
        return "Netwerkportaal"


class SignInBackend(AuthenticationBackend):
    """Checks passwords. Rights come from `network.policy` and from nowhere else.

    Asked again at every request: whoever left the network a moment ago is a visitor, with whatever session.
    """

    def get_user(self, user_id: int) -> Person | None:
        person = Person.objects.as_today(user_id)
        return person if person and self.user_can_authenticate(person) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return bool(user.may_sign_in)

    def _authenticate_by_email(self, email: str, password: str) -> Any:
        """By the address of the person alone, and by one question, whoever asks."""
        return self._check_password(Person.objects.with_address(email).first(), password)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()


class NewPasswordForm(ResetPasswordForm):
    """Asks for an address and does the same with every one."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        ask_new_password(self.cleaned_data["email"])
        return str(self.cleaned_data["email"])


class NewPasswordLink(UserTokenForm):
    """The link in the mail, for somebody who still may sign in."""

    def _get_user(self, uidb36: str) -> Person | None:
        person = super()._get_user(uidb36)
        return person if person and person.may_sign_in else None
