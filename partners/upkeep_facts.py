"""What stands in an entry now, in short lines, for who has to say whether it is right."""

from network.dutch import NOT_FILLED_IN
from partners import opening_hours
from partners.models import (
    Accessibility,
    Audience,
    CareService,
    Channel,
    FundingRegime,
    Phase,
    Section,
    SpecialGroup,
    Visibility,
)
from partners.opening_hours import Week
from partners.service_facts import ages, labels, languages, referral, room, waiting_time_in_words

NOT_TOLD = "Het adres is geheim."


def phone_in_short(service: CareService) -> str:
    """The number for clients, as everybody sees it."""
    channel = service.phone(for_professionals=False)
    return _value(channel) if channel else NOT_FILLED_IN


def hours_in_short(service: CareService) -> str:
    """«maandag tot en met vrijdag: 9.00 tot 17.00 uur; zaterdag en zondag: gesloten»"""
    channels = [channel for channel in service.channels.all() if not channel.for_professionals]
    weeks = [channel.week for channel in channels if opening_hours.is_known(channel.week)]
    return _week(weeks[0]) if weeks else NOT_FILLED_IN


def _week(week: Week) -> str:
    return opening_hours.in_a_line(opening_hours.in_short(week))


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
    return [
        labels(Audience, service.audiences),
        labels(Phase, service.phases),
        ages(service),
        _after("extra aandacht voor ", labels(SpecialGroup, service.special_groups)),
        _after("talen: ", languages(service)),
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
        f"{channel.get_kind_display()}: {_week(channel.week)}"
        for channel in service.channels.all()
        if (for_the_partner or not channel.for_professionals) and opening_hours.is_known(channel.week)
    ]


def _place(service: CareService, _for_the_partner: bool) -> list[str]:
    area = [place.name for place in service.municipalities.all()]
    served = "heel Nederland" if service.is_nationwide else ", ".join(area)
    return [
        *(NOT_TOLD if each.visibility == Visibility.SECRET else each.address for each in service.locations.all()),
        f"werkgebied: {served}" if served else "",
        _after("toegankelijk: ", labels(Accessibility, service.accessibility)),
    ]


def _costs(service: CareService, _for_the_partner: bool) -> list[str]:
    return [
        labels(FundingRegime, service.funding_regimes),
        _after("verwijzing: ", referral(service)),
        _after("wachttijd: ", waiting_time_in_words(service)),
        room(service),
    ]


def _after(words: str, text: str) -> str:
    """Nothing when there is nothing to tell."""
    return f"{words}{text}" if text else ""


def _value(channel: Channel) -> str:
    return channel.phone.display if channel.phone else channel.value
