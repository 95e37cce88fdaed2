"""The demo's bottlenecks, one in each state, and what casework and the regio-dag taught. All made up, about nobody."""

from dataclasses import dataclass
from datetime import date, timedelta

from network.dates import today
from network.models import Person
from partners.chain import STANDARD_LINKS
from partners.demo_meetings import last_of, next_of
from partners.demo_region import CASE_MEETING, CORE_GROUP, GGD, MEE, MOVIERA, REGIONAL_DAY, STEERING_GROUP, STERKER
from partners.models import (
    AgendaItem,
    AgendaItemKind,
    Body,
    Bottleneck,
    BottleneckStatus,
    BottleneckStep,
    ChainLink,
    Decision,
    Lesson,
    LessonStatus,
    Meeting,
    Organisation,
    Origin,
    StepKind,
)

_, SIGNS, WEIGHING, _, HELP, AFTERCARE, _ = (link.name for link in STANDARD_LINKS)
RAISED, ESCALATED, CLOSED = StepKind.RAISED, StepKind.ESCALATED, StepKind.CLOSED
TAKEN_UP_LESSON = "Spreek af wie na de hulp contact houdt"


@dataclass(frozen=True)
class Knot:
    """A bottleneck; of each step the kind, how many days ago, the body where it lies after it, and a note."""

    title: str
    description: str
    organisation: str
    link: str
    status: BottleneckStatus
    steps: tuple[tuple[StepKind, int, str, str], ...]
    asked: str = ""
    outcome: str = ""


BOTTLENECKS = (
    Knot(
        "De wachttijd voor behandeling loopt op",
        "Partners verwijzen door naar behandeling, maar daar is pas na maanden plaats. Tot die tijd houdt niemand "
        "vanzelf contact.",
        STERKER,
        HELP,
        BottleneckStatus.OPEN,
        ((RAISED, 20, CASE_MEETING, ""),),
    ),
    Knot(
        "De politie heeft geen vaste contactpersoon voor het netwerk",
        "Acute meldingen en het netwerk weten elkaar niet te vinden. Elke partner zoekt zelf naar een ingang.",
        GGD,
        WEIGHING,
        BottleneckStatus.ESCALATED,
        (
            (RAISED, 95, CASE_MEETING, "Kwam in drie overleggen achter elkaar terug."),
            (ESCALATED, 64, CORE_GROUP, "De werkvloer kreeg geen antwoord."),
            (ESCALATED, 30, STEERING_GROUP, "De kerngroep kan dit niet zelf regelen. Bestuurders wel."),
        ),
        asked="Vraag de leiding van de politie-eenheid om een vaste contactpersoon voor de regio.",
    ),
    Knot(
        "Elke partner gebruikt een eigen formulier voor de overdracht",
        "Bij een overdracht raken gegevens kwijt, en mensen doen hun verhaal twee keer.",
        MOVIERA,
        AFTERCARE,
        BottleneckStatus.DECIDED,
        (
            (RAISED, 120, CASE_MEETING, ""),
            (ESCALATED, 80, CORE_GROUP, "Vraagt een afspraak tussen alle partners."),
        ),
        asked="Kies één formulier voor alle partners.",
    ),
    Knot(
        "Nieuwe medewerkers weten niet wie zij kunnen bellen",
        "Wie begint, kent de aandachtsfunctionarissen van de andere partners niet.",
        MEE,
        SIGNS,
        BottleneckStatus.CLOSED,
        (
            (RAISED, 200, CASE_MEETING, ""),
            (ESCALATED, 150, CORE_GROUP, ""),
            (CLOSED, 41, CORE_GROUP, ""),
        ),
        outcome="De partners zetten hun aandachtsfunctionaris in «Wie is wie». Nieuwe medewerkers zien dat meteen.",
    ),
)


@dataclass(frozen=True)
class Learned:
    """A lesson; `ago` counts the days since it was noted, and `because` says what happened with it."""

    title: str
    text: str
    origin: Origin
    organisation: str
    link: str
    ago: int
    status: LessonStatus = LessonStatus.NEW
    because: str = ""


LESSONS = (
    Learned(
        "Vraag eerder of iemand hulp wil bij aangifte",
        "Dat gebeurt nu vaak pas aan het eind.",
        Origin.CASEWORK,
        STERKER,
        SIGNS,
        ago=12,
    ),
    Learned(
        "Leg vast wie de tolk regelt",
        "Twee partners dachten dat de ander het deed.",
        Origin.CASEWORK,
        MOVIERA,
        HELP,
        ago=27,
    ),
    Learned(
        "Betrek jongerenwerk bij de regio-dag",
        "Zij zien als eersten wat er online speelt.",
        Origin.REGIONAL_DAY,
        MEE,
        SIGNS,
        ago=60,
    ),
    Learned(
        TAKEN_UP_LESSON,
        "Na de laatste afspraak bleef het soms stil.",
        Origin.CASEWORK,
        MEE,
        AFTERCARE,
        ago=70,
        status=LessonStatus.TAKEN_UP,
        because="Komt in de werkafspraken over nazorg.",
    ),
    Learned(
        "Houd cijfers bij per gemeente",
        "Zo ziet elke gemeente de eigen stand.",
        Origin.REGIONAL_DAY,
        GGD,
        "",
        ago=140,
        status=LessonStatus.SET_ASIDE,
        because="De aantallen zijn te klein om iets te zeggen. De monitor toont ze voor de hele regio.",
    ),
)


