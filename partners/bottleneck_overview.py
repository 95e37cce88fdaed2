"""What bottlenecks and lessons put on «Mijn overzicht», and on the pages of the chain."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse

from network.dutch import long_date
from network.models import Person
from network.overview import Counted, Todo, counted, source
from network.policy import Permission, may
from network.together import Fetch, fetch
from partners.models import Body, Bottleneck, ChainLink, Lesson
from partners.parts import PartItem, link_part

LONG = timedelta(days=90)  # after which a question that waits for a decision is called old
MOST_IN_THE_CHAIN = 200  # on its pages; the register has them all


@source
def decisions_asked_of_my_body(person: Person, on: date) -> Iterator[Todo | Fetch]:
    """Whoever presides puts them on the agenda."""
    mine = Body.objects.chaired_by(person, on).values("pk")
    asked = Bottleneck.objects.visible_to(person).escalated().filter(body__in=mine).with_last_move().in_order()
    yield fetch(asked)
    for bottleneck in asked:
        yield Todo(
            due=None,
            title=f"Besluit gevraagd aan {bottleneck.body}: «{bottleneck}»",
            why=f"Op {long_date(bottleneck.since)} naar uw overleg geëscaleerd.",
            url=bottleneck.get_absolute_url(),
            action="Knelpunt bekijken",
            key=f"bottleneck:{bottleneck.pk}:{bottleneck.since}",
        )


@counted
def decisions_asked_long_ago(person: Person, on: date) -> Counted | None:
    """For who keeps the register: nobody should wait for an answer that never comes."""
    if not may(person, Permission.BOTTLENECK_CLOSE):
        return None

    def told(number: int) -> Todo:
        wait = "1 knelpunt wacht" if number == 1 else f"{number} knelpunten wachten"
        return Todo(
            due=None,
            title=f"{wait} al meer dan drie maanden op een besluit",
            why="Zet ze op de agenda, of leg ze terug bij wie verder kan.",
            url=f"{reverse('partners:bottleneck-list')}?stand=geescaleerd",
            action="Knelpunten bekijken",
            key=f"bottlenecks-waiting:{on:%Y-%m}",
        )

    return Counted(Bottleneck.objects.escalated_before(on - LONG), told)


@counted
def lessons_to_settle(person: Person, on: date) -> Counted | None:
    """For the coordinator, because going through them together is one job."""
    if not may(person, Permission.LESSON_SETTLE):
        return None

    def told(number: int) -> Todo:
        are = "1 verbeterpunt is" if number == 1 else f"{number} verbeterpunten zijn"
        return Todo(
            due=None,
            title=f"{are} nog op te pakken",
            why="Maak er een actie van, of schrijf waarom niet. Wie het inbracht leest dat terug.",
            url=f"{reverse('partners:lesson-list')}?stand=nieuw",
            action="Verbeterpunten bekijken",
            key=f"lessons-new:{on:%Y-%m}",
        )

    return Counted(Lesson.objects.to_take_up(), told)


@link_part("Knelpunten")
def bottlenecks_in_links(links: Sequence[ChainLink], person: Person, day: date) -> dict[int, list[PartItem]]:
    """Where in the chain it gets stuck now."""
    told: dict[int, list[PartItem]] = defaultdict(list)
    stuck = Bottleneck.objects.visible_to(person).not_closed().filter(chain_link__in=links).in_order()
    for bottleneck in stuck[:MOST_IN_THE_CHAIN]:
        if bottleneck.chain_link_id is not None:
            note = f"{bottleneck.get_status_display()}, ligt bij {bottleneck.body}"
            told[bottleneck.chain_link_id].append(PartItem(str(bottleneck), note, bottleneck.get_absolute_url()))
    return told
