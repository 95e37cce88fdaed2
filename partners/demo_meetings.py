"""The demo's meetings: past and coming ones around the day on which it is loaded, with what came of them.

Those of the stuurgroep, the projectgroep, the brede netwerkoverleg and the regio-dag stand on the days that the example
plan names. All texts are made up, and none is about a person or a case.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from network.dates import today
from network.models import Person
from partners.demo_region import (
    AT_SCHOOL,
    BROAD_MEETING,
    CASE_MEETING,
    CHAIN_TEAM,
    CORE_GROUP,
    GGD,
    IRISZORG,
    MEE,
    MOVIERA,
    NIJMEGEN,
    ONLINE,
    PROJECT_GROUP,
    REGIONAL_DAY,
    STEERING_GROUP,
    STERKER,
    TIEL,
)
from partners.models import (
    ActionPoint,
    AgendaItem,
    AgendaItemKind,
    Attendance,
    Body,
    Decision,
    Meeting,
    Organisation,
    Presence,
    SignUp,
)

INFORM, DISCUSS, DECIDE, PROGRAMME = (
    AgendaItemKind.INFORM,
    AgendaItemKind.DISCUSS,
    AgendaItemKind.DECIDE,
    AgendaItemKind.PROGRAMME,
)
OFFICE = "GGD Gelderland-Zuid, Nijmegen"
ANCHOR = date(2026, 1, 6)  # a Tuesday: what comes together every so many weeks is counted from here
BACK, AHEAD = timedelta(weeks=12), timedelta(weeks=26)


@dataclass(frozen=True)
class Series:
    """A body that comes together every so many weeks, for the first time so many days after the anchor."""

    weeks: int
    days_later: int
    starts: time
    minutes: int


SERIES = {
    CASE_MEETING: Series(2, 6, time(9), 120),
    CORE_GROUP: Series(5, 16, time(10), 90),
    CHAIN_TEAM: Series(9, 3, time(10), 90),
    PROJECT_GROUP: Series(13, 0, time(14), 120),
    ONLINE: Series(4, 2, time(15), 90),
    AT_SCHOOL: Series(4, 1, time(15), 90),
}
STEERING_2026 = (date(2026, 3, 12), date(2026, 6, 11), date(2026, 9, 8), date(2026, 12, 8))
BROAD_2026 = (date(2026, 2, 12), date(2026, 10, 8))
THEME = "Samen in actie tegen online seksueel geweld"

AGENDAS: dict[str, tuple[tuple[str, AgendaItemKind, str], ...]] = {
    STEERING_GROUP: (
        ("Verslag en actiepunten", INFORM, ""),
        ("Voortgang van het plan", DISCUSS, NIJMEGEN),
        ("Tekort op de begroting: kiezen wat doorgaat", DECIDE, NIJMEGEN),
    ),
    CORE_GROUP: (
        ("Actiepunten", INFORM, ""),
        ("Voorbereiden van de stuurgroep", DISCUSS, GGD),
        ("Samenwerkingsafspraken: wie moet nog tekenen", DISCUSS, NIJMEGEN),
    ),
    CHAIN_TEAM: (
        ("Schakels die niet belegd zijn", DISCUSS, GGD),
        ("Overdracht tussen hulp en nazorg", DISCUSS, STERKER),
    ),
    PROJECT_GROUP: (("Uren en activiteiten van dit kwartaal", INFORM, ""), ("Jaarplanning", DECIDE, GGD)),
    CASE_MEETING: (("Wat het netwerk kan leren", DISCUSS, ""),),
    BROAD_MEETING: (("Nieuws van de partners", INFORM, ""), ("Wat knelt er op de werkvloer?", DISCUSS, GGD)),
    ONLINE: (("Wat bestaat er al in andere regio’s?", DISCUSS, STERKER), ("Concept van het voorstel", DISCUSS, TIEL)),
}
PROGRAMME_OF_THE_DAY = (
    (time(9, 30), "Ontvangst en opening"),
    (time(10), "Wat jongeren online meemaken: een inleiding"),
    (time(11), "Werkgroepen per ketenschakel"),
    (time(13, 30), "Succes delen: wat lukte dit jaar?"),
    (time(15), "Lessen voor het netwerk"),
)
MINUTES = {
    STEERING_GROUP: "De stuurgroep besprak de voortgang van het plan. De meeste acties liggen op schema. "
    "Over de begroting zijn de partners het nog niet eens: in het volgende overleg ligt een voorstel met 3 keuzes.",
    CORE_GROUP: "De kerngroep liep de actiepunten langs en bereidde de stuurgroep voor. "
    "Partners gebruiken voortaan één formulier voor de overdracht.",
    CHAIN_TEAM: "De schakel «Weging» heeft nog geen procesverantwoordelijke. Het team legt een voorstel voor.",
    PROJECT_GROUP: "De partners liepen de uren en de activiteiten van het kwartaal langs. De jaarplanning klopt nog.",
    BROAD_MEETING: "Alle partners vertelden wat er goed gaat. De wachttijd voor behandeling kwam het vaakst terug.",
    REGIONAL_DAY: "De lessen van de dag staan bij de verbeterpunten.",
    ONLINE: "De werkgroep verzamelde voorbeelden uit andere regio’s en verdeelde het schrijven van het voorstel.",
    AT_SCHOOL: "De handreiking is besproken met mentoren van drie scholen en daarna aangepast.",
}
NUMBERS = "87 deelnemers van 31 organisaties\n6 werkgroepen\nGemiddeld cijfer: 8,1\n4 lessen voor het netwerk"
SIGN_UPS = {GGD: 6, MEE: 4, IRISZORG: 2, MOVIERA: 3, NIJMEGEN: 3, TIEL: 2}

# Day, title, and what it means; the stuurgroep decided them in a meeting of that day.
DECISIONS = (
    (
        date(2026, 3, 12),
        "De gedeelde visie op samenwerken aan veiligheid is vastgesteld",
        "Alle partners werken vanuit deze visie. In december kijken zij samen terug.",
    ),
    (
        date(2026, 6, 11),
        "Het plan van aanpak 2026–2029 is vastgesteld",
        "Versie 2. De stuurgroep volgt de voortgang twee keer per jaar met een rapportage.",
    ),
    (
        date(2026, 9, 8),
        "In december kiezen de bestuurders wat doorgaat bij een tekort",
        "Nijmegen legt per post drie keuzes voor: doorschuiven, schrappen of een andere bron.",
    ),
)


def load_meetings(organisations: dict[str, Organisation]) -> None:
    day = today()
    bodies = {body.name: body for body in Body.objects.with_seats()}
    Meeting.objects.bulk_create(_meeting(bodies[name], *about) for name, about in _planned(bodies, day))
    meetings = list(Meeting.objects.select_related("body").order_by("starts_at"))
    _agendas(meetings, organisations)
    _sign_ups(meetings, organisations, day)
    _attendance([each for each in meetings if each.day < day], bodies, organisations)
    _decisions(meetings, bodies, day)
    _action_points(bodies, organisations, day)


def last_of(name: str, before: date) -> Meeting:
    """The last meeting of a body before a day."""
    return Meeting.objects.planned().filter(body__name=name, starts_at__date__lt=before).latest("starts_at")


def next_of(name: str) -> Meeting:
    return Meeting.objects.planned().filter(body__name=name).coming().earliest("starts_at")


# --- when ----------------------------------------------------------------------------------------------------------


def _planned(bodies: dict[str, Body], day: date) -> Iterator[tuple[str, tuple[date, time, int]]]:
    for name, series in SERIES.items():
        for number in range(((day - ANCHOR) + AHEAD) // timedelta(weeks=series.weeks)):
            on = ANCHOR + timedelta(weeks=number * series.weeks, days=series.days_later)
            if _takes_place(bodies[name], on, since=day - BACK):
                yield name, (on, series.starts, series.minutes)
    for on in steering_days(day.year + 1):
        yield STEERING_GROUP, (on, time(9, 30), 120)
    for on in (*BROAD_2026, *(nth(3, year, month, 2) for year in _later(day) for month in (2, 10))):
        yield BROAD_MEETING, (on, time(13), 180)
    for on in (nth(3, year, 3, 3) for year in (2026, *_later(day))):
        yield REGIONAL_DAY, (on, time(9, 30), 390)


def _takes_place(body: Body, on: date, *, since: date) -> bool:
    """A group that stopped keeps its last meetings."""
    since = min(since, body.ends_on - timedelta(weeks=12)) if body.ends_on else since
    return max(since, body.starts_on) <= on <= (body.ends_on or on)


def steering_days(last_year: int) -> list[date]:
    """Four times a year: in 2026 on the days that the plan names, later on the second Tuesday."""
    later = (nth(1, year, month, 2) for year in range(2027, last_year + 1) for month in (3, 6, 9, 12))
    return [*STEERING_2026, *later]


def _later(day: date) -> range:
    return range(2027, day.year + 2)


def nth(weekday: int, year: int, month: int, number: int) -> date:
    """The first, second and so on Tuesday (weekday 1) or Thursday (3) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _meeting(body: Body, on: date, starts: time, minutes: int) -> Meeting:
    starts_at = timezone.make_aware(datetime.combine(on, starts))
    is_past = on < today()
    is_done = is_past and on < today() - timedelta(weeks=5)
    is_the_day = body.name == REGIONAL_DAY
    return Meeting(
        body=body,
        theme=THEME if is_the_day and is_past else "",  # that of the next regio-dag is still to be chosen
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        place="Cultuurhuis in Nijmegen" if is_the_day else OFFICE,
        minutes=MINUTES.get(body.name, "") if is_past else "",
        minutes_settled_on=on + timedelta(weeks=4) if is_done and body.name in MINUTES else None,
        participants=87 if is_the_day and is_past else None,
        numbers=NUMBERS if is_the_day and is_past else "",
    )


