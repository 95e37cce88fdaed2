"""What the words and the figures mean."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from actionplan.models import (
    FRESH_FOR,
    STALE,
)
from actionplan.progress import SMALL_COUNT
from monitor.reporting.part import Row
from monitor.reporting.sections import (
    Definition,
    Definitions,
)

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Definitions:
    return Definitions(
        terms=_TERMS, indicators=tuple(Definition(each.indicator, each.definition) for each in live.figures)
    )


_TERMS = (
    Definition("Groen", "De actie ligt op schema in tijd, geld en kwaliteit.", "green"),
    Definition("Oranje", "Er is een risico. De trekker stuurt bij.", "amber"),
    Definition("Rood", "Het lukt niet binnen de afspraken. De stuurgroep bespreekt het.", "red"),
    Definition("Grijs", "De actie is nog niet begonnen.", "grey"),
    Definition("Niet bijgewerkt", f"De trekker heeft {FRESH_FOR.days} dagen of langer niets gemeld.", STALE),
    Definition("Stand van een actie", "Tijd, geld en kwaliteit hebben elk een stand. De minst goede van de drie telt."),
    Definition("Peildatum", "Het rapport laat zien wat op die dag bekend was."),
    Definition(
        "Bandbreedte",
        f"Wat vooraf als resultaat is afgesproken. Een aantal personen onder de {SMALL_COUNT} staat er niet. "
        "Er staat dan alleen of het binnen de bandbreedte ligt, eronder of erboven.",
    ),
    Definition("Tekort", "Wat meer is gevraagd dan beschikbaar is."),
)


def rows(body: Definitions) -> Iterator[Row]:
    yield from (Row(each.term, "betekenis", each.meaning) for each in body.terms)
    yield from (Row(each.term, "wat telt mee", each.meaning) for each in body.indicators)
