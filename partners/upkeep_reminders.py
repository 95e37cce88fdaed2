"""Asking partners whether their entries are still right: one mail with a link per entry. No need to sign in.

Each entry is asked of one editor at a time: first who confirmed it last, then a colleague. It has a day of its own in
the two weeks before it is due, so that not everything goes out at once. Whoever was mailed less than 25 days ago waits;
what was due meanwhile goes along the next time. After two mails in vain the coordinator is told, on «Nakijken».
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from network import mail, schedule
from network.account_mails import digest_of
from network.models import Mailing, MailingState, Person
from partners.models import CareService, ConfirmLink
from partners.upkeep import ASKS_BEFORE_ESCALATION, due_on, reachable_editors, to_confirm, with_asks
from partners.upkeep_facts import hours_in_short, phone_in_short

logger = logging.getLogger(__name__)

KIND = "entries_to_confirm"
CAMPAIGN_KIND = "campaign"
ENTRIES_PER_MAIL = 4
BETWEEN_MAILS = timedelta(days=25)
SPREAD = 14  # days before its due day in which an entry has the day on which it is asked about


@dataclass(frozen=True)
class AskedEntry:
    """What a mail says of an entry: what visitors see too, and no name, for a name may tell too much."""

    phone: str
    hours: str
    link: str


@mail.kind(KIND, subject="Wilt u kijken of uw gegevens nog kloppen?", template="emails/entries_to_confirm.txt")
def entries_to_confirm(mailing: Mailing) -> dict[str, object]:
    """The entries as they stand when the mail goes out; what was answered or is no longer theirs is left out."""
    person = mailing.person
    links = person.confirm_links.unanswered().select_related("service")
    secrets = {link.service_id: secret_of(mailing, link.service_id) for link in links}
    asked = [link.service_id for link in links if digest_of(secrets[link.service_id]) == link.digest]
    services = CareService.objects.published().of_organisations(person.editor_of).filter(pk__in=asked)
    entries = [
        AskedEntry(
            phone=phone_in_short(service),
            hours=hours_in_short(service),
            link=f"{settings.PORTAL_URL}{reverse('partners:confirm-link', args=[secrets[service.pk]])}",
        )
        for service in services.with_what_members_see()
    ]
    if not entries or not person.may_sign_in:
        raise mail.NoLongerNeeded
    return {"entries": entries, "list_path": reverse("partners:upkeep-list")}


def secret_of(mailing: Mailing, service_id: int) -> str:
    """The same at each attempt to send the mail, so that it needn't be kept anywhere."""
    what = f"{mailing.pk}:{mailing.person_id}:{mailing.created_at.isoformat()}:{service_id}"
    return salted_hmac("partners.confirm_link", what, algorithm="sha256").hexdigest()


@transaction.atomic
def ask(person: Person, services: Iterable[CareService]) -> Mailing:
    """Queue one mail about these entries, with a link for each."""
    mailing = mail.send_soon(person, KIND)
    ConfirmLink.objects.bulk_create(
        ConfirmLink(
            service=service,
            person=person,
            digest=digest_of(secret_of(mailing, service.pk)),
            made_at=mailing.created_at,
        )
        for service in services
    )
    return mailing


def ask_again(link: ConfirmLink) -> None:
    """A new link instead of one whose time is over, to the same person; not when a newer one is still good."""
    newer = link.person.confirm_links.filter(service=link.service, made_at__gt=link.made_at)
    if not any(not other.has_expired for other in newer):
        ask(link.person, [link.service])


@schedule.daily("entries-to-confirm", hour=7, minute=30)
def ask_everybody(since: datetime, until: datetime) -> None:
    if mail.is_a_copy():
        return
    for person, services in whom_to_ask(timezone.localdate(until)).items():
        try:
            ask(person, services)
        except Exception:  # one person's trouble keeps nobody else from their mail
            logger.exception("a question about entries could not be sent", extra={"person": person.pk})


def whom_to_ask(on: date) -> dict[Person, list[CareService]]:
    """Which entries to ask of whom. An entry whose editors were all mailed lately waits for its turn."""
    editors = _editors_by_organisation(on)
    before = _asked_before()
    asked: dict[Person, list[CareService]] = defaultdict(list)
    for service in _to_ask_about(on):
        free = [person for person in editors[service.organisation_id] if len(asked[person]) < ENTRIES_PER_MAIL]
        if free:
            asked[min(free, key=lambda person: _turn(person, service, before, len(asked[person])))].append(service)
    return {person: services for person, services in asked.items() if services}


def _turn(person: Person, service: CareService, before: set[tuple[int, int]], load: int) -> tuple[bool, bool, int, int]:
    """Who was asked in vain comes last; who confirmed it before comes first; then who has the least to do."""
    return ((service.pk, person.pk) in before, person.pk != service.verified_by_id, load, person.pk)


def _to_ask_about(on: date) -> list[CareService]:
    """What is due, each on its own day in the weeks before, and was not asked lately or twice in vain already."""
    soon = with_asks(to_confirm(CareService.objects.published(on), on + timedelta(days=SPREAD)), on)
    not_lately = Q(last_asked_at=None) | Q(last_asked_at__date__lte=on - BETWEEN_MAILS)
    not_in_vain = Q(asks__lt=ASKS_BEFORE_ESCALATION)
    return [
        service
        for service in soon.filter(not_lately, not_in_vain)
        if (due := due_on(service)) is None or due <= on + timedelta(days=service.pk % SPREAD)
    ]


def mailed_lately(on: date) -> set[int]:
    """Who was asked to look at entries less than 25 days ago, by a reminder or in a campaign."""
    sent = Mailing.objects.filter(kind__in=[KIND, CAMPAIGN_KIND], created_at__date__gt=on - BETWEEN_MAILS)
    return set(sent.exclude(state=MailingState.WITHDRAWN).values_list("person", flat=True))


def _editors_by_organisation(on: date) -> dict[int, list[Person]]:
    lately = mailed_lately(on)
    editors: dict[int, list[Person]] = defaultdict(list)
    for membership in reachable_editors(on).filter(person__wants_reminders=True).select_related("person"):
        if membership.person_id not in lately:
            editors[membership.organisation_id].append(membership.person)
    return editors


def _asked_before() -> set[tuple[int, int]]:
    return set(ConfirmLink.objects.unanswered().values_list("service", "person"))