# --- what belongs to them --------------------------------------------------------------------------------------------


def _agendas(meetings: list[Meeting], organisations: dict[str, Organisation]) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=number, title=title, kind=kind, organisation=organisations.get(by))
        for meeting in meetings
        for number, (title, kind, by) in enumerate(AGENDAS.get(meeting.body.name, ()), start=1)
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=number, title=title, kind=PROGRAMME, starts=starts)
        for meeting in meetings
        if meeting.is_regional_day
        for number, (starts, title) in enumerate(PROGRAMME_OF_THE_DAY, start=1)
    )


def _sign_ups(meetings: list[Meeting], organisations: dict[str, Organisation], day: date) -> None:
    """All who came to the past ones, and the first two for what comes."""
    SignUp.objects.bulk_create(
        SignUp(meeting=meeting, organisation=organisations[name], people=people)
        for meeting in meetings
        if meeting.is_regional_day
        for name, people in list(SIGN_UPS.items())[: None if meeting.day < day else 2]
    )


def _attendance(past: list[Meeting], bodies: dict[str, Body], organisations: dict[str, Organisation]) -> None:
    """Of each meeting but the last of the kerngroep, which somebody still has to fill in."""
    everybody = list(organisations.values())
    place = {organisation.pk: number for number, organisation in enumerate(everybody)}
    to_fill_in = max((each.pk for each in past if each.body.name == CORE_GROUP), default=0)
    of_body = {
        body.pk: everybody
        if body.is_open
        else [each for each in everybody if each.pk in {seat.organisation_id for seat in body.seats_now}]
        for body in bodies.values()
    }
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting, organisation=organisation, presence=_presence(number, meeting, place[organisation.pk])
        )
        for number, meeting in enumerate(past)
        if meeting.pk != to_fill_in
        for organisation in of_body[meeting.body_id]
    )


