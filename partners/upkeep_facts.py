"""What stands in an entry now, in short lines, for who has to say whether it is right."""

from collections.abc import Iterable
from itertools import groupby

from network.dutch import NOT_FILLED_IN, long_date
from partners import opening_hours
from partners.models import (
    Accessibility,
    Audience,
    CareService,
    Channel,
    FundingRegime,
    IntakeStatus,
    Language,
    Location,
    Phase,
    Referrer,
    Section,
    SpecialGroup,
    Visibility,
)
from partners.opening_hours import Week

NOT_TOLD = "Het adres is geheim."


def phone_in_short(service: CareService) -> str:
    """The number for clients, as everybody sees it."""
    channel = service.phone(for_professionals=False)
    return _value(channel) if channel else NOT_FILLED_IN


def hours_in_short(service: CareService) -> str:
    """«maandag tot en met vrijdag 9.00 tot 17.00 uur; zaterdag en zondag gesloten»"""
    channels = [channel for channel in service.channels.all() if not channel.for_professionals]
    weeks = [channel.week for channel in channels if opening_hours.is_known(channel.week)]
    return week_in_short(weeks[0]) if weeks else NOT_FILLED_IN


def week_in_short(week: Week) -> str:
    """Days that are alike and follow each other are told together."""
    parts = []
    for text, days in groupby(week, key=lambda weekday: week[weekday].text):
        names = [weekday.label for weekday in days]
        span = names[0] if len(names) == 1 else f"{names[0]} {'en' if len(names) == 2 else 'tot en met'} {names[-1]}"
        parts.append(f"{'elke dag' if len(names) == 7 else span}: {text}")
    return "; ".join(parts)


def facts_of(service: CareService, section: Section, *, for_the_partner: bool) -> list[str]:
    """What a part says now. Who did not sign in reads nothing that is for professionals only."""
    facts = {
        Section.CONTENT: _content,
        Section.AUDIENCE: _audience,
        Section.CONTACT: _contact,
        Section.HOURS: _hours,
        Section.PLACE: _place,
        Section.COSTS: _costs,
    }[section](service, for_the_partner)
    return list(filter(None, facts)) or [NOT_FILLED_IN.capitalize()]


def _content(service: CareService, for_the_partner: bool) -> list[str]:
    return [service.name, service.description, service.professional_notes if for_the_partner else ""]


def _audience(service: CareService, _for_the_partner: bool) -> list[str]:
    ages = {
        (False, False): "alle leeftijden",
        (True, False): f"vanaf {service.minimum_age} jaar",
        (False, True): f"tot en met {service.maximum_age} jaar",
        (True, True): f"van {service.minimum_age} tot en met {service.maximum_age} jaar",
    }[service.minimum_age is not None, service.maximum_age is not None]
    return [
        _labels(Audience, service.audiences),
        _labels(Phase, service.phases),
        ages,
        _labels(SpecialGroup, service.special_groups, "extra aandacht voor "),
        _labels(Language, service.languages, "talen: "),
    ]


def _contact(service: CareService, for_the_partner: bool) -> list[str]:
    channels = list(service.channels.all())
    lines = [
        f"{channel.get_kind_display()}: {_value(channel)}{' (voor professionals)' if channel.for_professionals else ''}"
        for channel in channels
        if for_the_partner or not channel.for_professionals
    ]
    hidden = len(channels) - len(lines)
    return [*lines, "Wat alleen voor professionals is, ziet u als u inlogt."] if hidden else lines


def _hours(service: CareService, for_the_partner: bool) -> list[str]:
    return [
        f"{channel.get_kind_display()}: {week_in_short(channel.week)}"
        for channel in service.channels.all()
        if (for_the_partner or not channel.for_professionals) and opening_hours.is_known(channel.week)
    ]


def _place(service: CareService, _for_the_partner: bool) -> list[str]:
    area = [place.name for place in service.municipalities.all()]
    served = "heel Nederland" if service.is_nationwide else ", ".join(area)
    return [
        *(_address(location) for location in service.locations.all()),
        f"werkgebied: {served}" if served else "",
        _labels(Accessibility, service.accessibility, "toegankelijk: "),
    ]


def _address(location: Location) -> str:
    if location.visibility == Visibility.SECRET:
        return NOT_TOLD
    return ", ".join(filter(None, [location.street, f"{location.postcode} {location.place}".strip()]))


def _costs(service: CareService, _for_the_partner: bool) -> list[str]:
    referral = {True: "verwijzing nodig", False: "geen verwijzing nodig", None: ""}[service.referral_required]
    waiting = ""
    if service.waiting_time_weeks is not None:
        weeks = "week" if service.waiting_time_weeks == 1 else "weken"
        waiting = f"wachttijd: {service.waiting_time_weeks} {weeks} op {long_date(service.waiting_time_date)}"
    return [
        _labels(FundingRegime, service.funding_regimes),
        referral,
        _labels(Referrer, service.referrers, "door: "),
        waiting,
        IntakeStatus(service.intake_status).label if service.intake_status else "",
    ]


def _labels(words: type, values: Iterable[str], before: str = "") -> str:
    labels = ", ".join(str(words(value).label) for value in values)
    return f"{before}{labels}" if labels else ""


def _value(channel: Channel) -> str:
    return channel.phone.display if channel.phone else channel.value
