"""The sociale kaart of one municipality on paper.

A paper is left on a desk and outlives what it says. So it holds the day of print, no notes, no place that isn't told,
and the numbers for professionals only for who asks for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.text import slugify

from network.bounded import Limits
from network.dutch import enumeration, long_date
from network.models import Municipality, Person, Region
from network.pdf import make_paper
from partners import opening_hours
from partners.models import (
    Audience,
    CareService,
    Channel,
    FundingRegime,
    HelpLine,
    IntakeStatus,
    Language,
    Location,
    Phase,
    Referrer,
    Visibility,
)
from partners.opening_hours import Week, Weekday

LIMITS = Limits(cpu_seconds=40, wall_seconds=45, memory_megabytes=800)
MOST_ENTRIES = 600  # about a hundred pages; more makes nobody wiser, and takes too long while somebody waits


class TooMuchError(Exception):
    """More entries than a paper can hold."""


@dataclass(frozen=True)
class Line:
    """A way to reach an entry, and when it answers."""

    kind: str
    value: str
    notes: tuple[str, ...] = ()  # «betaald nummer», «maandag tot en met vrijdag 9.00 tot 17.00 uur»


@dataclass(frozen=True)
class Entry:
    anchor: str
    name: str
    organisation: str
    description: str
    alert: str
    lines: tuple[Line, ...]
    for_professionals: tuple[Line, ...]
    has_other_numbers: bool  # for professionals, and left out here
    facts: tuple[str, ...]
    is_old: bool
    checked: str


@dataclass(frozen=True)
class Part:
    """What there is for an audience. What stands under another audience already is only pointed at."""

    audience: Audience
    entries: tuple[Entry, ...]
    elsewhere: tuple[Entry, ...]


@dataclass(frozen=True)
class ServicePaper:
    municipality: Municipality
    network: str
    is_example: bool
    on: date
    with_professional_numbers: bool
    help_lines: list[HelpLine]
    parts: tuple[Part, ...]
    total: int

    @property
    def file_name(self) -> str:
        return f"sociale-kaart-{slugify(self.municipality.name)}-{self.on:%Y-%m-%d}.pdf"


def service_paper(
    person: Person, place: Municipality, day: date, *, audience: Audience | None, with_professional_numbers: bool
) -> ServicePaper:
    """What the paper holds; in a handful of questions, whatever the number of entries."""
    services = CareService.objects.visible_to(person).published(day).serving(place)
    lines = HelpLine.objects.shown()
    if audience:
        services, lines = services.for_audiences([audience]), lines.for_audience(audience)
    found = list(services.with_what_members_see().order_by("name", "pk")[: MOST_ENTRIES + 1])
    if len(found) > MOST_ENTRIES:
        raise TooMuchError
    entries = {service: _entry(service, day, with_professional_numbers) for service in found}
    region = Region.objects.first()
    return ServicePaper(
        municipality=place,
        network=f"Netwerk {region.name}" if region else "Netwerk",
        is_example=bool(region and region.is_example),
        on=day,
        with_professional_numbers=with_professional_numbers,
        help_lines=list(lines),
        parts=tuple(_part(each, entries, asked=audience) for each in Audience if audience in {None, each}),
        total=len(found),
    )


def make_service_paper(paper: ServicePaper) -> bytes:
    """The PDF; PdfError with a Dutch reason when it can't be made."""
    return make_paper("pdf/services.html", {"content": paper}, limits=LIMITS).content


# --- parts of the above ---------------------------------------------------------------------------------------


def _part(audience: Audience, entries: dict[CareService, Entry], *, asked: Audience | None) -> Part:
    of_it = {service: entry for service, entry in entries.items() if audience in service.audiences}
    homes = {service: asked or next(each for each in Audience if each in service.audiences) for service in of_it}
    return Part(
        audience,
        entries=tuple(entry for service, entry in of_it.items() if homes[service] == audience),
        elsewhere=tuple(entry for service, entry in of_it.items() if homes[service] != audience),
    )


def _entry(service: CareService, day: date, with_professional_numbers: bool) -> Entry:
    channels = list(service.channels.all())
    own = [channel for channel in channels if channel.for_professionals]
    return Entry(
        anchor=f"aanbod-{service.short_id}",
        name=service.name,
        organisation=service.organisation.name,
        description=service.description,
        alert=service.alert if service.alert_until is None or service.alert_until >= day else "",
        lines=tuple(_line(channel, day) for channel in channels if not channel.for_professionals),
        for_professionals=tuple(_line(channel, day) for channel in own) if with_professional_numbers else (),
        has_other_numbers=bool(own) and not with_professional_numbers,
        facts=tuple(_facts(service)),
        is_old=not service.is_recently_confirmed(day),
        checked=_checked(service, day),
    )