def load_bottlenecks(organisations: dict[str, Organisation]) -> None:
    day = today()
    bodies = {body.name: body for body in Body.objects.all()}
    links = {link.name: link for link in ChainLink.objects.all()}
    coordinator = Person.objects.get(email="coordinator@demo.example")
    for knot in BOTTLENECKS:
        bottleneck = _bottleneck(knot, day, bodies, organisations[knot.organisation], links[knot.link])
        steps = [
            BottleneckStep(
                bottleneck=bottleneck,
                kind=kind,
                happened_on=_workday(day, ago),
                body=bodies[where],
                note=note,
                by=coordinator,
            )
            for kind, ago, where, note in knot.steps
        ]
        if knot.status == BottleneckStatus.DECIDED:
            steps.append(_decided(bottleneck, day, coordinator))
        BottleneckStep.objects.bulk_create(steps)
        if knot.status == BottleneckStatus.ESCALATED:
            _on_the_agenda(bottleneck)
    _lessons(day, organisations, links)


def _workday(day: date, ago: int) -> date:
    """So many days ago, or the Friday before."""
    found = day - timedelta(days=ago)
    return found - timedelta(days=max(found.weekday() - 4, 0))


def _bottleneck(
    knot: Knot, day: date, bodies: dict[str, Body], organisation: Organisation, link: ChainLink
) -> Bottleneck:
    return Bottleneck.objects.create(
        title=knot.title,
        description=knot.description,
        asked=knot.asked,
        organisation=organisation,
        chain_link=link,
        body=bodies[knot.steps[-1][2]],
        status=knot.status,
        raised_on=_workday(day, knot.steps[0][1]),
        closed_on=_workday(day, knot.steps[-1][1]) if knot.status == BottleneckStatus.CLOSED else None,
        outcome=knot.outcome,
    )


def _decided(bottleneck: Bottleneck, day: date, by: Person) -> BottleneckStep:
    """In the last meeting of the body where it lies, with the number after those that were given that year."""
    meeting = last_of(bottleneck.body.name, day)
    decision = Decision.objects.create(
        year=meeting.day.year,
        sequence=Decision.objects.filter(year=meeting.day.year).count() + 1,
        decided_on=meeting.day,
        title="Alle partners gebruiken hetzelfde formulier voor de overdracht",
        text="Het formulier geldt vanaf de eerste dag van de volgende maand.",
        body=bottleneck.body,
        meeting=meeting,
        bottleneck=bottleneck,
    )
    return BottleneckStep(
        bottleneck=bottleneck,
        kind=StepKind.DECIDED,
        happened_on=meeting.day,
        body=bottleneck.body,
        decision=decision,
        by=by,
    )


def _on_the_agenda(bottleneck: Bottleneck) -> None:
    meeting = next_of(bottleneck.body.name)
    AgendaItem.objects.create(
        meeting=meeting,
        position=meeting.agenda.count() + 1,
        title=bottleneck.title,
        kind=AgendaItemKind.DECIDE,
        organisation=bottleneck.organisation,
        bottleneck=bottleneck,
    )


def _lessons(day: date, organisations: dict[str, Organisation], links: dict[str, ChainLink]) -> None:
    for learned in LESSONS:
        around = day - timedelta(days=learned.ago)
        meeting = _where(learned.origin, around, day)
        noted_on = meeting.day if meeting else around
        Lesson.objects.create(
            title=learned.title,
            text=learned.text,
            origin=learned.origin,
            meeting=meeting,
            organisation=organisations[learned.organisation],
            chain_link=links.get(learned.link),
            noted_on=noted_on,
            status=learned.status,
            settled_on=None if learned.status == LessonStatus.NEW else min(noted_on + timedelta(days=21), day),
            settled_because=learned.because,
        )


def _where(origin: Origin, around: date, day: date) -> Meeting | None:
    """The last regio-dag, or the last casuïstiekoverleg of then; the oldest ones are not in the demo."""
    name, before = (REGIONAL_DAY, day) if origin == Origin.REGIONAL_DAY else (CASE_MEETING, around)
    return Meeting.objects.select_related("body").filter(body__name=name, starts_at__date__lt=before).past().first()
