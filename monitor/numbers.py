"""Figures as statistics offices print them: Dutch numbers, and the kinds of missing that are never 0."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices

from network.dutch import NotReadable, number, read_number

MAX_DECIMALS = 4
LEAST_THRESHOLD = 10  # the lowest that a rule may say, and what is meant where an edition has none
MAX_DIGITS = 12  # before the comma


class ValueStatus(TextChoices):
    """Whether there is a value, and if not, why: each is a meaning of its own and none of them is 0."""

    VALUE = "value", "waarde"
    SUPPRESSED = "suppressed", "geheim of onbekend"
    WITHHELD = "withheld", "onderdrukt door de bron"
    LIMIT = "limit", "klein aantal, de bron geeft alleen een grens"
    IMPOSSIBLE = "impossible", "kan niet voorkomen"
    NIL = "nil", "nihil"
    NOT_GIVEN = "not_given", "niet opgegeven"
    UNKNOWN = "unknown", "onbekend"
    NOT_YET = "not_yet", "nog niet beschikbaar"
    NOT_APPLICABLE = "n_a", "niet van toepassing"
    # What the portal hides itself, of numbers that partners delivered.
    BELOW = "below", "minder dan de grens"
    HIDDEN = "hidden", "verborgen, anders is een klein getal uit te rekenen"


# There was a number, shown or not; the rest says why there was none.
COUNTED = frozenset({ValueStatus.VALUE, ValueStatus.BELOW, ValueStatus.HIDDEN})


class RevisionStatus(TextChoices):
    PROVISIONAL = "provisional", "voorlopig"
    REVISED_PROVISIONAL = "revised_provisional", "nader voorlopig"
    FINAL = "final", "definitief"


@dataclass(frozen=True, slots=True)
class Figure:
    """What one cell says. `value` is None unless the status is «waarde»; `revision` is None without an asterisk."""

    value: Decimal | None
    status: ValueStatus
    revision: RevisionStatus | None = None


class FigureError(ValueError):
    """A cell that is no number and no symbol: why not, and what to do, both in Dutch."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"{reason} {advice}")
        self.reason = reason
        self.advice = advice


# How missing values are printed, on screen and in a download, and read back again.
SYMBOL_OF = {
    ValueStatus.SUPPRESSED: ".",
    ValueStatus.WITHHELD: "x",
    ValueStatus.LIMIT: "<",
    ValueStatus.IMPOSSIBLE: "",
    ValueStatus.NIL: "-",
    ValueStatus.NOT_GIVEN: "niet opgegeven",
    ValueStatus.UNKNOWN: "onbekend",
    ValueStatus.NOT_YET: "nog niet",
    ValueStatus.NOT_APPLICABLE: "n.v.t.",
    ValueStatus.HIDDEN: "verborgen",
}
# What a symbol means, in a sentence: below a table, for the symbols that are in it.
EXPLANATION_OF = {
    ValueStatus.SUPPRESSED: "Een punt betekent: geheim of onbekend. Het is niet nul.",
    ValueStatus.WITHHELD: "Een x betekent: de bron houdt dit cijfer geheim.",
    ValueStatus.LIMIT: "Een < betekent: een klein aantal. De bron geeft alleen een grens.",
    ValueStatus.IMPOSSIBLE: "Een lege cel betekent: dit kan niet voorkomen.",
    ValueStatus.NIL: "Een streepje betekent: nihil.",
    ValueStatus.NOT_GIVEN: "«Niet opgegeven» betekent: de bron leverde dit cijfer niet.",
    ValueStatus.UNKNOWN: "«Onbekend» betekent: de bron weet dit niet.",
    ValueStatus.NOT_YET: "«Nog niet» betekent: dit cijfer komt later.",
    ValueStatus.NOT_APPLICABLE: "«N.v.t.» betekent: niet van toepassing.",
    ValueStatus.BELOW: "<{threshold}: minder dan {threshold}.",
    ValueStatus.HIDDEN: "Verborgen: dit getal staat er niet, omdat anders een klein getal is uit te rekenen.",
}
_SYMBOLS = {symbol: status for status, symbol in SYMBOL_OF.items()} | {
    "?": ValueStatus.UNKNOWN,
    "nvt": ValueStatus.NOT_APPLICABLE,
    "n.v.t": ValueStatus.NOT_APPLICABLE,
    "niet van toepassing": ValueStatus.NOT_APPLICABLE,
    "nog niet beschikbaar": ValueStatus.NOT_YET,
    "nog niet bekend": ValueStatus.NOT_YET,
    "n.n.b.": ValueStatus.NOT_YET,
    "nihil": ValueStatus.NIL,
    "geheim": ValueStatus.WITHHELD,
}
_LIMIT = re.compile(r"(?:<|minder dan )=? ?[\d.]+")
_WITH_DECIMAL_POINT = re.compile(r"-?\d+(?:\.\d+)?")
_REVISIONS = {
    "**": RevisionStatus.REVISED_PROVISIONAL,
    "*": RevisionStatus.PROVISIONAL,
}