def _line(channel: Channel, day: date) -> Line:
    phone = channel.phone
    notes = [channel.note, "betaald nummer" if phone and phone.is_paid else ""]
    others = opening_hours.to_come(opening_hours.others_of(channel.exceptions.all()), day)
    hours = [hours_in_a_line(channel.week), *(f"{each.name}: {each.text}" for each in others)]
    return Line(
        kind=channel.get_kind_display(),
        value=phone.display if phone else channel.value,
        notes=tuple(note for note in (*notes, *hours) if note),
    )


def hours_in_a_line(week: Week) -> str:
    """«maandag tot en met vrijdag 9.00 tot 17.00 uur; zaterdag en zondag gesloten»; nothing when no day is known."""
    if not opening_hours.is_known(week):
        return ""
    runs = [(str(text), [weekday for weekday, _ in same]) for text, same in groupby(week.items(), key=_text_of)]
    if len(runs) == 1:
        return runs[0][0] if runs[0][0] == opening_hours.HoursKind.ALL_DAY.label else f"elke dag {runs[0][0]}"
    return "; ".join(f"{_days(weekdays)} {text}" for text, weekdays in runs)


def _text_of(of_day: tuple[Weekday, opening_hours.Day]) -> str:
    return of_day[1].text


def _days(weekdays: list[Weekday]) -> str:
    names = [weekday.label for weekday in weekdays]
    return enumeration(names) if len(names) < 3 else f"{names[0]} tot en met {names[-1]}"


def _facts(service: CareService) -> Iterable[str]:
    """One short sentence each, of what is known."""
    if service.is_closed:
        yield f"Tijdelijk gesloten{_until(service.closed_until)}"
    yield f"Wanneer: {enumeration([Phase(phase).label for phase in service.phases], 'of')}" if service.phases else ""
    yield _ages(service.minimum_age, service.maximum_age)
    yield "Heel Nederland" if service.is_nationwide else ""
    yield _referral(service)
    yield enumeration([FundingRegime(each).label for each in service.funding_regimes]).capitalize()
    yield _waiting(service)
    yield _languages(service)
    yield "Kan zonder naam" if service.is_anonymous else ""
    yield from (_place(location) for location in service.locations.all())


def _until(day: date | None) -> str:
    return f" tot en met {long_date(day)}" if day else ""


def _ages(lowest: int | None, highest: int | None) -> str:
    if lowest is None and highest is None:
        return ""
    if highest is None:
        return f"Vanaf {lowest} jaar"
    return f"Tot en met {highest} jaar" if lowest is None else f"Van {lowest} tot en met {highest} jaar"


def _referral(service: CareService) -> str:
    others = [Referrer(each).label for each in service.referrers if each != Referrer.ONESELF]
    by = f" door {enumeration(others, 'of')}" if others else ""
    if service.referral_required:
        return f"Verwijzing nodig{by}"
    return "Zonder verwijzing" if service.referral_required is False or Referrer.ONESELF in service.referrers else ""


def _waiting(service: CareService) -> str:
    """The waiting time never without the day on which it was so."""
    told = [IntakeStatus(service.intake_status).label.capitalize()] if service.intake_status else []
    if service.waiting_time_weeks is not None and service.waiting_time_date:
        weeks = "1 week" if service.waiting_time_weeks == 1 else f"{service.waiting_time_weeks} weken"
        told.append(f"wachttijd {weeks} (peildatum {long_date(service.waiting_time_date)})")
    text = ", ".join(told)
    return text[:1].upper() + text[1:]


def _languages(service: CareService) -> str:
    spoken = [Language(each).label for each in service.languages if each != Language.DUTCH]
    return enumeration([*spoken, *(["tolk mogelijk"] if service.has_interpreter else [])]).capitalize()


def _place(location: Location) -> str:
    """Of a secret place nothing, whatever would be stored."""
    if location.visibility == Visibility.SECRET:
        return "Het adres is geheim. Bel eerst."
    street = location.street if location.visibility == Visibility.PUBLIC else ""
    place = f"{location.postcode} {location.place}".strip() if street else location.place
    return ", ".join(part for part in (street, place) if part)


def _checked(service: CareService, day: date) -> str:
    if service.last_verified_on is None:
        return "Niet recent gecontroleerd: nog nooit"
    on = long_date(service.last_verified_on)
    is_recent = service.is_recently_confirmed(day)
    return f"Gecontroleerd op {on}" if is_recent else f"Niet recent gecontroleerd: laatst op {on}"
