"""An entry of the sociale kaart as a service of the standard: pure, from what visitors see of it.

The entries come with `with_what_visitors_see()`; what is in a list needs the entry and its partner only.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Protocol

from django.utils import timezone

from network.dutch import enumeration, long_date
from partners.hsds.ids import Json, id_of, told
from partners.hsds.schedules import schedules_of
from partners.hsds.vocabulary import attributes_of
from partners.hsds.ways import mail_address_of, phones_of, service_at_locations_of, web_address_of
from partners.models import (
    Audience,
    CareService,
    FundingRegime,
    IntakeStatus,
    Language,
    Organisation,
    Phase,
    Referrer,
    SpecialGroup,
)
from partners.service_facts import ages_if_limited, waiting_time_in_words

FREE = {FundingRegime.FREE, FundingRegime.FORENSIC}
ONE_DAY = timedelta(days=1)


def in_list(service: CareService, day: date) -> Json:
    """What is one of a kind: the basis of every other form of a service."""
    return told(
        id=str(service.uuid),
        name=service.name,
        description=service.description,
        status="temporarily closed" if service.is_closed else "active",
        interpretation_services="Er kan een tolk bij." if service.has_interpreter else None,
        application_process=how_to_apply(service),
        fees_description=_sentence([FundingRegime(regime).label for regime in service.funding_regimes]),
        # The standard has no other place for it than a field that it will drop one day; the attributes have it too.
        wait_time=waiting_time_in_words(service),
        eligibility_description=for_whom(service),
        minimum_age=service.minimum_age,
        maximum_age=service.maximum_age,
        assured_date=service.last_verified_on and service.last_verified_on.isoformat(),
        alert=" ".join(alerts(service, day)),
        last_modified=_moment(last_changed_on(service, day)),
        organization=organization(service.organisation),
    )


class TellsAChange(Protocol):
    """An entry, or the few columns of one that tell when it changed."""

    uuid: Any
    last_changed_on: date
    last_verified_on: date | None
    valid_from: date | None
    closed_from: date | None
    closed_until: date | None
    alert_until: date | None


def minimal(service: TellsAChange, day: date) -> Json:
    """For a program that looks what changed, and what is no longer there."""
    return {"id": str(service.uuid), "last_modified": _moment(last_changed_on(service, day))}


def nested(service: CareService, day: date, *, region: str = "") -> Json:
    """Everything. `region` is the area of an entry whose place is secret, so that no town gives it away."""
    return {
        **without_places(service, day, region=region),
        **told(service_at_locations=service_at_locations_of(service, day)),
    }


def without_places(service: CareService, day: date, *, region: str = "") -> Json:
    """A service as it stands below one of its places."""
    return {
        **in_list(service, day),
        **told(
            url=web_address_of(service),
            email=mail_address_of(service),
            phones=phones_of(service),
            schedules=[
                schedule for channel in service.channels.all() for schedule in schedules_of(service, channel, day)
            ],
            service_areas=list(_areas(service, region)),
            languages=list(_languages(service)),
            cost_options=list(_costs(service)),
            attributes=attributes_of(service),
        ),
    }


def organization(organisation: Organisation) -> Json:
    """Who gives the help. The standard wants a description, and visitors read no more of a partner than its name."""
    other_name = organisation.short_name if organisation.short_name != organisation.name else ""
    return told(
        id=id_of("organization", organisation.pk),
        name=organisation.name,
        alternate_name=other_name,
        description=organisation.name,
    )


# --- sentences ------------------------------------------------------------------------------------------------


def for_whom(service: CareService) -> str:
    """«Voor wie: naasten en omgeving. Wanneer: preventie. Leeftijd: 12 tot en met 17 jaar.»"""
    parts = {
        "Voor wie": enumeration([Audience(word).label for word in service.audiences]),
        "Wanneer": enumeration([Phase(word).label for word in service.phases], "of"),
        "Leeftijd": ages_if_limited(service),
        "Extra aandacht voor": enumeration([SpecialGroup(word).label for word in service.special_groups]),
    }
    told_of = [f"{name}: {text}." for name, text in parts.items() if text]
    return " ".join([*told_of, "Kan zonder naam."] if service.is_anonymous else told_of)


def how_to_apply(service: CareService) -> str:
    """Whether a referral is needed and by whom, then what the partner says of it."""
    return " ".join(part for part in (referral(service), service.application_process) if part)


def referral(service: CareService) -> str:
    """The part of `how_to_apply` that the fields tell."""
    by = enumeration([Referrer(word).label for word in service.referrers], "of")
    if service.referral_required is None:
        return f"Aanmelden door: {by}." if by else ""
    if not service.referral_required:
        return "Geen verwijzing nodig."
    return f"Verwijzing nodig, door: {by}." if by else "Verwijzing nodig."


def alerts(service: CareService, day: date) -> Iterator[str]:
    """What somebody has to know now: that it is closed, full or long unchecked too."""
    if service.is_closed:
        until = f" tot en met {long_date(service.closed_until)}" if service.closed_until else ""
        yield f"Tijdelijk gesloten{until}."
    if service.intake_status == IntakeStatus.STOPPED:
        since = f" sinds {long_date(service.intake_since)}" if service.intake_since else ""
        yield f"Aanmeldstop{since}."
    if service.alert and (service.alert_until is None or service.alert_until >= day):
        until = f" (tot en met {long_date(service.alert_until)})" if service.alert_until else ""
        yield f"{service.alert}{until}"
    if not service.is_recently_confirmed(day):
        yield "Niet recent gecontroleerd. Bel eerst of het nog klopt."


def last_changed_on(service: TellsAChange, day: date) -> date:
    """Also the last day on which it changed by itself: it began, closed, opened again, or stopped to say something."""
    by_itself = [
        service.valid_from,
        service.closed_from,
        service.closed_until and service.closed_until + ONE_DAY,
        service.alert_until and service.alert_until + ONE_DAY,
        service.last_verified_on,
    ]
    return max([service.last_changed_on, *(on for on in by_itself if on and on <= day)])


# --- parts of the above ---------------------------------------------------------------------------------------


def _sentence(words: list[str]) -> str:
    text = enumeration(words)
    return f"{text[0].upper()}{text[1:]}." if text else ""


@lru_cache(maxsize=1000)
def _moment(day: date) -> str:
    """We keep days; the standard wants milliseconds. The beginning of the day in the Netherlands."""
    begins = datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
    return begins.isoformat(timespec="milliseconds")


def _areas(service: CareService, region: str) -> Iterator[Json]:
    if service.is_nationwide:
        yield _area(service, "Nederland", "Het hele land")
    elif service.has_secret_place:
        yield _area(service, region or "De regio", "De hele regio")
    else:
        for municipality in service.municipalities.all():
            yield _area(service, municipality.name, f"Gemeente {municipality.name}, CBS-code {municipality.code}")


def _area(service: CareService, name: str, description: str) -> Json:
    area_id = id_of("service_area", f"{service.uuid}:{name}")
    return {"id": area_id, "service_id": str(service.uuid), "name": name, "description": description}


def _languages(service: CareService) -> Iterator[Json]:
    for code in service.languages:
        language_id = id_of("language", f"{service.uuid}:{code}")
        yield {"id": language_id, "service_id": str(service.uuid), "name": Language(code).label, "code": code}


def _costs(service: CareService) -> Iterator[Json]:
    """What it costs depends on the law that pays; only of what is free do we know the amount."""
    for regime in service.funding_regimes:
        yield told(
            id=id_of("cost_option", f"{service.uuid}:{regime}"),
            service_id=str(service.uuid),
            option=FundingRegime(regime).label,
            currency="EUR" if regime in FREE else None,
            amount=0 if regime in FREE else None,
        )
