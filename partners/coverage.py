"""Where somebody is at work: domain × link × municipality. An empty cell is a gap in the network."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, CharField, Count, Exists, F, Min, OuterRef, When
from django.urls import reverse

from network.models import Municipality, Person
from network.pages import number_in
from network.policy import Permission, may
from partners.models import ChainLink, ChainRole, Domain, ServedMunicipality
from partners.models.chain import ChainRoleQuerySet

NOBODY = "niemand"
EVERYWHERE = "de hele regio"

_Place = tuple[str, int, int]  # domain, id of the link, id of the municipality


@dataclass(frozen=True)
class WantedCell:
    """Which gap a new partner is meant to fill, as the address says it. What is no longer there is left out."""

    domain: Domain | None
    link: ChainLink | None
    municipality: Municipality | None


def wanted_cell(query: Mapping[str, str]) -> WantedCell:
    """Reads `?domein=safety&schakel=3&gemeente=12` of `request.GET`; in two queries at most."""
    domain, link, municipality = query.get("domein", ""), number_in(query, "schakel"), number_in(query, "gemeente")
    return WantedCell(
        domain=Domain(domain) if domain in Domain.values else None,
        link=ChainLink.objects.in_use().filter(pk=link).first() if link else None,
        municipality=Municipality.objects.on().filter(pk=municipality).first() if municipality else None,
    )


@dataclass(frozen=True)
class Cell:
    """A domain in a link in a municipality: who is at work there, or nobody."""

    domain: Domain
    link: ChainLink
    first: str  # the first partner by name
    others: int
    url: str  # where a partner is added that fills it; empty for who may not
    about: str  # «veiligheidsdomein, nazorg, Tiel»

    @property
    def label(self) -> str:
        """The domain, which may break off before «domein» where there is little room."""
        return str(self.domain.label).capitalize().replace("domein", "\N{SOFT HYPHEN}domein")

    @property
    def is_gap(self) -> bool:
        return not self.first

    @property
    def partners(self) -> str:
        """«GGD en 2 andere»"""
        if not self.others:
            return self.first
        return f"{self.first} en {self.others} {'andere' if self.others > 1 else 'ander'}"


@dataclass(frozen=True)
class LinkRow:
    link: ChainLink
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class MunicipalityCoverage:
    """All cells of one municipality: links down, domains across."""

    municipality: Municipality
    rows: tuple[LinkRow, ...]

    @property
    def total(self) -> int:
        return sum(len(row.cells) for row in self.rows)

    @property
    def gaps(self) -> int:
        return sum(cell.is_gap for row in self.rows for cell in row.cells)

    @property
    def summary(self) -> str:
        return f"{self.total - self.gaps} van {self.total} cellen ingevuld"


@dataclass(frozen=True)
class CoverageShown:
    domains: tuple[Domain, ...]
    municipalities: tuple[MunicipalityCoverage, ...]
    everywhere: tuple[Cell, ...]  # gaps in every municipality that is shown, where there is more than one

    @property
    def total(self) -> int:
        return sum(each.total for each in self.municipalities)

    @property
    def filled(self) -> int:
        return self.total - sum(each.gaps for each in self.municipalities)


def coverage_shown(person: Person, day: date, *, places: list[Municipality]) -> CoverageShown:
    """The coverage of these municipalities on that day; in three queries, whatever the number of partners."""
    links = list(ChainLink.objects.in_use().in_order())
    found = _partners_by_cell(ChainRole.objects.visible_to(person), day, places)
    may_add = may(person, Permission.ORGANISATION_EDIT)
    municipalities = tuple(
        MunicipalityCoverage(
            place,
            tuple(
                LinkRow(link, tuple(_cell(d, link, place, found, may_add=may_add) for d in Domain)) for link in links
            ),
        )
        for place in places
    )
    return CoverageShown(
        domains=tuple(Domain),
        municipalities=municipalities,
        everywhere=_gaps_everywhere(links, places, found, may_add=may_add) if len(places) > 1 else (),
    )


def _partners_by_cell(roles: ChainRoleQuerySet, day: date, places: list[Municipality]) -> dict[_Place, tuple[str, int]]:
    """By cell the first partner and how many there are. The database counts, so it is never more than the cells."""
    now = roles.on(day).of_active_organisations(day).filter(link__is_in_use=True)
    serves_itself = ServedMunicipality.objects.filter(
        organisation=OuterRef("organisation"), municipality=OuterRef("organisation__municipality")
    )
    ways = (
        (now, F("organisation__servedmunicipality__municipality")),
        (now.exclude(Exists(serves_itself)), F("organisation__municipality")),  # a municipality works for itself
    )
    found: dict[_Place, tuple[str, int]] = {}
    for some, place in ways:
        cells = some.annotate(place=place).filter(place__in=[each.pk for each in places])
        counted = (
            cells.values_list("organisation__domain", "link", "place")
            .annotate(first=Min(_name_of_partner()), number=Count("organisation", distinct=True))
            .order_by()
        )
        for domain, link, municipality, first, number in counted:
            known = found.get((domain, link, municipality))
            names = [first, *([known[0]] if known else [])]
            found[domain, link, municipality] = (min(names), number + (known[1] if known else 0))
    return found


def _name_of_partner() -> Case:
    """As `str(organisation)` says it."""
    return Case(
        When(organisation__short_name="", then="organisation__name"),
        default="organisation__short_name",
        output_field=CharField(),
    )


def _cell(
    domain: Domain,
    link: ChainLink,
    place: Municipality,
    found: dict[_Place, tuple[str, int]],
    *,
    may_add: bool,
) -> Cell:
    first, number = found.get((domain.value, link.pk, place.pk), ("", 0))
    url = "" if first or not may_add else _address(domain, link, place)
    return Cell(domain, link, first, max(number - 1, 0), url, f"{domain.label}, {link}, {place}")


def _gaps_everywhere(
    links: Iterable[ChainLink],
    places: list[Municipality],
    found: dict[_Place, tuple[str, int]],
    *,
    may_add: bool,
) -> tuple[Cell, ...]:
    return tuple(
        Cell(
            domain,
            link,
            "",
            0,
            _address(domain, link, None) if may_add else "",
            f"{domain.label}, {link}, {EVERYWHERE}",
        )
        for link in links
        for domain in Domain
        if not any((domain.value, link.pk, place.pk) in found for place in places)
    )


def _address(domain: Domain, link: ChainLink, place: Municipality | None) -> str:
    """Where a partner is added, with this cell filled in; `wanted_cell` reads it."""
    wanted: dict[str, Any] = {"domein": domain.value, "schakel": link.pk}
    if place:
        wanted["gemeente"] = place.pk
    return f"{reverse('partners:organisation-add')}?{urlencode(wanted)}"
