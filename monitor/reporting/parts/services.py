"""Sociale kaart: how much help there is, how much of it somebody checked, what came and went, and what is missing.

Of the whole region, or of what serves the municipality that the report is about. An entry keeps only the day of its
last check: one that was checked again after the reference date counts as checked. What was new, closed or withdrawn
comes from the history, which knows each day. For a municipality the entries of today are followed, because of their
working area no history is kept.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from monitor.reporting.meetings import Days
from monitor.reporting.part import Place, Row
from network.dutch import enumeration, number
from partners.models import Audience, CarePillar, CareService, Organisation, ServiceStatus
from partners.models.directory import CareServiceQuerySet
from partners.upkeep import due_on

if TYPE_CHECKING:
    from monitor.reporting.live import Live

LIVE = {ServiceStatus.PUBLISHED, ServiceStatus.CLOSED}


@dataclass(frozen=True)
class PartnerEntries:
    """A partner with its entries, and how many of them were checked within their own rhythm."""

    organisation: str
    entries: int
    in_time: int


@dataclass(frozen=True)
class ChangedEntry:
    short_id: str
    name: str
    organisation: str
    for_professionals: bool = False  # for them alone; reports that were adopted before this was told don't know


@dataclass(frozen=True)
class WithoutHelp:
    """The pijlers in which a doelgroep finds no help."""

    audience: str
    pillars: tuple[str, ...]

    @property
    def in_words(self) -> str:
        return enumeration(self.pillars)


@dataclass(frozen=True)
class Services:
    where: str  # «de regio», or a municipality
    total: int
    recent: int  # not «niet recent gecontroleerd», as everywhere in the portal
    in_time: int  # by the rhythm that each entry has of its own
    never: int
    partners: tuple[PartnerEntries, ...]  # those with something to check
    added: tuple[ChangedEntry, ...]
    closed: tuple[ChangedEntry, ...]
    withdrawn: tuple[ChangedEntry, ...]
    without_help: tuple[WithoutHelp, ...]

    @property
    def in_words(self) -> str:
        """«31 van 48 recent gecontroleerd»"""
        return f"{self.recent} van {self.total} recent gecontroleerd"

    @property
    def cells(self) -> int:
        """How many combinations of doelgroep and pijler there are."""
        return len(Audience) * len(CarePillar)

    @property
    def empty_cells(self) -> int:
        return sum(len(line.pillars) for line in self.without_help)

    @property
    def changes(self) -> list[tuple[str, tuple[ChangedEntry, ...]]]:
        return [("Nieuw", self.added), ("Tijdelijk gesloten", self.closed), ("Ingetrokken", self.withdrawn)]


def build(live: "Live") -> Services:
    """In three queries, whatever the number of entries."""
    municipality = live.report.municipality
    followed = CareService.objects.found_from(municipality) if municipality else None
    here = followed if followed is not None else CareService.objects.all()
    held = list(here.published(live.on).select_related("organisation").order_by("organisation__name", "pk"))
    due = {service.pk: due_on(service) for service in held}
    in_time = {pk for pk, day in due.items() if day and day > live.on}
    return Services(
        where=municipality.name if municipality else "de regio",
        total=len(held),
        recent=sum(service.is_recently_confirmed(live.on) for service in held),
        in_time=len(in_time),
        never=sum(day is None for day in due.values()),
        partners=tuple(_partners(held, in_time)),
        **_changes(Days.of(live.report), followed),
        without_help=tuple(_without_help(held)),
    )


def _without_help(held: Iterable[CareService]) -> Iterator[WithoutHelp]:
    filled = {(word, pillar) for service in held for word in service.audiences for pillar in service.pillars}
    for audience in Audience:
        missing = tuple(str(pillar.label) for pillar in CarePillar if (audience, pillar) not in filled)
        if missing:
            yield WithoutHelp(str(audience.label), missing)


def _partners(held: Iterable[CareService], in_time: set[int]) -> Iterator[PartnerEntries]:
    found: dict[Organisation, list[bool]] = {}
    for service in held:
        found.setdefault(service.organisation, []).append(service.pk in in_time)
    for organisation, checked in found.items():
        if not all(checked):
            yield PartnerEntries(str(organisation), len(checked), sum(checked))


# --- what came and went ----------------------------------------------------------------------------------------------


def _changes(days: Days, followed: CareServiceQuerySet | None) -> dict[str, tuple[ChangedEntry, ...]]:
    """Where each entry that changed stood just before the first day and at the end of the last one."""
    events: Any = CareService.pgh_event_model.objects.all()  # type: ignore[attr-defined]  # set by pghistory
    if followed is not None:
        events = events.filter(pgh_obj_id__in=followed.values("pk"))
    begin, end = _midnight(days.first), _midnight(days.last + timedelta(days=1))
    newest = events.filter(pgh_created_at__lt=end).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    changed = events.filter(pgh_created_at__gte=begin, pgh_created_at__lt=end).values("pgh_obj_id")
    before = dict(
        events.filter(pgh_created_at__lt=begin, pgh_obj_id__in=changed)
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
        .values_list("pgh_obj_id", "status")
    )
    found: dict[str, list[ChangedEntry]] = {"added": [], "closed": [], "withdrawn": []}
    for event in newest.filter(pgh_obj_id__in=changed).select_related("organisation"):
        kind = what_happened(before.get(event.pgh_obj_id, ""), _status(event))
        if kind:
            alone = event.audiences == [Audience.PROFESSIONAL]
            found[kind].append(ChangedEntry(event.short_id, event.name, str(event.organisation), alone))
    return {kind: tuple(sorted(entries, key=lambda entry: entry.name)) for kind, entries in found.items()}


def _status(event: Any) -> str:
    return "" if event.pgh_label == "verwijderd" else str(event.status)


def what_happened(before: str, after: str) -> str:
    """The name of the list on which it stands, or nothing when it is as it was."""
    if after in LIVE and before not in LIVE:
        return "added"
    if before in LIVE and after not in LIVE:
        return "withdrawn"
    return "closed" if after == ServiceStatus.CLOSED and before != after else ""


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def rows(body: Services) -> Iterator[Row]:
    subject, unit = f"Sociale kaart van {body.where}", "keer hulp"
    if body.total:
        yield from _checked(body, subject, unit)
    for title, entries in body.changes:
        yield Row(subject, title.lower(), number(len(entries)), unit)
        yield from (Row(f"{entry.name}, {entry.organisation}", "wat er gebeurde", title.lower()) for entry in entries)
    if body.total and body.without_help:
        yield Row(subject, "doelgroep en pijler zonder aanbod", number(body.empty_cells), f"van {number(body.cells)}")
        yield from (Row(line.audience, "geen aanbod in", line.in_words) for line in body.without_help)


def _checked(body: Services, subject: str, unit: str) -> Iterator[Row]:
    yield Row(subject, "totaal", number(body.total), unit)
    yield Row(subject, "recent gecontroleerd", str(body.recent), unit)
    yield Row(subject, "gecontroleerd binnen het eigen ritme", number(body.in_time), unit)
    if body.never:
        yield Row(subject, "nog nooit gecontroleerd", number(body.never), unit)
    for partner in body.partners:
        yield Row(partner.organisation, "aanbod", number(partner.entries), unit)
        yield Row(partner.organisation, "gecontroleerd binnen het eigen ritme", number(partner.in_time), unit)


def places(body: Services) -> Iterator[Place]:
    for _, entries in body.changes:
        for entry in entries:
            url = reverse("partners:service-detail", args=[entry.short_id])
            yield Place(f"In het aanbod «{entry.name}»", entry.name, url)
