"""Netwerk en overeenkomsten: who takes part, what was agreed, and what is not filled.

Partners, signatures and seats are told as of the reference date. The domain of a partner has no date, nor has the day
on which somebody gave notice: an agreement that was ended later may say so already. An agreement that is confidential,
or that is still a draft, is not told at all, not even as a number; nor is the name of a person.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.urls import reverse

from monitor.reporting.meetings import Days
from monitor.reporting.part import Place, Row
from monitor.reporting.sections import PartnerDay
from network.dutch import long_date, number, short_date
from partners.life_cycle import (
    AT_AN_END,
    IN_FORCE,
    AgreementStatus,
    Terms,
    add_months,
    notice_date,
    status_note,
    status_on,
)
from partners.models import Agreement, AgreementParty, Body, Domain, Seat
from partners.models.agreements import AgreementQuerySet
from partners.register import Participation, taking_part_on

if TYPE_CHECKING:
    from monitor.reporting.live import Live

MONTHS_AHEAD = 6
AGREEMENTS = "overeenkomsten"


@dataclass(frozen=True)
class DomainPartners:
    domain: str
    partners: int

    @property
    def missing(self) -> str:
        return "" if self.partners else f"Er is nog geen partner uit het {self.domain}."


@dataclass(frozen=True)
class AgreementLine:
    """An agreement with what there is to know of it: «2 van 6 ondertekend», «loopt af op 31 december 2026»."""

    pk: int
    title: str
    kind: str
    note: str


@dataclass(frozen=True)
class EmptySeats:
    """How many seats of a body belong to somebody who left."""

    pk: int
    body: str
    number: int


@dataclass(frozen=True)
class Alliance:
    """The network on the reference date, and what changed in it since the period began."""

    partners: int
    domains: tuple[DomainPartners, ...]
    joined: tuple[PartnerDay, ...]
    left: tuple[PartnerDay, ...]
    in_force: tuple[AgreementLine, ...]
    to_sign: tuple[AgreementLine, ...]
    signed: tuple[AgreementLine, ...]  # and not begun
    expiring: tuple[AgreementLine, ...]  # of those in force
    ended: tuple[AgreementLine, ...]  # in the period
    empty_seats: tuple[EmptySeats, ...]

    @property
    def changes(self) -> list[tuple[str, tuple[PartnerDay, ...]]]:
        return [("Kwam erbij", self.joined), ("Ging weg", self.left)]

    @property
    def agreements(self) -> list[tuple[str, tuple[AgreementLine, ...]]]:
        """What asks for somebody comes first; each stands once, and nothing of what there is none of."""
        ending = {line.pk for line in self.expiring}
        groups = [
            ("Ter ondertekening", self.to_sign),
            (f"Loopt af binnen {MONTHS_AHEAD} maanden", self.expiring),
            ("Geëindigd in deze periode", self.ended),
            ("Getekend en nog niet begonnen", self.signed),
            ("Verder van kracht", tuple(line for line in self.in_force if line.pk not in ending)),
        ]
        return [(title, lines) for title, lines in groups if lines]

    @property
    def agreements_in_words(self) -> str:
        """«5 overeenkomsten zijn van kracht. 1 ligt ter ondertekening, en 2 lopen af binnen 6 maanden.»"""
        running, signing, ending = len(self.in_force), len(self.to_sign), len(self.expiring)
        return (
            f"{running} {'overeenkomst is' if running == 1 else 'overeenkomsten zijn'} van kracht. "
            f"{signing} {'ligt' if signing == 1 else 'liggen'} ter ondertekening, en "
            f"{ending} {'loopt' if ending == 1 else 'lopen'} af binnen {MONTHS_AHEAD} maanden."
        )


def build(live: "Live") -> Alliance:
    days, periods = Days.of(live.report), live.participations
    now = taking_part_on(live.on, periods)
    by_domain = Counter(partner.domain for partner in now)
    return Alliance(
        partners=len(now),
        domains=tuple(DomainPartners(str(each.label), by_domain[each]) for each in Domain),
        joined=_joined(periods, days),
        left=_left(periods, days),
        **_agreements(live, days),
        empty_seats=tuple(EmptySeats(*each) for each in live.rows(empty_seats_asked)),
    )


def _joined(periods: Iterable[Participation], days: Days) -> tuple[PartnerDay, ...]:
    found = [(each.starts_on, each.organisation.name) for each in periods if days.first <= each.starts_on <= days.last]
    return tuple(PartnerDay(name, day) for day, name in sorted(found))


def _left(periods: Iterable[Participation], days: Days) -> tuple[PartnerDay, ...]:
    ended = [(each.ends_on, each.organisation.name) for each in periods if each.ends_on]
    return tuple(PartnerDay(name, day) for day, name in sorted(ended) if days.first <= day <= days.last)


def empty_seats_asked(live: "Live") -> "QuerySet[Seat, tuple[int, str, int]]":
    on = live.on
    seats = Seat.objects.on(on).left_empty(on).filter(body__in=Body.objects.on(on).values("pk"))
    counted = seats.order_by().values_list("body", "body__name").annotate(number=Count("pk"))
    return counted.order_by("body__name", "body")


# --- agreements ------------------------------------------------------------------------------------------------------


def _agreements(live: "Live", days: Days) -> dict[str, tuple[AgreementLine, ...]]:
    """By the status that each had on that day."""
    on = live.on
    found: dict[str, list[AgreementLine]] = {
        "in_force": [],
        "to_sign": [],
        "signed": [],
        "expiring": [],
        "ended": [],
    }
    for agreement, terms in _with_terms(live):
        status = status_on(terms, on)
        if status == AgreementStatus.TO_SIGN:
            found["to_sign"].append(_line(agreement, _to_sign(agreement, terms, on)))
        elif status == AgreementStatus.SIGNED:
            starts = f"begint op {long_date(agreement.starts_on)}"
            found["signed"].append(_line(agreement, starts))
        elif status in IN_FORCE:
            found["in_force"].append(_line(agreement, _runs(terms, on)))
            if end := _ends_soon(terms, on):
                found["expiring"].append(_line(agreement, end))
        elif status in AT_AN_END and terms.last_day and days.first <= terms.last_day <= days.last:
            found["ended"].append(_line(agreement, f"{status.label}, laatste dag {long_date(terms.last_day)}"))
    return {name: tuple(lines) for name, lines in found.items()}


def agreements_asked(live: "Live") -> AgreementQuerySet:
    """What every member may read."""
    return Agreement.objects.open_to_members().filter(offered_on__lte=live.on).order_by("title", "pk").with_signing()


def parties_asked(live: "Live") -> "QuerySet[AgreementParty, tuple[int, date | None]]":
    """Of each party to those: which agreement, and when it signed."""
    read = Agreement.objects.open_to_members().filter(offered_on__lte=live.on).values("pk")
    parties = AgreementParty.objects.that_count().filter(version__agreement__in=read)
    return parties.values_list("version__agreement", "signed_on")


def _with_terms(live: "Live") -> Iterator[tuple[Agreement, Terms]]:
    """With the signatures of the reference date."""
    named: Counter[int] = Counter()
    signed: Counter[int] = Counter()
    for pk, day in live.rows(parties_asked):
        named[pk] += 1
        signed[pk] += day is not None and day <= live.on
    for agreement in live.rows(agreements_asked):
        yield agreement, replace(agreement.terms, named=named[agreement.pk], signed=signed[agreement.pk])


def _line(agreement: Agreement, note: str) -> AgreementLine:
    return AgreementLine(agreement.pk, agreement.title, agreement.get_kind_display(), note)


def _to_sign(agreement: Agreement, terms: Terms, on: date) -> str:
    by = f"; streefdatum {long_date(agreement.sign_by)}" if agreement.sign_by else ""
    return f"{status_note(terms, on)}{by}"


def _runs(terms: Terms, on: date) -> str:
    if terms.last_day:
        return f"tot en met {long_date(terms.last_day)}"
    return "verlengt zichzelf" if terms.is_renewed else "onbepaalde tijd"


def _ends_soon(terms: Terms, on: date) -> str:
    """When it ends, or until when notice can be given, where that is within half a year."""
    ahead = add_months(on, MONTHS_AHEAD)
    if terms.last_day:
        return f"loopt af op {long_date(terms.last_day)}" if terms.last_day <= ahead else ""
    notice = notice_date(terms, on)
    if notice and notice <= ahead:
        return f"verlengt zichzelf; opzeggen kan tot en met {long_date(notice)}"
    return ""


def rows(body: Alliance) -> Iterator[Row]:
    yield Row("Netwerk", "partners", number(body.partners), "partners")
    for domain in body.domains:
        yield Row("Netwerk", domain.domain, number(domain.partners), "partners", domain.missing)
    for title, partners in body.changes:
        yield Row("Netwerk", title.lower(), number(len(partners)), "partners")
        yield from (Row(partner.name, title.lower(), short_date(partner.day)) for partner in partners)
    yield Row("Overeenkomsten", "van kracht", number(len(body.in_force)), AGREEMENTS)
    for title, agreements in body.agreements:
        yield Row("Overeenkomsten", title.lower(), number(len(agreements)), AGREEMENTS)
        yield from (Row(line.title, title.lower(), line.note, note=line.kind) for line in agreements)
    for seats in body.empty_seats:
        yield Row(seats.body, "lege zetels", number(seats.number), "zetels")


def places(body: Alliance) -> Iterator[Place]:
    for _, agreements in body.agreements:
        for line in agreements:
            url = reverse("partners:agreement-detail", args=[line.pk])
            yield Place(f"In de overeenkomst «{line.title}»", line.title, url)
    for seats in body.empty_seats:
        yield Place(f"In het overleg «{seats.body}»", seats.body, reverse("partners:body-detail", args=[seats.pk]))
