"""The one queue for mail. Every mail is a row of `Mailing`; its text is made when it goes out, and kept nowhere.

A mail holds a neutral subject, plain sentences and a link: no name, no figure, nothing of a record. The one that asks
whether an entry is still right also says its public phone and hours. Each part of the portal names its own kinds:

    @mail.kind("invitation", subject="Uw account voor het netwerkportaal", template="emails/invitation.txt")
    def invitation(mailing: Mailing) -> dict[str, object]: ...

The row says «verzonden» in the transaction that also talks to the mail server. So a worker that is killed never loses a
mail: the row still waits. Killed in the blink between the server's «yes» and our commit, it sends that one mail twice;
no mail can be had exactly once, but both carry the same Message-ID, by which most mailboxes keep one.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.template import Context, Template
from django.template.loader import get_template
from django.utils import timezone
from django.utils.crypto import salted_hmac
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from network.dates import today
from network.history import by_itself
from network.models import HomeAddress, Mailing, MailingState, Person
from network.smtp import NotNow, Refused, hand_over

logger = logging.getLogger(__name__)

# After each failed attempt, how long to wait: some two days in all, then we give up.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720, 720, 720, 720)]
OUR_FAULT = "fout in het portaal"
# The database went away while the worker stood: the row still waits, so its job does too, for some five minutes.
ONCE_THE_DATABASE_IS_BACK = RetryStrategy(max_attempts=60, wait=5, retry_exceptions=[OperationalError, InterfaceError])


class NoLongerNeeded(Exception):  # noqa: N818  (an answer, not an error)
    """Raised while a mail is made: what it was about is over, so it is not sent."""


@dataclass(frozen=True)
class Kind:
    """A kind of mail. `context` is called in the worker, right before sending, and may raise `NoLongerNeeded`."""

    name: str
    subject: str
    template: str
    context: Callable[[Mailing], dict[str, object]]


KINDS: dict[str, Kind] = {}


def kind(name: str, *, subject: str, template: str) -> Callable[..., Callable[[Mailing], dict[str, object]]]:
    """Name a kind of mail. The subject is the same for everybody; `template` is plain text and knows `portal_url`."""

    def add(context: Callable[[Mailing], dict[str, object]]) -> Callable[[Mailing], dict[str, object]]:
        KINDS[name] = Kind(name, subject, template, context)
        return context

    return add


def send_soon(person: Person, kind: str, address: str = "") -> Mailing:
    """Put a mail in the queue, to go out as soon as the current transaction is over.

    `address` is for what must not go to the person's own address, such as the notice to a former one.
    """
    mailing = Mailing.objects.create(person=person, kind=KINDS[kind].name, address=address)
    _defer(mailing)
    return mailing


def deliver(mailing: Mailing, *, patiently: bool = False) -> MailingState:
    """Try once to send a mail that waits, and say how it stands with it.

    Whoever comes second does nothing: while it is sent they go on at once, or `patiently` wait how that ends.
    """
    with transaction.atomic():
        ready = Mailing.objects.ready().select_related("person")
        found = ready.select_for_update(of=("self",), skip_locked=not patiently).filter(pk=mailing.pk).first()
        if found is None or is_a_copy():
            stands = Mailing.objects.filter(pk=mailing.pk).first() or mailing
            return MailingState(stands.state)
        note_home()
        _try(found)
        found.save()
    logger.info("mail", extra={"kind": found.kind, "status": found.state})
    return MailingState(found.state)


def deliver_all() -> None:
    """Try everything that waits and whose time has come: also what a killed worker left behind."""
    for mailing in list(Mailing.objects.ready()):
        deliver(mailing)


@app.task(name="network.deliver_mail", queue="mail", retry=ONCE_THE_DATABASE_IS_BACK)
def deliver_mail(mailing_id: int) -> None:
    if mailing := Mailing.objects.filter(pk=mailing_id).first():
        with by_itself():
            deliver(mailing)


def try_again(person: Person) -> int:
    """Somebody says that the address works, or it changed: send what was refused in the last month. How many."""
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(mail_refused_on=None)
        month_ago = timezone.now() - timedelta(days=30)
        refused = list(person.mailings.filter(state=MailingState.REFUSED, created_at__gt=month_ago))
        for mailing in refused:
            mailing.state, mailing.attempts, mailing.try_again_at = MailingState.WAITING, 0, timezone.now()
            mailing.save()
            _defer(mailing)
    return len(refused)


def note_refusal(person: Person) -> None:
    """Nothing more goes to this address until `try_again`."""
    Person.objects.filter(pk=person.pk, mail_refused_on=None).update(mail_refused_on=today())


def is_a_copy() -> bool:
    """Does this database belong to a portal at another address? Then it was restored elsewhere, and sends nothing."""
    return HomeAddress.objects.exclude(host=own_host()).exists()


def note_home(*, moved: bool = False) -> None:
    """Note where this portal answers, the first time; or anew, when it moved for good."""
    if moved:
        HomeAddress.objects.update_or_create(pk=1, defaults={"host": own_host()})
    else:
        HomeAddress.objects.get_or_create(pk=1, defaults={"host": own_host()})


def own_host() -> str:
    return urlsplit(settings.PORTAL_URL).hostname or "localhost"


def _try(mailing: Mailing) -> None:
    """Send, and note on the row how that went."""
    person = mailing.person
    goes_to_the_person = mailing.address.lower() in {"", person.email.lower()}
    if person.erased_on:
        return _end(mailing, MailingState.WITHDRAWN)
    if goes_to_the_person and person.mail_refused_on:
        return _end(mailing, MailingState.REFUSED)
    mailing.attempts += 1
    try:
        with transaction.atomic():
            text = text_of(mailing)
        hand_over(
            text, subject=KINDS[mailing.kind].subject, to=mailing.address or person.email, message_id=_id_of(mailing)
        )
    except NoLongerNeeded:
        return _end(mailing, MailingState.WITHDRAWN)
    except Refused as refused:
        if not goes_to_the_person:
            return _end(mailing, MailingState.GIVEN_UP, problem=str(refused))
        note_refusal(person)
        return _end(mailing, MailingState.REFUSED, problem=str(refused))
    except NotNow as problem:
        return _wait(mailing, problem=str(problem))
    except Exception:
        logger.exception("a mail could not be made", extra={"kind": mailing.kind})
        return _wait(mailing, problem=OUR_FAULT)
    mailing.sent_at = timezone.now()
    return _end(mailing, MailingState.SENT)


def subject_of(mailing: Mailing) -> str:
    """What the log calls a mail; a kind that no longer exists keeps its name."""
    return KINDS[mailing.kind].subject if mailing.kind in KINDS else mailing.kind


def _id_of(mailing: Mailing) -> str:
    """The same at each attempt, and telling nothing."""
    return f"<{salted_hmac('network.mail', str(mailing.pk)).hexdigest()[:32]}@{own_host()}>"


def text_of(mailing: Mailing) -> str:
    """What the mail says. Plain text, so nothing is escaped."""
    of_kind = KINDS[mailing.kind]
    template: Template = get_template(of_kind.template).template  # type: ignore[attr-defined]  # Django's own engine
    context = {"portal_url": settings.PORTAL_URL, **of_kind.context(mailing)}
    return template.render(Context(context, autoescape=False))


def _end(mailing: Mailing, state: MailingState, *, problem: str = "") -> None:
    mailing.state, mailing.problem, mailing.address = state, problem, ""


def _wait(mailing: Mailing, *, problem: str) -> None:
    if mailing.attempts > len(WAITS):
        _end(mailing, MailingState.GIVEN_UP, problem=problem)
        return
    mailing.problem, mailing.try_again_at = problem, timezone.now() + WAITS[mailing.attempts - 1]
    _defer(mailing)


def _defer(mailing: Mailing) -> None:
    """Wake the worker when the row is really there. Should this fall away, `deliver_all` finds the row."""
    job = deliver_mail.configure(schedule_at=mailing.try_again_at)
    transaction.on_commit(lambda: job.defer(mailing_id=mailing.pk))
