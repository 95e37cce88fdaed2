"""Signing in through one's own employer, by OpenID Connect: for people with an invitation, and nobody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from network.account_flows import NotPossible, accept_invitation, open_invitation_of
from network.models import Person

View = Callable[..., HttpResponseBase]
THEIR_SECOND_STEP = "oidc"


class EmployerAdapter(DefaultSocialAccountAdapter):
    """Admits somebody by an address that the employer vouches for. Keeps nothing else that the employer tells."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The one of the settings; a row in a table adds no way in."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def serialize_instance(self, instance: Model) -> Any:
        """While somebody still has to give a code, the session keeps their number and nothing more of them."""
        return {"pk": instance.pk} if isinstance(instance, Person) else super().serialize_instance(instance)

    def deserialize_instance(self, model: type[Model], data: Any) -> Any:
        if model is Person:
            return Person.objects.get(pk=data["pk"])
        return super().deserialize_instance(model, data)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """Nobody is made out of what an employer tells."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        claims = sociallogin.account.extra_data
        sociallogin.account.extra_data = {}
        person = _admitted(sociallogin)
        if person is None:
            raise ImmediateHttpResponse(render(request, "account/not_invited.html", status=403))
        if sociallogin.is_existing:
            sociallogin.account.save()
        else:
            sociallogin.connect(request, person)
        methods = claims.get("id_token", {}).get("amr")
        if settings.OIDC_TRUSTS_SECOND_FACTOR and isinstance(methods, list) and "mfa" in methods:
            record_authentication(request, person, "mfa", type=THEIR_SECOND_STEP)


def _admitted(sociallogin: SocialLogin) -> Person | None:
    """Who the employer means, if that address was invited here. An open invitation is accepted by this."""
    vouched_for = [address.email for address in sociallogin.email_addresses if address.verified is True]
    person = Person.objects.with_address(vouched_for[0]).first() if vouched_for else None
    if person is None or (sociallogin.is_existing and sociallogin.user != person):
        return None
    if person.may_sign_in:
        return person if sociallogin.is_existing or not _is_known_by_another_account(person) else None
    invitation = open_invitation_of(person)
    if invitation is None:
        return None
    try:
        return accept_invitation(invitation, password=None)
    except NotPossible:
        return None


def _is_known_by_another_account(person: Person) -> bool:
    """An employer gives an address away again, to a successor; that is somebody else, until they are invited."""
    return SocialAccount.objects.filter(user=person).exists()


class OurSecondStep(AuthenticateStage):
    """Asks for our own second step, unless the employer's counts and was used."""

    def _should_handle(self, request: HttpRequest) -> bool:
        records = get_authentication_records(request, self.login.user)
        if any(record.get("type") == THEIR_SECOND_STEP for record in records):
            return False
        return bool(super()._should_handle(request))


def may_lead_to_the_employer(view: View) -> View:
    """A form on this page may lead to the employer: the content security policy of all others says it may not."""

    @wraps(view)
    def leading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if settings.OIDC_SERVER_URL:
            server = urlsplit(settings.OIDC_SERVER_URL)
            leads_to = {"form-action": [f"{server.scheme}://{server.netloc}"]}
            response._csp_update = leads_to  # type: ignore[attr-defined]  # noqa: SLF001  (django-csp reads it there)
        return response

    return leading
