"""What an entry tells about itself: for members in the words of the network, for visitors in plain sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from network.dutch import enumeration, long_date
from partners.models import (
    Accessibility,
    Audience,
    CarePillar,
    CareService,
    FundingRegime,
    IntakeStatus,
    Language,
    Phase,
    Referrer,
    ServiceStatus,
    ServiceType,
    SpecialGroup,
    ViolenceType,
)
from partners.models.directory import WAITING_TIME_LASTS

ALL_AGES, WAITING = "alle leeftijden", "Wachttijd"
PAYING = {
    FundingRegime.FREE: "Het is gratis.",
    FundingRegime.HEALTH_INSURANCE: "Uw zorgverzekering betaalt. Het gaat af van uw eigen risico.",
    FundingRegime.SOCIAL_SUPPORT: "De gemeente betaalt mee.",
    FundingRegime.YOUTH: "Bent u jonger dan 18 jaar? Dan betaalt de gemeente.",
    FundingRegime.FORENSIC: "Moet u komen van de rechter? Dan is het gratis.",
    FundingRegime.ONESELF: "U betaalt zelf.",
}
COMING_IN = {
    Accessibility.WHEELCHAIR: "U kunt naar binnen met een rolstoel.",
    Accessibility.LOW_STIMULUS: "Het is er rustig.",
    Accessibility.SIGN_LANGUAGE: "Er is iemand die gebarentaal kent.",
}
ROOM = {
    IntakeStatus.OPEN: "Er is plaats.",
    IntakeStatus.LIMITED: "Er is weinig plaats.",
    IntakeStatus.STOPPED: "",  # a notice above the rest says so
}


@dataclass(frozen=True)
class Fact:
    """A line about an entry. `strong` is what has to stand out; without a text it is «niet ingevuld»."""

    label: str
    text: str
    strong: str = ""


@dataclass(frozen=True)
class Notice:
    """What somebody has to know before the rest: it is closed, it takes nobody in, or something is going on."""

    kind: str  # as in components/alert.html
    title: str
    text: str = ""


def notices_for_members(service: CareService, day: date) -> list[Notice]:
    notices = [*_validity(service, day), *_closing(service, day)]
    if service.intake_status == IntakeStatus.STOPPED:
        notices.append(Notice("warning", f"Aanmeldstop{_since(service)}"))
    return [*notices, *_alert(service, day)]


def notices_for_visitors(service: CareService, day: date) -> list[Notice]:
    notices = _closing(service, day)
    if notices and notices[0].kind == "warning":
        elsewhere = "Bel een van de nummers hierboven, of zoek andere hulp op deze site."
        notices = [Notice("warning", notices[0].title, f"{notices[0].text} {elsewhere}")]
    if service.intake_status == IntakeStatus.STOPPED:
        since = _since(service)
        notices.append(Notice("warning", "U kunt zich nu niet aanmelden", f"Dat is zo{since}." if since else ""))
    return [*notices, *_alert(service, day)]


def facts_for_members(service: CareService, *, area: str, day: date) -> list[Fact]:
    return [
        Fact("Voor wie", labels(Audience, service.audiences)),
        Fact("Wanneer", labels(Phase, service.phases)),
        Fact("Leeftijd", ages(service)),
        Fact("Extra aandacht voor", labels(SpecialGroup, service.special_groups)),
        Fact("Soort hulp", labels(ServiceType, service.service_types)),
        Fact("Pijler", labels(CarePillar, service.pillars)),
        Fact("Vorm van geweld", labels(ViolenceType, service.violence_types)),
        Fact("Werkgebied", area),
        Fact("Verwijzing", referral(service)),
        Fact("Aanmelden", service.application_process),
        Fact("Is er plaats?", room(service)),
        waiting_time(service, day),
        Fact("Kosten en vergoeding", labels(FundingRegime, service.funding_regimes)),
        Fact("Zonder naam", "dat kan" if service.is_anonymous else ""),
        Fact("Talen", languages(service)),
        Fact("Toegankelijk", labels(Accessibility, service.accessibility)),
    ]


def facts_for_visitors(service: CareService, day: date) -> list[Fact]:
    """Only what is known, as sentences."""
    facts = [
        Fact("Leeftijd", f"Voor mensen van {limited}." if (limited := ages_if_limited(service)) else ""),
        Fact("Extra aandacht voor", labels(SpecialGroup, service.special_groups)),
        Fact("Moet iemand u sturen?", _referral_for_visitors(service)),
        Fact("Aanmelden", service.application_process),
        Fact("Is er plaats?", ROOM[IntakeStatus(service.intake_status)] if service.intake_status else ""),
        waiting_time(service, day, measured="gemeten op"),
        Fact("Wat kost het?", " ".join(PAYING[FundingRegime(each)] for each in service.funding_regimes)),
        Fact("Talen", languages(service)),
        Fact("Toegankelijk", " ".join(COMING_IN[Accessibility(each)] for each in service.accessibility)),
    ]
    return [fact for fact in facts if fact.text or fact.strong]


def ages(service: CareService) -> str:
    """«12 tot en met 23 jaar»; a blank age is no limit."""
    youngest, oldest = service.minimum_age, service.maximum_age
    if youngest is None and oldest is None:
        return ALL_AGES
    if oldest is None:
        return f"{youngest} jaar en ouder"
    return f"{youngest or 0} tot en met {oldest} jaar"


def ages_if_limited(service: CareService) -> str:
    """Empty when everybody is welcome."""
    text = ages(service)
    return "" if text == ALL_AGES else text


def referral(service: CareService) -> str:
    others = [Referrer(each).label for each in service.referrers if each != Referrer.ONESELF]
    by = f"via {enumeration(others, 'of')}" if others else ""
    if service.referral_required is False or Referrer.ONESELF in service.referrers:
        return f"niet nodig: iemand kan zelf komen{f', of {by}' if by else ''}"
    if service.referral_required:
        return f"nodig, {by}" if by else "nodig"
    return by


def waiting_time(service: CareService, day: date, *, measured: str = "peildatum") -> Fact:
    """A time that was measured long ago says so in bold."""
    weeks, on = service.waiting_time_weeks, service.waiting_time_date
    if weeks is None or on is None or on >= day - WAITING_TIME_LASTS:
        return Fact(WAITING, waiting_time_in_words(service, measured=measured))
    return Fact(WAITING, f"{_weeks(weeks)},", strong=f"{measured} {long_date(on)}")


def waiting_time_in_words(service: CareService, *, measured: str = "peildatum") -> str:
    """«6 weken, peildatum 1 oktober 2026»"""
    weeks, on = service.waiting_time_weeks, service.waiting_time_date
    if weeks is None or on is None:
        return ""
    return f"{_weeks(weeks)}, {measured} {long_date(on)}"


def languages(service: CareService) -> str:
    spoken = labels(Language, service.languages)
    interpreter = "tolk mogelijk" if service.has_interpreter else ""
    return ", ".join(part for part in (spoken, interpreter) if part)


def room(service: CareService) -> str:
    if not service.intake_status:
        return ""
    return f"{IntakeStatus(service.intake_status).label}{_since(service)}"


def labels(words: type[TextChoices], chosen: Iterable[str]) -> str:
    """In the order of the list, each as people read it."""
    wanted = set(chosen)
    return ", ".join(str(word.label) for word in words if word in wanted)


# --- parts of the above -------------------------------------------------------------------------------------------


def _weeks(number: int) -> str:
    return "geen" if number == 0 else f"{number} {'week' if number == 1 else 'weken'}"


def _referral_for_visitors(service: CareService) -> str:
    others = [Referrer(each).label for each in service.referrers if each != Referrer.ONESELF]
    if service.referral_required is False or Referrer.ONESELF in service.referrers:
        return "Nee, dat hoeft niet."
    if service.referral_required:
        return f"Ja. Vraag het aan: {enumeration(others, 'of')}." if others else "Ja. Vraag het aan uw huisarts."
    return ""


def _since(service: CareService) -> str:
    return f" sinds {long_date(service.intake_since)}" if service.intake_since else ""


def _alert(service: CareService, day: date) -> list[Notice]:
    """Until its last day."""
    if not service.alert or (service.alert_until and service.alert_until < day):
        return []
    until = f" Dit geldt tot en met {long_date(service.alert_until)}." if service.alert_until else ""
    text = service.alert if service.alert.endswith((".", "!", "?")) else f"{service.alert}."
    return [Notice("info", "Let op", f"{text}{until}")]


def _closing(service: CareService, day: date) -> list[Notice]:
    """What the dates say; it ends by itself when they move or pass."""
    if service.status != ServiceStatus.CLOSED or (service.closed_until and service.closed_until < day):
        return []
    until = service.closed_until
    again = (
        f"Weer open op {long_date(until + timedelta(days=1))}." if until else "Nog niet bekend is wanneer het opengaat."
    )
    if service.closed_from and service.closed_from > day:
        return [Notice("info", f"Tijdelijk gesloten vanaf {long_date(service.closed_from)}", again)]
    return [Notice("warning", "Dit aanbod is nu gesloten", again)]


def _validity(service: CareService, day: date) -> list[Notice]:
    if service.valid_to and service.valid_to < day:
        text = f"Dit aanbod gold tot en met {long_date(service.valid_to)}. Bezoekers zien het niet meer."
        return [Notice("warning", "Verlopen", text)]
    if service.valid_from and service.valid_from > day:
        text = f"Dit aanbod geldt vanaf {long_date(service.valid_from)}. Bezoekers zien het dan pas."
        return [Notice("info", "Nog niet begonnen", text)]
    return []
