"""What happens to an account: invited, accepted, at another address, out everywhere, a second step lost."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from network import account_mails, mail, schedule, sealing
from network.history import because, by_itself
from network.models import Invitation, Person, SecondFactorReset
from network.policy import must_wait_for_a_reset

INVITATION_LASTS = timedelta(days=7)
RESET_WAITS = timedelta(hours=24)
ONE_RESET_MAIL_IN = timedelta(minutes=1)


class NotPossible(Exception):  # noqa: N818  (an answer that a page tells)
    """The flow can't go on; the message is Dutch and says what to do."""


# --- invitations -------------------------------------------------------------------------------------------------


@transaction.atomic
def invite(person: Person, *, by: Person | None) -> Invitation:
    """Send a letter to the address of now. Only the newest letter works."""
    withdraw_invitations(person)
    expires_at = timezone.now() + INVITATION_LASTS
    invitation = Invitation.objects.create(person=person, email=person.email, invited_by=by, expires_at=expires_at)
    mail.send_soon(person, "invitation")
    return invitation


def withdraw_invitations(person: Person) -> int:
    """Whatever letter is still on its way opens nothing any more."""
    waiting = person.invitations.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return waiting.update(withdrawn_at=timezone.now())


def open_invitation(token: str) -> Invitation | None:
    """The letter with this link, if it still holds: for this person, at this address, in this network."""
    digest = account_mails.digest_of(token)
    invitation = Invitation.objects.open().filter(token_digest=digest).select_related("person").first()
    return invitation if invitation and _still_holds(invitation) else None


def open_invitation_of(person: Person) -> Invitation | None:
    """The letter that waits for somebody whose employer just told us who they are."""
    invitation = person.invitations.open().select_related("person").first()
    return invitation if invitation and _still_holds(invitation) else None


def _still_holds(invitation: Invitation) -> bool:
    person = invitation.person
    return invitation.email.lower() == person.email.lower() and person.is_in_the_network and person.erased_on is None


@transaction.atomic
def accept_invitation(invitation: Invitation, *, password: str | None) -> Person:
    """Use the letter, once. Without a password this person signs in through their employer."""
    person = Person.objects.select_for_update().get(pk=invitation.person_id)
    with because("uitnodiging aangenomen", by=person):
        if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now()):
            raise NotPossible("Deze uitnodiging is al gebruikt.")
        person.is_active = True
        person.set_password(password)
        person.save()
        _keep_one_address(person)
    return person


def _keep_one_address(person: Person) -> None:
    """One address per person, the one they sign in with; proven, since a link that was sent there was used.

    Which account at the employer belongs to it is learnt anew.
    """
    SocialAccount.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


# --- a forgotten password ------------------------------------------------------------------------------------------


def ask_new_password(address: str) -> None:
    """Costs the same for every address: who it belongs to is looked up later, by the worker."""
    new_password_asked.defer(sealed_address=sealing.seal(address))


@app.task(name="network.new_password_asked", queue="mail")
def new_password_asked(sealed_address: str) -> None:
    person = Person.objects.with_address(sealing.open_sealed(sealed_address)).first()
    if person is None or not person.may_sign_in:
        return
    lately = timezone.now() - ONE_RESET_MAIL_IN
    if not person.mailings.filter(kind="password_reset", created_at__gt=lately).exists():
        mail.send_soon(person, "password_reset")


# --- another address -----------------------------------------------------------------------------------------------


def ask_new_address(person: Person, *, address: str) -> None:
    """Mail a link to the new address. Until it is used nothing changes."""
    mail.send_soon(person, "new_address", address=address)


