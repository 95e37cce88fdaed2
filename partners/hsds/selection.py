"""Which rows answer a question to the open data. Everything starts from what is open to the public."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from network.dates import today
from partners.hsds import parameters as asks
from partners.hsds.ids import id_of
from partners.hsds.parameters import Asked
from partners.hsds.vocabulary import TAXONOMY_BY_ID, TERM_BY_ID, TERMS, Taxonomy, Term
from partners.hsds.ways import PLACES_ONLINE, AtPlace
from partners.models import CareService, Channel, Location, Organisation, Visibility
from partners.models.directory import CareServiceQuerySet
from partners.visitors import COLUMNS_OF_A_SERVICE, COLUMNS_OF_AN_ORGANISATION

NOTHING = Q(pk__in=[])
ENDS = ("closed_until", "alert_until")  # last days, after which an entry tells something else


def services(asked: Asked) -> CareServiceQuerySet:
    found = CareService.objects.open_to_the_public().filter(_described(asked))
    if words := asked.get(asks.SEARCH, "").strip():
        found = found.matching(words)
    if organization := asked.get(asks.ORGANIZATION_ID):
        found = found.filter(
            organisation__in=[pk for pk in _organisation_pks() if id_of("organization", pk) == organization]
        )
    if since := asked.get(asks.MODIFIED_AFTER):
        found = found.filter(_changed_since(since, today()))
    return found.order_by("pk")


def service(uuid: UUID) -> CareServiceQuerySet:
    return CareService.objects.open_to_the_public().filter(uuid=uuid)


def with_what_a_list_tells(found: CareServiceQuerySet) -> CareServiceQuerySet:
    columns = (*COLUMNS_OF_A_SERVICE, *(f"organisation__{name}" for name in COLUMNS_OF_AN_ORGANISATION))
    return found.select_related("organisation").only(*columns)


def what_tells_a_change(found: CareServiceQuerySet) -> QuerySet[CareService, Any]:
    """As little as can be, and rows rather than entries, because all come at once."""
    names = ("uuid", "last_changed_on", "valid_from", *ENDS, "closed_from", "last_verified_on")
    return found.values_list(*names, named=True)


def organisations(asked: Asked) -> QuerySet[Organisation]:
    """Those that offer something to the public; every word stands in their name."""
    found = Organisation.objects.filter(pk__in=CareService.objects.open_to_the_public().values("organisation"))
    for word in asked.get(asks.SEARCH, "").split():
        found = found.filter(Q(name__unaccent__icontains=word) | Q(short_name__unaccent__icontains=word))
    return found.order_by("pk").only(*COLUMNS_OF_AN_ORGANISATION)


def organisation(key: str) -> QuerySet[Organisation]:
    """Its identifier is worked out from its number, so all are looked at: some hundreds at most."""
    pks = [pk for pk in _organisation_pks() if id_of("organization", pk) == key]
    return Organisation.objects.filter(pk__in=pks).only(*COLUMNS_OF_AN_ORGANISATION)


@dataclass(frozen=True)
class Places:
    """Where entries are, then where one can go online: a page is cut from each, so that not all have to be read."""

    shown: QuerySet[Location, tuple[int, int]]
    online: QuerySet[Channel, tuple[int, int]]

    @cached_property
    def _number_shown(self) -> int:
        return self.shown.count()

    def count(self) -> int:
        return self._number_shown + self.online.count()

    def __getitem__(self, part: slice) -> list[AtPlace]:
        """What is cut from a table in which the page has no part is not asked for."""
        last = self._number_shown
        shown = self.shown[min(part.start, last) : min(part.stop, last)]
        online = self.online[max(part.start - last, 0) : max(part.stop - last, 0)]
        return [*(AtPlace(False, *row) for row in shown), *(AtPlace(True, *row) for row in online)]

    def __iter__(self) -> Iterator[AtPlace]:
        yield from (AtPlace(False, *row) for row in self.shown)
        yield from (AtPlace(True, *row) for row in self.online)


def places(asked: Asked) -> Places:
    """Of entries that answer; never a secret place."""
    return _places_of(services(asked))


def place(key: str) -> AtPlace | None:
    """As with organisations: all are looked at, which takes 0.1 second at twenty thousand."""
    every = _places_of(CareService.objects.open_to_the_public())
    return next((found for found in every if found.id == key), None)


def taxonomies(asked: Asked) -> Sequence[Taxonomy]:
    words = asked.get(asks.SEARCH, "").casefold().split()
    return [each for each in TAXONOMY_BY_ID.values() if _has_all(words, f"{each.key} {each.name} {each.description}")]


def terms(asked: Asked) -> Sequence[Term]:
    """All of them are at the top, so none has a parent."""
    if asked.get(asks.PARENT_ID):
        return []
    words, taxonomy = asked.get(asks.SEARCH, "").casefold().split(), asked.get(asks.TAXONOMY_ID)
    return [
        term
        for term in TERMS
        if taxonomy in {None, term.taxonomy.id} and _has_all(words, f"{term.code} {term.taxonomy.name} {term.name}")
    ]


# --- parts of the above ---------------------------------------------------------------------------------------


def _described(asked: Asked) -> Q:
    """With a term, and with any term of a taxonomy; a term that we don't have describes nothing."""
    selected = Q()
    if term_id := asked.get(asks.TAXONOMY_TERM_ID):
        term = TERM_BY_ID.get(term_id)
        selected &= term.taxonomy.selects([term.code]) if term else NOTHING
    if taxonomy_id := asked.get(asks.TAXONOMY_ID):
        taxonomy = TAXONOMY_BY_ID.get(taxonomy_id)
        selected &= taxonomy.selects([code for code, _ in taxonomy.words]) if taxonomy else NOTHING
    return selected


def _changed_since(since: date, day: date) -> Q:
    """As `services.last_changed_on` says it of one entry."""
    by_itself = ["valid_from", "last_verified_on"]
    began = [Q(**{f"{name}__gte": since, f"{name}__lte": day}) for name in [*by_itself, "closed_from"]]
    stopped = [Q(**{f"{name}__gte": _day_before(since), f"{name}__lt": day}) for name in ENDS]
    changed = Q(last_changed_on__gte=since)
    for each in [*began, *stopped]:
        changed |= each
    return changed


def _day_before(day: date) -> date:
    return date.fromordinal(max(day.toordinal() - 1, 1))


def _organisation_pks() -> QuerySet[CareService, int]:
    return CareService.objects.open_to_the_public().order_by().values_list("organisation", flat=True).distinct()


def _places_of(found: CareServiceQuerySet) -> Places:
    of = found.order_by().values("pk")
    shown = Location.objects.exclude(visibility=Visibility.SECRET).filter(service__in=of)
    online = Channel.objects.for_clients().filter(kind__in=PLACES_ONLINE, service__in=of)
    row = ("pk", "service")
    return Places(shown.order_by("pk").values_list(*row), online.order_by("pk").values_list(*row))


def _has_all(words: list[str], text: str) -> bool:
    return all(word in text.casefold() for word in words)
