"""The register of partners, as the network looks at it: by domain, and over the years."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.shortcuts import get_object_or_404

from network.dates import today
from network.history import Change, past_of, past_of_links, past_of_parts, telling
from network.models import Municipality, Person
from network.plain_words import alphabetical
from network.together import Part, alone
from partners.models import (
    Capacity,
    Domain,
    EarlierParticipation,
    Organisation,
    OrganisationKind,
    ServedMunicipality,
)
from partners.models.register import OrganisationQuerySet

MOST_NAMES = 3  # of a long list, the rest is a number


@dataclass(frozen=True)
class PartnerRow:
    """A partner in the list, with the municipalities it works for in a few words."""

    partner: Organisation
    area: str


@dataclass(frozen=True)
class DomainGroup:
    """The partners of one domain on a page of the list, and how many there are on all pages together."""

    domain: Domain
    rows: list[PartnerRow]
    total: int


def numbers_by_domain(partners: OrganisationQuerySet) -> dict[str, int]:
    return dict(counted_by_domain(partners))


def counted_by_domain(partners: OrganisationQuerySet) -> "QuerySet[Organisation, tuple[str, int]]":
    return partners.order_by().values_list("domain").annotate(number=Count("pk", distinct=True))


def missing_domains(numbers: dict[str, int]) -> list[Domain]:
    """Domains that nobody works in; every network needs all three (landelijke bouwstenen, bouwsteen 2)."""
    return [domain for domain in Domain if not numbers.get(domain)]


def nobody_from(domain: Domain) -> str:
    return f"Geen partner uit het {domain.label}"


def in_order(partners: OrganisationQuerySet) -> OrganisationQuerySet:
    """By domain, then by the name that people use; the municipalities last, as there are many that everybody knows."""
    domains = [When(domain=domain, then=Value(place)) for place, domain in enumerate(Domain)]
    return partners.order_by(
        Case(*domains, output_field=IntegerField()),
        Case(When(kind=OrganisationKind.MUNICIPALITY, then=Value(1)), default=Value(0)),
        alphabetical(Coalesce(NullIf("short_name", Value("")), "name")),
        "pk",
    )


def by_domain(
    on_page: Iterable[Organisation], totals: dict[str, int], region: Sequence[Municipality]
) -> list[DomainGroup]:
    """The partners of one page under their domain."""
    here: dict[str, list[PartnerRow]] = defaultdict(list)
    for partner in on_page:
        area = in_short(working_area(dict(partner.area_served), region))  # type: ignore[attr-defined]  # annotated
        here[partner.domain].append(PartnerRow(partner, area))
    return [DomainGroup(domain, here[domain], totals[domain]) for domain in Domain if here[domain]]


def working_area(names: Mapping[int, str], region: Iterable[Municipality]) -> str:
    """«Tiel en Buren», «alle 14 gemeenten» or nothing; of the municipalities with these names, by their ids."""
    all_of_them = {place.pk for place in region}
    elsewhere = sorted(name for pk, name in names.items() if pk not in all_of_them)
    if len(all_of_them) > 1 and all_of_them <= names.keys():
        return ", ".join([f"alle {len(all_of_them)} gemeenten", *elsewhere])
    return ", ".join(sorted(names.values()))


def in_short(area: str) -> str:
    """Beuningen, Buren, Culemborg en nog 4: for a cell of a table."""
    names = area.split(", ")
    rest = len(names) - MOST_NAMES
    return f"{', '.join(names[:MOST_NAMES])} en nog {rest}" if rest > 1 else area


def own_organisations(person: Person) -> QuerySet[Organisation]:
    """Whom this person works for."""
    return Organisation.objects.visible_to(person).filter(pk__in=person.member_of)


def organisation_or_404(person: Person, pk: int) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(person), pk=pk)


def capacity_or_404(person: Person, pk: int) -> Capacity:
    hours = Capacity.objects.select_related("organisation")
    return get_object_or_404(hours.filter(organisation__in=Organisation.objects.visible_to(person)), pk=pk)


# --- who came and who went ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Participation:
    """From when until when a partner takes part; without a last day it still does."""

    organisation: Organisation
    starts_on: date
    ends_on: date | None
    reason: str
    is_return: bool = False

    def counts_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


@dataclass
class Turnover:
    """Who joined and who left in a year, each in the order of the days."""

    year: int
    joined: list[Participation] = field(default_factory=list)
    left: list[Participation] = field(default_factory=list)

    @property
    def moves(self) -> "list[Move]":
        """All of them, so that a page can hold a part: who joined first, then who left."""
        return [*(Move(each, is_arrival=True) for each in self.joined), *(Move(each) for each in self.left)]


@dataclass(frozen=True)
class Move:
    """A partner that came or went."""

    participation: Participation
    is_arrival: bool = False

    @property
    def heading(self) -> str:
        return "Kwam erbij" if self.is_arrival else "Ging weg"


def participations(partners: QuerySet[Organisation]) -> list[Participation]:
    """All periods, the earlier ones included."""
    return periods_of(partners, earlier_of(partners))


def earlier_of(partners: QuerySet[Organisation]) -> QuerySet[EarlierParticipation]:
    return EarlierParticipation.objects.filter(organisation__in=partners).select_related("organisation")


def periods_of(partners: Iterable[Organisation], earlier: Iterable[EarlierParticipation]) -> list[Participation]:
    """Of these partners, and of `earlier_of` them."""
    first_days: dict[int, date] = {}
    for period in earlier:
        known = first_days.get(period.organisation_id, period.starts_on)
        first_days[period.organisation_id] = min(known, period.starts_on)
    periods: list[tuple[Organisation, date, date | None, str]] = [
        *((each.organisation, each.starts_on, each.ends_on, each.reason) for each in earlier),
        *((partner, partner.joined_on, partner.left_on, partner.leaving_reason) for partner in partners),
    ]
    return [
        Participation(partner, starts, ends, reason, is_return=first_days.get(partner.pk, starts) < starts)
        for partner, starts, ends, reason in periods
    ]


def turnover(partners: QuerySet[Organisation]) -> list[Turnover]:
    return turnover_in(participations(partners))


def turnover_in(periods: Iterable[Participation], *, until: date | None = None) -> list[Turnover]:
    """Year by year, the newest first. What is planned after that day doesn't count yet."""
    until = until or today()
    years: dict[int, Turnover] = {}
    for period in periods:
        if period.starts_on <= until:
            years.setdefault(period.starts_on.year, Turnover(period.starts_on.year)).joined.append(period)
        if period.ends_on and period.ends_on <= until:
            years.setdefault(period.ends_on.year, Turnover(period.ends_on.year)).left.append(period)
    for year in years.values():
        year.joined.sort(key=lambda period: (period.starts_on, str(period.organisation)))
        year.left.sort(key=lambda period: (period.ends_on or until, str(period.organisation)))
    return [years[number] for number in sorted(years, reverse=True)]


def taking_part_on(day: date, periods: Iterable[Participation]) -> set[Organisation]:
    """As it was on that day, also of those that left since and came back."""
    return {each.organisation for each in periods if each.counts_on(day)}


# --- what changed -------------------------------------------------------------------------------------------------


def history_of_organisation(organisation: Organisation, *, limit: int = 20) -> Part[list[Change]]:
    """The organisation itself, its working area, its hours and its earlier periods, newest first."""
    changes = yield from telling(
        past_of(organisation, limit=limit),
        past_of_links(ServedMunicipality, "municipality", label="werkgebied", organisation=organisation),
        past_of_parts(Capacity, called=lambda event: event.task, organisation=organisation),
    )
    return changes[:limit]


def last_change_of(organisation: Organisation) -> Change | None:
    return next(iter(alone(history_of_organisation(organisation, limit=1))), None)
