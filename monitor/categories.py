"""How a part of a divided count is called: «Vrouw, 18 tot en met 24 jaar», or «Vrouw, Totaal»."""

from collections.abc import Iterable

TOTAL = "Totaal"  # the coordinate that stands for all of a subdivision
BETWEEN_PARTS = ", "


def category_of(labels: Iterable[str]) -> str:
    """("Vrouw", "Totaal") → «Vrouw, Totaal»; the total of everything has no name."""
    labels = list(labels)
    return "" if all(label == TOTAL for label in labels) else BETWEEN_PARTS.join(labels)
