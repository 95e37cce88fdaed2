"""What the words and the figures mean."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from actionplan.models import (
    FRESH_FOR,
    STALE,
)
from actionplan.progress import SMALL_COUNT
from monitor.models import SectionKind
from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_indicator
from monitor.reporting.sections import (
    Definition,
    Definitions,
)

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Definitions:
    """Only of words and figures that stand in this report."""
    terms = [
        *(_LIGHTS if live.kinds & _WITH_LIGHTS else ()),
        _REFERENCE_DATE,
        *(definition for kind, definition in _OF_A_SECTION.items() if kind in live.kinds),
    ]
    return Definitions(
        terms=tuple(terms), indicators=tuple(Definition(name, meaning) for name, meaning in _counted(live).items())
    )


def _counted(live: "Live") -> dict[str, str]:
    """Each indicator with what counts in it."""
    if SectionKind.EXTENT in live.kinds and live.picture:
        return {line.indicator.name: line.indicator.definition for line in live.picture.figures}
    if SectionKind.MONITOR in live.kinds:
        return {each.indicator: each.definition for each in live.figures}
    return {}


_WITH_LIGHTS = {SectionKind.SUMMARY, SectionKind.BUILDING_BLOCKS, SectionKind.ACTIONS, SectionKind.LOCAL_ACTIONS}
_LIGHTS = (
    Definition("Groen", "De actie ligt op schema in tijd, geld en kwaliteit.", "green"),
    Definition("Oranje", "Er is een risico. De trekker stuurt bij.", "amber"),
    Definition("Rood", "Het lukt niet binnen de afspraken. De stuurgroep bespreekt het.", "red"),
    Definition("Grijs", "De actie is nog niet begonnen.", "grey"),
    Definition("Niet bijgewerkt", f"De trekker heeft {FRESH_FOR.days} dagen of langer niets gemeld.", STALE),
    Definition("Stand van een actie", "Tijd, geld en kwaliteit hebben elk een stand. De minst goede van de drie telt."),
)
_REFERENCE_DATE = Definition("Peildatum", "Het rapport laat zien wat op die dag bekend was.")
_OF_A_SECTION = {
    SectionKind.ACTIONS: Definition(
        "Bandbreedte",
        f"Wat vooraf als resultaat is afgesproken. Een aantal personen onder de {SMALL_COUNT} staat er niet. "
        "Er staat dan alleen of het binnen de bandbreedte ligt, eronder of erboven.",
    ),
    SectionKind.FINANCE: Definition("Tekort", "Wat meer is gevraagd dan beschikbaar is."),
}


def places(body: Definitions) -> Iterator[Place]:
    for each in body.indicators:
        yield from of_indicator(each.term, [each.meaning])


def rows(body: Definitions) -> Iterator[Row]:
    yield from (Row(each.term, "betekenis", each.meaning) for each in body.terms)
    yield from (Row(each.term, "wat telt mee", each.meaning) for each in body.indicators)
