"""What an editor may change of an entry, as plain values: compared, and merged when two people change it at once."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from typing import Any, NamedTuple

from django.db.models import IntegerChoices, TextChoices

from network.dutch import NOT_FILLED_IN, long_date
from network.models import Municipality
from partners.models import (
    Accessibility,
    Audience,
    CarePillar,
    CareService,
    CheckEvery,
    FundingRegime,
    IntakeStatus,
    Language,
    Phase,
    Referrer,
    ServiceType,
    SpecialGroup,
    ViolenceType,
    Visibility,
)
from partners.opening_hours import UNKNOWN_WEEK, Block, Day, HoursKind, Week, Weekday


class Town(NamedTuple):
    """A municipality of the working area."""

    pk: int
    name: str

    @classmethod
    def of(cls, municipalities: Iterable[Municipality]) -> "tuple[Town, ...]":
        return tuple(sorted((cls(each.pk, each.name) for each in municipalities), key=lambda town: town.name))


Words = tuple[str, ...]
Part = str | Weekday
Value = str | int | bool | date | Words | tuple[Town, ...] | Day | None

LABELS: dict[Part, str] = {
    "name": "naam",
    "description": "omschrijving",
    "audiences": "voor wie",
    "phases": "wanneer",
    "pillars": "pijler",
    "service_types": "soort hulp",
    "special_groups": "extra aandacht voor",
    "violence_types": "vorm van geweld",
    "minimum_age": "leeftijd van",
    "maximum_age": "leeftijd tot en met",
    "is_nationwide": "landelijk",
    "municipalities": "werkgebied",
    "is_anonymous": "kan zonder naam",
    "languages": "talen",
    "has_interpreter": "tolk mogelijk",
    "accessibility": "toegankelijk",
    "referral_required": "verwijzing nodig",
    "referrers": "door wie verwezen",
    "application_process": "hoe iemand zich aanmeldt",
    "funding_regimes": "kosten en vergoeding",
    "waiting_time_weeks": "wachttijd in weken",
    "waiting_time_date": "peildatum van de wachttijd",
    "intake_status": "aanmelden",
    "intake_since": "aanmelden zo sinds",
    "alert": "mededeling",
    "alert_until": "mededeling tot en met",
    "professional_notes": "voor professionals",
    "valid_from": "geldig van",
    "valid_to": "geldig tot en met",
    "check_every": "nakijken",
    "visibility": "wie het adres mag weten",
    "place": "plaats",
    "street": "straat en huisnummer",
    "postcode": "postcode",
    "client_phone": "telefoon voor cliënten",
    "professional_phone": "telefoon voor professionals",
    **{weekday: f"openingstijden op {weekday.label}" for weekday in Weekday},
}

SEVERAL: dict[str, type[TextChoices]] = {
    "audiences": Audience,
    "phases": Phase,
    "pillars": CarePillar,
    "service_types": ServiceType,
    "special_groups": SpecialGroup,
    "violence_types": ViolenceType,
    "languages": Language,
    "accessibility": Accessibility,
    "referrers": Referrer,
    "funding_regimes": FundingRegime,
}
ONE_OF: dict[str, type[TextChoices] | type[IntegerChoices]] = {
    "intake_status": IntakeStatus,
    "check_every": CheckEvery,
    "visibility": Visibility,
}
DATES = frozenset(("waiting_time_date", "intake_since", "alert_until", "valid_from", "valid_to"))
NUMBERS = frozenset(("minimum_age", "maximum_age", "waiting_time_weeks", "check_every"))
ANSWERS = frozenset(("is_nationwide", "is_anonymous", "has_interpreter", "referral_required"))
OF_A_PLACE = ("visibility", "place", "street", "postcode")
PHONES = ("client_phone", "professional_phone")
# What says something only together: when two people change one of these each, a person looks at it.
TOGETHER: tuple[frozenset[Part], ...] = (
    frozenset(("minimum_age", "maximum_age")),
    frozenset(("is_nationwide", "municipalities")),
    frozenset(("referral_required", "referrers")),
    frozenset(("waiting_time_weeks", "waiting_time_date")),
    frozenset(("intake_status", "intake_since")),
    frozenset(("alert", "alert_until")),
    frozenset(("valid_from", "valid_to")),
    frozenset(OF_A_PLACE),
)


@dataclass(frozen=True)
class Contents:
    """Phone numbers are written the Dutch way, or empty; words stand in the order of their list.

    `visibility` is empty for an entry without a place.
    """

    name: str = ""
    description: str = ""
    audiences: Words = ()
    phases: Words = ()
    pillars: Words = ()
    service_types: Words = ()
    special_groups: Words = ()
    violence_types: Words = ()
    minimum_age: int | None = None
    maximum_age: int | None = None
    is_nationwide: bool = False
    municipalities: tuple[Town, ...] = ()
    is_anonymous: bool = False
    languages: Words = ()
    has_interpreter: bool = False
    accessibility: Words = ()
    referral_required: bool | None = None
    referrers: Words = ()
    application_process: str = ""
    funding_regimes: Words = ()
    waiting_time_weeks: int | None = None
    waiting_time_date: date | None = None
    intake_status: str = ""
    intake_since: date | None = None
    alert: str = ""
    alert_until: date | None = None
    professional_notes: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    check_every: int | None = None
    visibility: str = ""
    place: str = ""
    street: str = ""
    postcode: str = ""
    client_phone: str = ""
    professional_phone: str = ""
    week: Week = field(default_factory=lambda: UNKNOWN_WEEK)

    @property
    def parts(self) -> dict[Part, Value]:
        """Each thing that can be changed by itself; every day of the week is one."""
        return {name: getattr(self, name) for name in NAMES} | dict(self.week)

    @property
    def texts(self) -> dict[str, str]:
        """What people wrote in their own words."""
        names = ("name", "description", "application_process", "alert", "professional_notes")
        return {name: getattr(self, name) for name in names}

    @property
    def is_secret(self) -> bool:
        return self.visibility == Visibility.SECRET


NAMES = tuple(each.name for each in fields(Contents) if each.name != "week")
OF_A_SERVICE = tuple(name for name in NAMES if name not in ("municipalities", *OF_A_PLACE, *PHONES))


@dataclass(frozen=True)
class Difference:
    """Something that reads otherwise in two versions."""

    part: Part
    old: str
    new: str

    @property
    def label(self) -> str:
        return LABELS[self.part]


@dataclass(frozen=True)
class Versus:
    """A part that somebody else changed while this person was typing."""

    label: str
    theirs: str
    mine: str
    both_changed_it: bool
    # Where the page lets this person choose between the two: the name of the field, and what a browser sends of each.
    name: str = ""
    theirs_sent: tuple[str, ...] = ()
    mine_sent: tuple[str, ...] = ()


def contents_of(service: CareService) -> Contents:
    """What an editor may change, as everybody sees it now."""
    location, with_hours = service.location, service.channel_with_hours
    phones = {name: service.phone(for_professionals=name == "professional_phone") for name in PHONES}
    values: dict[str, Any] = {name: getattr(service, name) for name in OF_A_SERVICE}
    values |= {name: in_order(name, values[name]) for name in SEVERAL}
    values |= {name: getattr(location, name) if location else "" for name in OF_A_PLACE}
    values |= {name: phone.value if phone else "" for name, phone in phones.items()}
    return Contents(
        **values,
        municipalities=Town.of(service.municipalities.all()),
        week=with_hours.week if with_hours else UNKNOWN_WEEK,
    )


def in_order(name: str, words: Iterable[str]) -> Words:
    """The same words always stand in the same order, which is that of their list."""
    chosen = set(words)
    return tuple(value for value in SEVERAL[name].values if value in chosen)


def differences(old: Contents, new: Contents) -> list[Difference]:
    pairs = [(part, value, new.parts[part]) for part, value in old.parts.items()]
    return [
        Difference(part, in_words(part, before), in_words(part, after))
        for part, before, after in pairs
        if before != after
    ]


def merge(*, seen: Contents, mine: Contents, stored: Contents) -> Contents:
    """What this person changed, on top of what is stored by now."""
    parts = {part: value if value != seen.parts[part] else stored.parts[part] for part, value in mine.parts.items()}
    return _from_parts(parts)


def clash(*, seen: Contents, mine: Contents, stored: Contents) -> bool:
    """Whether two people made something else of the same thing, or of things that say something only together."""
    by_me = {difference.part for difference in differences(seen, mine)}
    by_others = {difference.part for difference in differences(seen, stored)}
    agreed = {part for part in by_me & by_others if mine.parts[part] == stored.parts[part]}
    by_me, by_others = by_me - agreed, by_others - agreed
    return bool(by_me & by_others) or any(group & by_me and group & by_others for group in TOGETHER)


def changed_by_others(*, seen: Contents, mine: Contents, stored: Contents) -> list[Versus]:
    """What somebody else changed since this person saw it, beside what this person made of it."""
    return [
        Versus(
            difference.label,
            theirs=difference.new,
            mine=in_words(difference.part, mine.parts[difference.part]),
            both_changed_it=mine.parts[difference.part]
            not in (seen.parts[difference.part], stored.parts[difference.part]),
        )
        for difference in differences(seen, stored)
    ]


def without_what_stays_untold(contents: Contents, region: tuple[Town, ...]) -> Contents:
    """No street of a place that isn't public; of a secret one no place, nor a working area that gives it away."""
    if contents.visibility == Visibility.PUBLIC:
        return contents
    place = contents.place if contents.visibility == Visibility.PLACE_ONLY else ""
    told = replace(contents, place=place, street="", postcode="")
    return replace(told, municipalities=() if told.is_nationwide else region) if told.is_secret else told


