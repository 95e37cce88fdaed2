"""The list of terms: the one that comes with the portal, and what search learns from the list as it is."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from network.database import one_at_a_time
from network.dutch import enumeration, long_date
from network.history import because
from network.models import OtherWord, Person, Term, WordKind
from network.plain_words import plain, words_of

OF_THE_PORTAL = Path(__file__).with_name("terms.csv")
THE_LIST = "the list of terms"

WordGroup = tuple[tuple[str, ...], ...]  # words for the same, each as its parts
# What people call a municipality, beside its name in the register. No terms of the field, so not in its list.
PLACES: tuple[WordGroup, ...] = ((("den", "haag"), ("s-gravenhage",)), (("den", "bosch"), ("s-hertogenbosch",)))


class TypedWord(NamedTuple):
    """Another word for a term, as it stands in the file or in the form."""

    word: str
    kind: str
    used_until: date | None = None


@transaction.atomic
def begin(*, by: Person | None = None) -> int:
    """Put in the terms of the portal, when the list is empty. How many were added."""
    one_at_a_time(THE_LIST)
    if Term.objects.exists():
        return 0
    with because("Begonnen met de begrippen van het portaal", by=by):
        rows = list(_rows())
        terms = Term.objects.bulk_create(term for term, _ in rows)
        OtherWord.objects.bulk_create(
            OtherWord(term=term, **other._asdict())
            for term, (_, others) in zip(terms, rows, strict=True)
            for other in others
        )
    return len(terms)


def _rows() -> Iterator[tuple[Term, list[TypedWord]]]:
    """The terms of the file. Several words in one cell have | between them."""
    with OF_THE_PORTAL.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            term = Term(word=row["begrip"], meaning=row["betekenis"], source=row["bron"])
            until = date.fromisoformat(row["vroeger tot en met"]) if row["vroeger tot en met"] else None
            others = [TypedWord(word, WordKind.SYNONYM) for word in _parts(row["ook wel"])]
            others += [TypedWord(word, WordKind.ABBREVIATION) for word in _parts(row["afkorting"])]
            others += [TypedWord(word, WordKind.FORMER, until) for word in _parts(row["vroeger"])]
            yield term, others


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def word_groups() -> list[WordGroup]:
    """Per term every word for it, and per place. One query."""
    pairs = Term.objects.filter(other_words__isnull=False).order_by("pk", "other_words__pk")
    groups: dict[str, list[str]] = {}
    for word, other in pairs.values_list("word", "other_words__word"):
        groups.setdefault(word, [word]).append(other)
    return [*PLACES, *(tuple(_readings(words)) for words in groups.values())]


def _readings(words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """«Veilig Thuis (VT)» is read without what stands between brackets."""
    for word in words:
        parts = tuple(words_of(re.sub(r"\([^)]*\)", " ", word)))
        if parts:
            yield parts


# --- as the page shows them ------------------------------------------------------------------------------------------


class ShownTerm(NamedTuple):
    """A term with its other words as sentences: «Vroeger: vrouwenhuis, tot en met 31 december 1999.»"""

    term: Term
    sentences: list[str]


def shown(found: Iterable[Term]) -> list[tuple[str, list[ShownTerm]]]:
    """By first letter. The other words are those that were fetched with the terms."""
    in_order = sorted(found, key=lambda term: plain(term.word))  # the database puts capitals first
    terms = [ShownTerm(term, _sentences(term)) for term in in_order]
    return [(letter, list(group)) for letter, group in groupby(terms, key=lambda each: _letter(each.term))]


def _letter(term: Term) -> str:
    return plain(term.word)[:1].upper()


def _sentences(term: Term) -> list[str]:
    others = list(term.other_words.all())
    also = [other.word for other in others if other.kind == WordKind.SYNONYM]
    short = [other.word for other in others if other.kind == WordKind.ABBREVIATION]
    sentences = [f"Ook wel: {enumeration(also, 'of')}."] if also else []
    sentences += [f"Afkorting: {enumeration(short, 'of')}."] if short else []
    return [*sentences, *_former(others)]


def _former(others: list[OtherWord]) -> Iterator[str]:
    """Words of the same day together."""
    former = [other for other in others if other.kind == WordKind.FORMER]
    for until, group in groupby(former, key=lambda other: other.used_until):
        words = enumeration([other.word for other in group], "of")
        yield f"Vroeger: {words}, tot en met {long_date(until)}." if until else f"Vroeger: {words}."