def address_in_link(token: str) -> tuple[Person, str] | None:
    """Whose address changes and into what, while the link holds and the person still has the address of then."""
    try:
        pk, old, new = signing.loads(token, salt=account_mails.ADDRESS_SALT, max_age=account_mails.ADDRESS_LINK_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.with_address(old).filter(pk=pk).first()
    if person is None or not person.may_sign_in or Person.objects.with_address(new).exists():
        return None
    return person, new


@transaction.atomic
def change_address(person: Person, *, address: str, session_to_keep: str | None = None) -> None:
    """From now on this is the address. Tells the old and the new one, and ends what was open elsewhere."""
    former = person.email
    with because("nieuw e-mailadres"):
        person.email, person.mail_refused_on = address.lower(), None
        person.save()
        withdraw_invitations(person)
    _keep_one_address(person)
    end_sessions(person, but=session_to_keep)
    mail.send_soon(person, "address_changed", address=former)
    mail.send_soon(person, "address_changed")


# --- sessions ------------------------------------------------------------------------------------------------------


def end_sessions(person: Person, *, but: str | None = None) -> int:
    """Sign somebody out everywhere (but in one browser). Returns in how many they were signed in.

    Looks into every live session, so that none is missed, however it began; an idle one ends in half an hour, so
    there are never many.
    """
    live = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=but)
    keys = [session.session_key for session in live if session.get_decoded().get(SESSION_KEY) == str(person.pk)]
    UserSession.objects.filter(user=person).exclude(session_key=but).delete()
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    return ended


@schedule.daily("accounts", hour=4)
def tidy_accounts(since: object, until: object) -> None:
    """What is over goes: sessions that ended, resets that are due, seals of a former key."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    carry_out_due_resets()
    sealing.reseal_all()


# --- a second step that is lost --------------------------------------------------------------------------------------


def has_second_step(person: Person) -> bool:
    return bool(Authenticator.objects.filter(user=person).exists())


@transaction.atomic
def ask_second_factor_reset(person: Person, *, by: Person) -> SecondFactorReset:
    """The first of two people. The person hears of it at once, and can say no."""
    if person == by:
        raise NotPossible("U kunt dit niet voor uzelf vragen. Vraag het een andere coördinator of de beheerder.")
    # Of two who ask at the same moment, the second waits here for the first.
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.second_factor_resets.waiting().exists():
        raise NotPossible("Voor deze persoon loopt al een aanvraag.")
    if not has_second_step(person):
        raise NotPossible("Deze persoon heeft geen tweede stap. Er is niets om te wissen.")
    reset = SecondFactorReset.objects.create(person=person, asked_by=by)
    mail.send_soon(person, "second_step_asked")
    return reset


@transaction.atomic
def approve_second_factor_reset(reset: SecondFactorReset, *, by: Person) -> None:
    """The second of two people. Who can change much waits a day, so that a trick comes to light."""
    reset = SecondFactorReset.objects.select_for_update().get(pk=reset.pk)
    if by.pk in {reset.asked_by_id, reset.person_id}:
        raise NotPossible("Iemand anders dan de vrager geeft akkoord.")
    if not reset.is_waiting or reset.approved_at:
        raise NotPossible("Over deze aanvraag is al beslist.")
    now = timezone.now()
    reset.approved_by, reset.approved_at = by, now
    reset.not_before = now + (RESET_WAITS if must_wait_for_a_reset(reset.person) else timedelta())
    reset.save()
    carry_out_due_resets()
    carry_out_resets.configure(schedule_at=reset.not_before).defer()


@transaction.atomic
def refuse_second_factor_reset(reset: SecondFactorReset) -> None:
    """Anybody who may ask, and the person self, can stop it until it is done."""
    if not SecondFactorReset.objects.waiting().filter(pk=reset.pk).update(refused_at=timezone.now()):
        raise NotPossible("Over deze aanvraag is al beslist.")


@transaction.atomic
def carry_out_due_resets() -> int:
    """Clear the second step of everybody whose two people agreed and whose day of waiting is over."""
    due = SecondFactorReset.objects.waiting().filter(approved_at__isnull=False, not_before__lte=timezone.now())
    resets = list(due.select_for_update(of=("self",)).select_related("person"))
    for reset in resets:
        Authenticator.objects.filter(user=reset.person).delete()
        end_sessions(reset.person)
        reset.done_at = timezone.now()
        reset.save()
        mail.send_soon(reset.person, "second_step_cleared")
    return len(resets)


@app.task(name="network.carry_out_resets")
def carry_out_resets() -> None:
    with by_itself():
        carry_out_due_resets()
