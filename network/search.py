"""Search over everything that somebody may see. Each app adds its own sources.

A source makes one query. It finds parts of words («opvang» in «vrouwenopvang»), words with a typing error, what the
list of terms says is the same, and telephone numbers however they are written; the best first. Indexes on
`plain_words(…)` make that fast: a source asks about the same columns, in the same order, as its index.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.contrib.postgres.lookups import TrigramStrictWordSimilar, TrigramWordSimilar
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, models
from django.db.models import Count, F, Func, Q, Value, Window
from django.db.models.functions import Greatest
from django.db.models.lookups import Contains, Exact

from network.models import Person
from network.plain_words import phone_digits, words_of
from network.terms import WordGroup, word_groups

LONGEST = 60  # characters that count
AT_FIRST, AT_MOST = 6, 100  # results of one kind: at first, and when somebody asks for all of them
TO_WEIGH = 1000  # found rows among which the best are chosen; with more of them, another word helps more
ALIKE = 0.55  # share of the pieces of a word that have to be there: «slachtofer» is a typing error of «slachtoffer»
THE_SAME = 0.6  # the same for short words and abbreviations, which leaves only the word itself
MOST_PHRASINGS = 12

_STOP_WORDS = """
aan al als alle bij dan dat de deze die dit door een en er geen had heb hebben heeft het hij hoe iets ik in is je
kan kun kunnen maar me meer met mij mijn moet naar niet nog nu of om onder ons ook op over te tot u uit uw van
veel voor waar waarom wanneer want waren was wat we wel welke werd wie wij wil word worden wordt ze zich zij zijn
zo zonder zou
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

T = TypeVar("T", bound=models.Model)
Phrasing = tuple[str, ...]


# --- what somebody asks ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """What somebody searches for, and the other ways to say it."""

    text: str
    phrasings: tuple[Phrasing, ...]
    digits: str = ""

    @property
    def is_telling(self) -> bool:
        """Not when only words were typed that stand everywhere."""
        return bool(self.phrasings or self.digits)

    def in_words(self, text: "PlainWords", *, also: Callable[[str], Q] | None = None) -> Q:
        """Every word of one of the phrasings stands in this text; or is found by what `also` adds for a word."""

        def word_holds(word: str) -> Q:
            return _holds(text, word) | also(word) if also else _holds(text, word)

        phrased = [reduce(and_, map(word_holds, phrasing)) for phrasing in self.phrasings]
        return reduce(or_, phrased) if phrased else Q(pk__in=[])

    def in_phone(self, name: str) -> Q:
        """The number in this field: whole when it is a short one such as 112, or a part of four digits and more."""
        if not self.digits:
            return Q(pk__in=[])
        stored = PhoneDigits(F(name))
        return Q(Exact(stored, Value(self.digits))) if self.is_short_number else Q(Contains(stored, self.digits))

    @property
    def is_short_number(self) -> bool:
        """Such as 112, which is no part of another number."""
        return bool(self.digits) and len(re.sub(r"\D", "", self.text)) < 4

    def how_well(self, title: "PlainWords") -> Any:
        """How well the title answers: what was typed counts for more than another word for it."""
        typed = " ".join(words_of(self.text)) or self.text
        found: list[Any] = [TrigramWordSimilarity(typed, title)]
        found += [
            TrigramWordSimilarity(" ".join(phrasing), title) * Value(0.9)
            for phrasing in self.phrasings
            if " ".join(phrasing) != typed
        ]
        return Greatest(*found) if len(found) > 1 else found[0]


def asked(text: str) -> Asked:
    """Read what was typed. One query, for the list of terms."""
    text = " ".join(text.split())[:LONGEST].strip()
    typed = tuple(words_of(text))
    phrasings = (_without_stop_words(phrasing) for phrasing in _phrasings(typed, word_groups()))
    telling: list[Phrasing] = []
    for phrasing in phrasings:
        if phrasing and not any(_holds_all(phrasing, known) for known in telling):
            telling.append(phrasing)
    return Asked(text, tuple(telling[:MOST_PHRASINGS]), phone_digits(text))


def _holds_all(phrasing: Phrasing, known: Phrasing) -> bool:
    """Whoever looks for «opvang» finds «vrouwenopvang» already."""
    return all(word in phrasing or (len(word) > 3 and any(word in other for other in phrasing)) for word in known)


def _without_stop_words(phrasing: Phrasing) -> Phrasing:
    return tuple(word for word in phrasing if word not in STOP_WORDS)


def _phrasings(typed: Phrasing, groups: Iterable[WordGroup]) -> Iterable[Phrasing]:
    """What was typed, its spelling of today, and the same with each term put in another word."""
    yield typed
    today = tuple(_spelled_today(word) for word in typed)
    yield today
    stems = [*map(word_stem, typed)]
    for group in groups:
        for words in group:
            place = _place_of(words, stems)
            if place is not None:
                before, after = today[:place], today[place + len(words) :]
                yield from ((*before, *other, *after) for other in group if other != words)


def _spelled_today(word: str) -> str:
    """Sexueel is seksueel; the Latin x of «examen» is left alone."""
    return re.sub(r"^sex(?=[uei])", "seks", word)