# Letters that are typed, or read by a scanner, for a digit.
_LOOKALIKES = {"O": "0", "o": "0", "l": "1", "I": "1"}


def read_revision(label: str) -> tuple[str, RevisionStatus | None]:
    """«2023*» → («2023», voorlopig); «2022**» → («2022», nader voorlopig); «2021» → («2021», None)."""
    plain = _plain(label)
    for asterisks, revision in _REVISIONS.items():
        if plain.endswith(asterisks):
            return plain.removesuffix(asterisks).rstrip(), revision
    return plain, None


def read_figure(text: str, *, decimal_point: bool = False) -> Figure:
    """1.310 · 28,5 · 1.139.720 · 1658,3 · . · - · nothing. What can't be read for certain is refused.

    With `decimal_point` as the open-data portal writes: 81.35, and nothing that groups thousands.
    """
    plain, revision = read_revision(text)
    if (status := _SYMBOLS.get(plain.lower())) is not None:
        return Figure(None, status, revision)
    if _LIMIT.fullmatch(plain.lower()):
        return Figure(None, ValueStatus.LIMIT, revision)
    if not plain.isascii():
        raise FigureError("Dit is geen getal.", "Controleer het bij de bron.")
    return Figure(
        _within_limits(_with_decimal_point(plain) if decimal_point else _in_dutch(plain)), ValueStatus.VALUE, revision
    )


def _in_dutch(plain: str) -> Decimal:
    try:
        return read_number(plain)
    except NotReadable:
        raise _why_not(plain) from None


def _with_decimal_point(plain: str) -> Decimal:
    if _WITH_DECIMAL_POINT.fullmatch(plain):
        return Decimal(plain)
    if re.fullmatch(r"-?[\d.]+,\d+", plain):
        raise FigureError(
            "Hier staat een komma, terwijl dit bestand een punt voor de decimalen schrijft.",
            "Download het bestand opnieuw en verander het niet in een rekenblad.",
        )
    raise FigureError("Dit is geen getal.", "Download het bestand opnieuw bij de bron.")


def _within_limits(value: Decimal) -> Decimal:
    if decimals_of(value) > MAX_DECIMALS or value.adjusted() >= MAX_DIGITS:
        raise FigureError("Dit getal heeft te veel cijfers.", "Rond het af op hoogstens vier cijfers achter de komma.")
    return value


def decimals_of(value: Decimal) -> int:
    """How many digits stand after the comma: 12,0 has one."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def figure_text(value: Decimal | None, status: str, threshold: int = LEAST_THRESHOLD) -> str:
    """1310 → 1.310; a missing value becomes its symbol, never 0; a count below the threshold becomes <10."""
    if status == ValueStatus.BELOW:
        return f"<{threshold}"
    return number(value) if status == ValueStatus.VALUE else SYMBOL_OF[ValueStatus(status)]


def _plain(text: str) -> str:
    return " ".join(text.replace("−", "-").split())


def _why_not(plain: str) -> FigureError:
    if guess := _digits_for_letters(plain):
        letter = "een letter O in plaats van een nul" if "o" in plain.lower() else "een letter in plaats van een 1"
        return FigureError(f"Hier staat {letter}.", f"Verander het in {guess} en laad het bestand opnieuw.")
    if re.fullmatch(r"-?\d+\.\d+", plain):
        with_comma = plain.replace(".", ",")
        return FigureError(
            "Dit kan een decimale punt zijn, of een punt die verkeerd staat.",
            f"Schrijf {with_comma} als het om cijfers achter de komma gaat.",
        )
    if re.fullmatch(r">=? ?\d+", plain):
        return FigureError("Dit is een grens en geen getal.", "Vul het getal in, of een punt als het geheim is.")
    if re.search(r"\d", plain):
        return FigureError("Dit is geen getal.", "Schrijf alleen cijfers, bijvoorbeeld 1.310 of 28,5.")
    return FigureError(
        "Dit is geen getal en geen teken dat StatLine gebruikt.",
        "StatLine gebruikt een punt, een streepje of een lege cel voor een waarde die er niet is.",
    )


def _digits_for_letters(plain: str) -> str:
    """The number that was meant when letters stand for digits, as it should be typed; empty when that is no number."""
    if not re.search(r"\d", plain) or not any(letter in plain for letter in _LOOKALIKES):
        return ""
    guess = "".join(_LOOKALIKES.get(letter, letter) for letter in plain)
    try:
        read_number(guess)
    except NotReadable:
        return ""
    return guess