def to_json(contents: Contents) -> str:
    week = {
        weekday.value: [day.kind, [[f"{block.opens_at:%H:%M}", f"{block.closes_at:%H:%M}"] for block in day.blocks]]
        for weekday, day in contents.week.items()
    }
    values = {name: getattr(contents, name) for name in NAMES}
    return json.dumps({**values, "week": week}, ensure_ascii=False, default=date.isoformat)


def from_json(text: str) -> Contents | None:
    """None when it isn't ours: it travels through the browser, and somebody may have touched it."""
    try:
        values: dict[str, Any] = json.loads(text)
        week = {
            Weekday(int(number)): Day(
                HoursKind(kind),
                tuple(Block(time.fromisoformat(start), time.fromisoformat(end)) for start, end in blocks),
            )
            for number, (kind, blocks) in values.pop("week").items()
        }
        read: dict[str, Any] = {name: _read(name, values.pop(name)) for name in NAMES}
        return Contents(**read, **values, week={**UNKNOWN_WEEK, **week})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None


def in_words(part: Part, value: Value) -> str:
    """A value as people read it."""
    if isinstance(value, Day):
        return value.text
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, tuple):
        texts = [each.name if isinstance(each, Town) else _word(part, each) for each in value]
        return ", ".join(texts) or NOT_FILLED_IN
    return NOT_FILLED_IN if value in (None, "") else _word(part, value)


def _word(part: Part, value: Any) -> str:
    """«u kunt zelf komen» and not «oneself»."""
    words = SEVERAL.get(str(part)) or ONE_OF.get(str(part))
    return str(dict(words.choices).get(value, value) if words else value)


def _read(name: str, value: Any) -> Value:
    if name in SEVERAL:
        return tuple(str(each) for each in value)
    if name == "municipalities":
        return tuple(Town(int(pk), str(town)) for pk, town in value)
    if name in DATES:
        return date.fromisoformat(value) if value else None
    if name in NUMBERS:
        return None if value is None else int(value)
    if name in ANSWERS:
        return None if value is None else bool(value)
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _from_parts(parts: Mapping[Part, Any]) -> Contents:
    week = {part: value for part, value in parts.items() if isinstance(part, Weekday)}
    return Contents(**{part: value for part, value in parts.items() if isinstance(part, str)}, week=week)
