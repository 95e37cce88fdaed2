"""The mails about an account. Links are made while a mail goes out, and start with the portal's own address."""

import secrets
from hashlib import sha256

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.urls import reverse

from network import mail
from network.models import Mailing, Person

ADDRESS_SALT = "network.new-address"
ADDRESS_LINK_LASTS = 3 * 24 * 3600  # seconds


def digest_of(token: str) -> str:
    """What the database knows of a link: enough to recognise it, too little to make it."""
    return sha256(token.encode()).hexdigest()


@mail.kind("invitation", subject="Uitnodiging voor het netwerkportaal", template="emails/invitation.txt")
def invitation(mailing: Mailing) -> dict[str, object]:
    found = mailing.person.invitations.open().filter(email__iexact=mailing.person.email).first()
    if found is None:
        raise mail.NoLongerNeeded
    token = secrets.token_urlsafe(32)
    found.token_digest = digest_of(token)
    found.save(update_fields=["token_digest"])
    return {"link": _link("account_invitation", token=token)}


@mail.kind("password_reset", subject="Kies een nieuw wachtwoord", template="emails/password_reset.txt")
def password_reset(mailing: Mailing) -> dict[str, object]:
    person = mailing.person
    if not person.may_sign_in:
        raise mail.NoLongerNeeded
    key = default_token_generator.make_token(person)
    return {"link": _link("account_reset_password_from_key", uidb36=user_pk_to_url_str(person), key=key)}


@mail.kind("new_address", subject="Bevestig uw e-mailadres", template="emails/new_address.txt")
def new_address(mailing: Mailing) -> dict[str, object]:
    """Goes to the new address, unless it belongs to somebody else: then nothing goes anywhere."""
    person = mailing.person
    if not person.may_sign_in or not mailing.address or Person.objects.with_address(mailing.address).exists():
        raise mail.NoLongerNeeded
    token = signing.dumps([person.pk, person.email, mailing.address], salt=ADDRESS_SALT)
    return {"link": _link("account_new_address", token=token)}


@mail.kind("address_changed", subject="Uw e-mailadres is gewijzigd", template="emails/notice.txt")
def address_changed(mailing: Mailing) -> dict[str, object]:
    return {"what": "Het e-mailadres van uw account in het netwerkportaal is gewijzigd."}


@mail.kind("password_changed", subject="Uw wachtwoord is gewijzigd", template="emails/notice.txt")
def password_changed(mailing: Mailing) -> dict[str, object]:
    return {"what": "Het wachtwoord van uw account in het netwerkportaal is gewijzigd."}


@mail.kind("second_step_changed", subject="Uw tweede stap is gewijzigd", template="emails/notice.txt")
def second_step_changed(mailing: Mailing) -> dict[str, object]:
    return {"what": "Bij uw account in het netwerkportaal is een app, sleutel of herstelcode gewijzigd."}


@mail.kind("second_step_asked", subject="Wilt u uw tweede stap opnieuw instellen?", template="emails/notice.txt")
def second_step_asked(mailing: Mailing) -> dict[str, object]:
    what = (
        "Iemand heeft gevraagd om de tweede stap van uw account in het netwerkportaal te wissen. Wilt u dat niet, dan"
        " stopt u de aanvraag na het inloggen bij «Tweede stap bij inloggen»."
    )
    return {"what": what}


@mail.kind("second_step_cleared", subject="Stel uw tweede stap opnieuw in", template="emails/notice.txt")
def second_step_cleared(mailing: Mailing) -> dict[str, object]:
    return {"what": "De tweede stap van uw account is gewist. U stelt hem opnieuw in als u weer inlogt."}


def _link(name: str, **arguments: str) -> str:
    return f"{settings.PORTAL_URL}{reverse(name, kwargs=arguments)}"
