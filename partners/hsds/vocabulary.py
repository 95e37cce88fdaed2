"""The words with which entries are described, as taxonomies and terms of the standard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q

from partners.hsds.ids import Json, id_of_word, told
from partners.models import (
    Accessibility,
    Audience,
    CarePillar,
    CareService,
    Channel,
    FundingRegime,
    HoursKind,
    IntakeStatus,
    Location,
    Phase,
    Referrer,
    ServiceType,
    SpecialGroup,
    ViolenceType,
    Visibility,
)

VERSION = "1"
EXCEPTION = "exception"

Words = list[tuple[str, str]]  # as stored, and as people read it


@dataclass(frozen=True)
class Taxonomy:
    """`words_of` tells which terms hold for an entry, and the value that goes with each; `selects` finds entries."""

    key: str
    name: str
    description: str
    words: Words
    words_of: Callable[[CareService], Iterator[tuple[str, str]]]
    selects: Callable[[list[str]], Q]

    @property
    def id(self) -> str:
        return id_of_word("taxonomy", self.key)

    @cached_property
    def terms(self) -> tuple["Term", ...]:
        return tuple(Term(self, code, name) for code, name in self.words)

    @cached_property
    def by_code(self) -> dict[str, "Term"]:
        return {term.code: term for term in self.terms}

    def as_json(self) -> Json:
        return {"id": self.id, "name": self.name, "description": self.description, "version": VERSION}


@dataclass(frozen=True)
class Term:
    taxonomy: Taxonomy
    code: str
    name: str

    @cached_property
    def id(self) -> str:
        return id_of_word("taxonomy_term", f"{self.taxonomy.key}:{self.code}")

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "code": self.code,
            "name": self.name,
            "description": f"{self.taxonomy.name}: {self.name}",
            "taxonomy": self.taxonomy.key,
            "taxonomy_id": self.taxonomy.id,
            "language": "nl",
        }


def attributes_of(service: CareService) -> list[Json]:
    """What the entry is described with, word by word."""
    return [
        attribute(taxonomy, code, link=str(service.uuid), entity="service", value=value)
        for taxonomy in TAXONOMIES
        for code, value in taxonomy.words_of(service)
    ]


def attribute(taxonomy: Taxonomy, code: str, *, link: str, entity: str, value: str = "") -> Json:
    term = taxonomy.by_code[code]
    return told(
        id=id_of_word("attribute", f"{link}:{term.id}"),
        link_id=link,
        link_type=taxonomy.key,
        link_entity=entity,
        value=value,
        taxonomy_term_id=term.id,
        taxonomy_term=term.as_json(),
    )


# --- one taxonomy after another -----------------------------------------------------------------------------------


def _several(key: str, name: str, field: str, words: Any) -> Taxonomy:
    """Any number of these words, in one field of the entry."""

    def words_of(service: CareService) -> Iterator[tuple[str, str]]:
        return ((word, "") for word in getattr(service, field) if word in words.values)

    return Taxonomy(key, name, name, words.choices, words_of, lambda codes: Q(**{f"{field}__overlap": codes}))


def _words_of_places(service: CareService) -> Iterator[tuple[str, str]]:
    return ((word, "") for word in Visibility.values if word in {place.visibility for place in service.locations.all()})


def _words_of_intake(service: CareService) -> Iterator[tuple[str, str]]:
    if service.intake_status:
        yield service.intake_status, service.intake_since.isoformat() if service.intake_since else ""


def _words_of_referral(service: CareService) -> Iterator[tuple[str, str]]:
    if service.referral_required is not None:
        yield ("required" if service.referral_required else "not_required"), ""


def _words_of_anonymity(service: CareService) -> Iterator[tuple[str, str]]:
    if service.is_anonymous:
        yield "anonymous", ""


def _words_of_waiting_time(service: CareService) -> Iterator[tuple[str, str]]:
    if service.waiting_time_weeks is not None and service.waiting_time_date:
        yield "weeks", str(service.waiting_time_weeks)
        yield "measured_on", service.waiting_time_date.isoformat()


def _words_of_hours(service: CareService) -> Iterator[tuple[str, str]]:
    return iter(())  # these hang on the schedules


def _has_hours(codes: list[str]) -> Q:
    kept = Channel.objects.for_clients().filter(Q(opening_hours__kind__in=codes) | Q(exceptions__kind__in=codes))
    return Q(pk__in=kept.values("service"))


def _has_other_days(codes: list[str]) -> Q:
    return Q(pk__in=Channel.objects.for_clients().filter(exceptions__isnull=False).values("service"))


AUDIENCE = _several("audience", "Voor wie", "audiences", Audience)
PHASE = _several("phase", "Wanneer", "phases", Phase)
PILLAR = _several("pillar", "Pijler", "pillars", CarePillar)
SERVICE_TYPE = _several("service_type", "Soort hulp", "service_types", ServiceType)
SPECIAL_GROUP = _several("special_group", "Extra aandacht voor", "special_groups", SpecialGroup)
VIOLENCE_TYPE = _several("violence_type", "Vorm van geweld", "violence_types", ViolenceType)
ACCESSIBILITY = _several("accessibility", "Toegankelijk", "accessibility", Accessibility)
REFERRER = _several("referrer", "Verwijzing door", "referrers", Referrer)
FUNDING = _several("funding", "Kosten en vergoeding", "funding_regimes", FundingRegime)
REFERRAL = Taxonomy(
    "referral",
    "Verwijzing",
    "Of iemand een verwijzing nodig heeft",
    [("required", "verwijzing nodig"), ("not_required", "geen verwijzing nodig")],
    _words_of_referral,
    lambda codes: Q(referral_required__in=[code == "required" for code in codes]),
)
INTAKE = Taxonomy(
    "intake",
    "Aanmelden",
    "Of er plaats is; de waarde is de dag sinds wanneer",
    list(IntakeStatus.choices),
    _words_of_intake,
    lambda codes: Q(intake_status__in=codes),
)
ANONYMITY = Taxonomy(
    "anonymity",
    "Zonder naam",
    "Of iemand kan komen zonder zijn naam te zeggen",
    [("anonymous", "kan zonder naam")],
    _words_of_anonymity,
    lambda _: Q(is_anonymous=True),
)
PLACE = Taxonomy(
    "place",
    "Plek",
    "Wat er van de plek openbaar is; van een geheime plek staat hier geen adres",
    [
        (Visibility.PUBLIC.value, "openbaar adres"),
        (Visibility.PLACE_ONLY.value, "alleen de plaats is openbaar"),
        (Visibility.SECRET.value, "het adres is geheim, bel eerst"),
    ],
    _words_of_places,
    lambda codes: Q(pk__in=Location.objects.filter(visibility__in=codes).values("service")),
)
WAITING_TIME = Taxonomy(
    "waiting_time",
    "Wachttijd",
    "De wachttijd, en de dag waarop die is gemeten; de waarde is het getal of de dag",
    [("weeks", "in weken"), ("measured_on", "peildatum")],
    _words_of_waiting_time,
    lambda _: Q(waiting_time_weeks__isnull=False),
)
HOURS = Taxonomy(
    "hours",
    "Openingstijden",
    "Wat een tijd in «schedules» zegt: zonder tijden kan iets dicht zijn, op afspraak, of niet opgegeven",
    list(HoursKind.choices),
    _words_of_hours,
    _has_hours,
)
OTHER_DAYS = Taxonomy(
    "other_days",
    "Afwijkende dagen",
    "Een tijd in «schedules» die op deze dagen in de plaats komt van wat de week zegt",
    [(EXCEPTION, "afwijkend")],
    _words_of_hours,
    _has_other_days,
)

TAXONOMIES = (
    AUDIENCE,
    PHASE,
    PILLAR,
    SERVICE_TYPE,
    SPECIAL_GROUP,
    VIOLENCE_TYPE,
    ACCESSIBILITY,
    REFERRAL,
    REFERRER,
    FUNDING,
    INTAKE,
    ANONYMITY,
    PLACE,
    WAITING_TIME,
    HOURS,
    OTHER_DAYS,
)
TAXONOMY_BY_ID = {taxonomy.id: taxonomy for taxonomy in TAXONOMIES}
TERMS = tuple(term for taxonomy in TAXONOMIES for term in taxonomy.terms)
TERM_BY_ID = {term.id: term for term in TERMS}