def _presence(number: int, meeting: Meeting, place: int) -> Presence:
    """Two in three partners miss one meeting of four, and nobody one of the stuurgroep."""
    if place % 3 == 0 or (number + place) % 4 or meeting.body.name == STEERING_GROUP:
        return Presence.PRESENT
    return Presence.ABSENT if place % 5 == 4 else Presence.EXCUSED


def _decisions(meetings: list[Meeting], bodies: dict[str, Body], day: date) -> None:
    steering_group = bodies[STEERING_GROUP]
    held = {each.day: each for each in meetings if each.body_id == steering_group.pk}
    Decision.objects.bulk_create(
        Decision(
            year=on.year, sequence=number, decided_on=on, title=title, text=text, body=steering_group, meeting=held[on]
        )
        for number, (on, title, text) in enumerate(DECISIONS, start=1)
        if on <= day
    )


def _action_points(bodies: dict[str, Body], organisations: dict[str, Organisation], day: date) -> None:
    """One late, one done, and some ahead."""
    bas, joost = (Person.objects.get(email=f"{account}@demo.example") for account in ("partner", "gemeente"))
    last = last_of(CORE_GROUP, day)
    for title, who, person, due, done in (
        ("Overzicht maken van trainingen voor professionals", MEE, bas, day - timedelta(days=6), None),
        ("De 4 besturen bellen die nog moeten tekenen", NIJMEGEN, None, day + timedelta(days=9), None),
        ("Aanbod van de regio aan de huisartsen sturen", TIEL, joost, day + timedelta(days=16), None),
        ("Het formulier voor de overdracht rondsturen", GGD, None, day - timedelta(days=4), day - timedelta(days=5)),
    ):
        ActionPoint.objects.create(
            body=bodies[CORE_GROUP],
            meeting=last,
            title=title,
            organisation=organisations[who],
            person=person,
            due_on=due,
            done_on=done,
        )
