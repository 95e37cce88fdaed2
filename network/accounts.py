"""Signing in: by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from network.models import Person


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names: people sign in with their e-mail address."""


class SignInBackend(AuthenticationBackend):
    """Checks passwords. Rights come from `network.policy` and from nowhere else."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()


def path_to_choose_a_password(person: Person) -> str:
    """The path of a page where an invited person chooses a password; works once and expires."""
    key = default_token_generator.make_token(person)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
