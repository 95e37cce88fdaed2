"""The scan of the example region: what the region says this year and last, who sees it otherwise, and what followed."""

from datetime import date
from typing import NamedTuple

from django.urls import reverse

from actionplan.models import ActionOrigin, Plan, ScanAnswer, ScanItem, ScanState
from actionplan.scan_questions import ensure_scan_questions
from network.models import Municipality, Person
from partners.models import Organisation

IN_ORDER, PARTLY, NOT_YET = ScanState.IN_ORDER, ScanState.PARTLY, ScanState.NOT_YET
THIS_YEAR = 2026

# (bouwsteen, question): the page of the portal where it can be read.
SHOWN_IN = {
    (1, 1): "actionplan:vision",
    (1, 2): "actionplan:goal-list",
    (1, 3): "actionplan:vision",
    (1, 6): "actionplan:matrix",
    (2, 2): "partners:responsibility-list",
    (2, 4): "partners:service-list",
    (2, 5): "partners:organisation-list",
    (2, 7): "partners:meeting-list",
    (2, 8): "partners:body-list",
    (2, 9): "partners:lesson-list",
    (3, 2): "partners:body-list",
    (3, 3): "partners:agreement-list",
    (3, 4): "partners:organisation-list",
    (3, 7): "monitor:dashboard",
    (3, 8): "partners:meeting-list",
    (4, 1): "actionplan:goal-list",
    (4, 3): "actionplan:target-group-list",
    (4, 5): "actionplan:training-list",
    (4, 7): "actionplan:evaluation-list",
}
# What is not in order this year, with a word about why.
MISSING = {
    (1, 4): (PARTLY, "Van vier gemeenten ontbreken nog cijfers."),
    (1, 5): (PARTLY, "Met huiselijk geweld is het afgesproken, met onderwijs en veiligheid nog niet."),
    (2, 1): (NOT_YET, "Er is nog geen partner uit het veiligheidsdomein."),
    (2, 3): (PARTLY, "Twee partners moeten nog ondertekenen."),
    (2, 6): (PARTLY, "Van drie partners is bekend hoeveel uur het is."),
    (3, 1): (PARTLY, "In twee gemeenten is nog geen bestuurder aangewezen."),
    (3, 5): (NOT_YET, ""),
    (3, 6): (NOT_YET, "Staat in één subsidiebeschikking van de vijf."),
    (4, 2): (PARTLY, "Voor «Weging» is er nog geen actie."),
    (4, 4): (PARTLY, "Twaalf van de dertig scholen doen mee."),
    (4, 6): (NOT_YET, "Voor wie het deed is er geen aanbod in de regio."),
}
# In order this year, and not yet the year before.
NEW_THIS_YEAR = {(1, 2), (2, 9), (3, 7), (4, 7)}
FOLLOWED_BY = {(1, 4): "1.2", (1, 5): "1.3", (2, 1): "2.5", (3, 5): "3.2", (4, 4): "4.8"}


class Seen(NamedTuple):
    """How somebody else sees it."""

    who: str
    question: tuple[int, int]
    state: ScanState
    note: str = ""


OTHERS = (
    Seen("Tiel", (1, 1), IN_ORDER),
    Seen("Tiel", (2, 4), PARTLY, "Het aanbod in Rivierenland staat er nog niet allemaal op."),
    Seen("Tiel", (2, 7), IN_ORDER),
    Seen("Tiel", (3, 1), IN_ORDER),
    Seen("Nijmegen", (3, 1), IN_ORDER),
    Seen("Nijmegen", (3, 6), PARTLY, "In de nieuwe subsidieregels staat het wel."),
    Seen("MEE Gelderse Poort", (2, 5), IN_ORDER),
    Seen("MEE Gelderse Poort", (2, 6), NOT_YET, "De uren voor het netwerk gaan af van de uren voor cliënten."),
    Seen("MEE Gelderse Poort", (3, 5), NOT_YET),
)


def load_scan(plan: Plan) -> None:
    """The questions, the answers of two years, and the actions that follow from what was missing."""
    ensure_scan_questions()
    items = {(item.building_block, item.position): item for item in ScanItem.objects.all()}
    coordinator = Person.objects.get(email="coordinator@demo.example")
    for place, item in items.items():
        _answer(item, THIS_YEAR, place, *MISSING.get(place, (IN_ORDER, "")), by=coordinator)
        was_missing = place in NEW_THIS_YEAR or place in MISSING
        _answer(item, THIS_YEAR - 1, place, NOT_YET if was_missing else IN_ORDER, "", by=coordinator)
    for seen in OTHERS:
        _seen_by(seen, items[seen.question])
    for place, code in FOLLOWED_BY.items():
        answer = ScanAnswer.objects.of_the_region().get(item=items[place], year=THIS_YEAR)
        ActionOrigin.objects.create(action=plan.actions.get(code=code), scan_answer=answer)


def _answer(item: ScanItem, year: int, place: tuple[int, int], state: ScanState, note: str, *, by: Person) -> None:
    ScanAnswer.objects.create(
        item=item,
        year=year,
        state=state,
        checked_on=date(year, 10, 15),
        evidence_url=reverse(SHOWN_IN[place]) if state == IN_ORDER else "",
        note=note,
        answered_by=by,
    )


def _seen_by(seen: Seen, item: ScanItem) -> None:
    municipality = Municipality.objects.filter(name=seen.who).first()
    ScanAnswer.objects.create(
        item=item,
        year=THIS_YEAR,
        municipality=municipality,
        organisation=None if municipality else Organisation.objects.get(name=seen.who),
        state=seen.state,
        checked_on=date(THIS_YEAR, 11, 3),
        evidence_url=reverse(SHOWN_IN.get(seen.question, "partners:organisation-list"))
        if seen.state == IN_ORDER
        else "",
        note=seen.note,
    )