def _place_of(words: Phrasing, stems: list[str]) -> int | None:
    """Where these words begin in what was typed, whatever their ending: misdrijven is misdrijf."""
    wanted = [*map(word_stem, words)]
    return next((at for at in range(len(stems) - len(wanted) + 1) if stems[at : at + len(wanted)] == wanted), None)


_ENDING, _DOUBLED, _SOFT = re.compile("(en|e|s|'s)$"), re.compile(r"(.)\1$"), {"v": "f", "z": "s"}


def word_stem(word: str) -> str:
    """So that singular and plural are alike. Rough, and applied to both sides."""
    if len(word) < 5:
        return word
    stem = _DOUBLED.sub(r"\1", _ENDING.sub("", word))
    return stem[:-1] + _SOFT.get(stem[-1], stem[-1])


def _holds(text: "PlainWords", word: str) -> Q:
    """Of three letters and less it has to be a word by itself: MEE is not in «gemeente». From five on a typing error is
    forgiven.
    """
    if len(word) < 4:
        return Q(TrigramStrictWordSimilar(text, Value(word)))
    part = Q(Contains(text, word))
    return part | Q(TrigramWordSimilar(text, Value(word))) if len(word) > 4 else part


# --- how a source finds it -------------------------------------------------------------------------------------------


class PlainWords(Func):
    """Columns as one text without accents and capitals. The same columns in the same order have an index."""

    function = "plain_words"
    arg_joiner = " || ' ' || "
    output_field = models.TextField()


class PhoneDigits(Func):
    """A telephone number without its spaces, and without what depends on where one calls from."""

    function = "phone_digits"
    output_field = models.TextField()


@dataclass(frozen=True)
class Found:
    """One thing that was found: its title, a word about it, and where it is."""

    title: str
    about: str
    url: str


@dataclass(frozen=True)
class Finds:
    """What a source found: the best ones, and how many there are."""

    best: Sequence[Found] = ()
    total: int = 0


def best_of(
    visible: "models.QuerySet[T]",
    question: Asked,
    *ways: "models.QuerySet[Any]",
    title: "PlainWords",
    most: int,
    order: Sequence[str] = ("pk",),
    related: Sequence[str] = (),
) -> "tuple[list[T], int]":
    """The best rows among what somebody may see, and how many there are, in one query.

    `ways` are the visible rows filtered in one way each, so that each can use its own index.
    """
    found = [some_of(way) for way in ways]
    ids = found[0].union(*found[1:]) if len(found) > 1 else found[0]
    ranked = visible.filter(pk__in=ids).annotate(how_well=question.how_well(title), how_many=Window(Count("pk")))
    ranked = ranked.select_related(*related) if related else ranked
    rows: list[Any] = list(ranked.order_by("-how_well", *order)[:most])
    return rows, rows[0].how_many if rows else 0


def some_of(rows: "models.QuerySet[Any]", name: str = "pk") -> "models.QuerySet[Any]":
    """As many as are weighed: a word that stands everywhere costs no more than one that doesn't."""
    return rows.order_by().values(name)[:TO_WEIGH]


# --- the registry ----------------------------------------------------------------------------------------------------

Ask = Callable[[Person, Asked, int], Finds]


@dataclass(frozen=True)
class Source:
    """Where to look for one kind of things: «Partners»."""

    key: str
    heading: str
    place: int
    ask: Ask = field(compare=False)


@dataclass(frozen=True)
class Group:
    """What was found of one kind."""

    key: str
    heading: str
    finds: Finds

    @property
    def number_left(self) -> int:
        return self.finds.total - len(self.finds.best)

    @property
    def can_show_more(self) -> bool:
        return self.number_left > 0 and len(self.finds.best) < AT_MOST

    @property
    def is_counted(self) -> bool:
        return self.finds.total < TO_WEIGH

    @property
    def has_too_many(self) -> bool:
        """More than anybody reads, so that a word more helps."""
        return self.number_left > 0 and len(self.finds.best) >= AT_MOST


_sources: list[Source] = []


def source(key: str, heading: str, *, place: int) -> Callable[[Ask], Ask]:
    """Add a function that searches one kind of things; `place` is where the kind stands on the page."""

    def add(function: Ask) -> Ask:
        _sources.append(Source(key, heading, place, function))
        return function

    return add


def kinds() -> list[Source]:
    return sorted(_sources, key=lambda each: each.place)


def search(person: Person, question: Asked, *, only: str = "") -> list[Group]:
    """What this person may see of what was asked, per kind; of one kind all of it when `only` names it."""
    _forgive_typing_errors()
    most = AT_MOST if only else AT_FIRST
    groups = [
        Group(each.key, each.heading, each.ask(person, question, most)) for each in kinds() if only in ("", each.key)
    ]
    return [group for group in groups if group.finds.best]


def _forgive_typing_errors() -> None:
    """For the transaction of this request; the database's own limit lets fewer errors through."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true),"
            " set_config('pg_trgm.strict_word_similarity_threshold', %s, true)",
            [str(ALIKE), str(THE_SAME)],
        )
