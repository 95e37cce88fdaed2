"""Aanbod per soort hulp: the entries of the sociale kaart for people of a municipality, and how to reach them.

A report may become public, so an entry says what a visitor may read: no note for professionals, no name of who checked
it, and no address at all. What is in a secret place stands in the report of every municipality, as visitors find it:
which ones it works for may not tell where it is. Read as it is now, of what was valid on the reference date; hours
and numbers have no dates.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from monitor.reporting.part import Place, Row
from network.dutch import number
from partners.cards import Contact, ServiceCard, visitor_card
from partners.models import Audience, CareService, ServiceType
from partners.opening_hours import in_a_line
from partners.service_facts import Notice, labels, notices_for_members

if TYPE_CHECKING:
    from monitor.reporting.live import Live

OTHER_HELP = "andere hulp"


@dataclass(frozen=True)
class Way:
    """«telefoon 0800-0188 (gratis)», and when somebody answers, in words."""

    text: str
    hours: str


@dataclass(frozen=True)
class Entry:
    short_id: str
    name: str
    organisation: str
    for_whom: str
    other_kinds: str  # it stands under the first of its kinds; these are the others
    ways: tuple[Way, ...]
    notices: tuple[str, ...]
    checked: str
    is_old: bool


@dataclass(frozen=True)
class EntriesOfKind:
    kind: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Entries:
    name: str
    kinds: tuple[EntriesOfKind, ...]
    for_professionals: int  # entries for professionals alone, which stand in the portal only

    @property
    def lines(self) -> list[Entry]:
        return [entry for kind in self.kinds for entry in kind.entries]


def build(live: "Live") -> Entries:
    """In seven queries, whatever the number of entries."""
    municipality = live.report.municipality
    if municipality is None:
        return Entries("", (), 0)
    published = CareService.objects.published(live.on).found_from(municipality)
    shown = published.exclude(audiences=[Audience.PROFESSIONAL]).with_what_visitors_see()
    cards = [visitor_card(service, _noon(live.on)) for service in shown.order_by("name", "pk")]
    return Entries(
        name=municipality.name,
        kinds=tuple(_by_kind(cards, live.on)),
        for_professionals=published.filter(audiences=[Audience.PROFESSIONAL]).count(),
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _by_kind(cards: Iterable[ServiceCard], day: date) -> Iterator[EntriesOfKind]:
    found: dict[str, list[Entry]] = {}
    for card in cards:
        kinds = [str(kind.label) for kind in ServiceType if kind in card.service.service_types]
        first, *others = kinds or [OTHER_HELP]
        found.setdefault(first, []).append(_entry(card, others, day))
    for label in (*ServiceType.labels, OTHER_HELP):
        if label in found:
            yield EntriesOfKind(str(label), tuple(found[label]))


def _entry(card: ServiceCard, others: Iterable[str], day: date) -> Entry:
    service = card.service
    return Entry(
        short_id=service.short_id,
        name=service.name,
        organisation=str(service.organisation),
        for_whom=", ".join(filter(None, [labels(Audience, service.audiences), card.ages])),
        other_kinds=", ".join(others),
        ways=tuple(map(_way, card.for_clients)),
        notices=tuple(_in_words(notice) for notice in notices_for_members(service, day)),
        checked=card.freshness.text,
        is_old=card.freshness.is_old,
    )


def _in_words(notice: Notice) -> str:
    """«Dit aanbod is nu gesloten. Weer open op 2 maart 2027.»"""
    return f"{notice.title}. {notice.text}".strip()


def _way(contact: Contact) -> Way:
    notes = f" ({', '.join(contact.notes)})" if contact.notes else ""
    return Way(f"{contact.kind} {contact.text}{notes}", in_a_line(contact.days))


def rows(body: Entries) -> Iterator[Row]:
    if body.kinds:
        yield Row("Sociale kaart", "aantal", number(len(body.lines)), "keer hulp")
    for kind in body.kinds:
        for entry in kind.entries:
            subject = f"{entry.name}, {entry.organisation}"
            if entry.other_kinds:
                yield Row(subject, "ook", entry.other_kinds)
            yield Row(subject, "voor wie", entry.for_whom, note=kind.kind)
            yield from (Row(subject, "bereikbaar", way.text, note=way.hours) for way in entry.ways)
            yield from (Row(subject, "let op", notice) for notice in entry.notices)
            yield Row(subject, "controle", entry.checked)
    if body.for_professionals:
        yield Row("Sociale kaart", "alleen voor professionals", number(body.for_professionals), "keer hulp")


def places(body: Entries) -> Iterator[Place]:
    """A number or an address on the web is meant to be read; names and notices are words of people."""
    for entry in body.lines:
        url = reverse("partners:service-detail", args=[entry.short_id])
        for text in (entry.name, *entry.notices):
            yield Place(f"In het aanbod «{entry.name}»", text, url)
