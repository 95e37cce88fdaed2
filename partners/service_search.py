"""Which entries of the sociale kaart answer a question: one way for the list, for search and for visitors.

Every word stands in the entry itself (whole, as a part, in another form or with a typing error), in the name of its
partner, in a place where it is or works, or in what was chosen for it («opvang», «Turks»). The database does the
looking: `services_with` of migration 0011 knows what a visitor may see.
"""

from collections.abc import Iterator
from functools import cache, reduce
from operator import and_, or_

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, Case, CharField, F, Func, Q, Value, When
from django.db.models.lookups import Contains

from network.plain_words import plain, words_of
from network.search import Asked, Phrasing, PlainWords, word_stem
from partners.models.service_words import Accessibility, Language, ServiceType, SpecialGroup, ViolenceType

CHOICES = (ServiceType, SpecialGroup, ViolenceType, Language, Accessibility)


class _Found(Func):
    """What a function of the database returns, as rows to choose among."""

    template = "(SELECT %(function)s(%(expressions)s))"


class _IsAmong(Func):
    template = "%(expressions)s"
    arg_joiner = " IN "
    output_field = BooleanField()


def answers(question: Asked) -> Q:
    """Of one of the phrasings every word is found, or the number is. A short number may be a name too, such as 113."""
    is_a_word = question.is_short_number or not question.digits
    phrased = [reduce(and_, map(_has_word, phrasing)) for phrasing in question.phrasings if is_a_word]
    numbered = [_has_number(question)] if question.digits else []
    return reduce(or_, [*phrased, *numbered]) if phrased or numbered else Q(pk__in=[])


def fit(question: Asked) -> Case:
    """How well the name of an entry answers: 2 when all that was typed stands in it, 1 when another way to say it does.
    Worked out for each row that answers, so cheap: how much words are alike would take three times as long.
    """
    typed = tuple(words_of(question.text))
    others = [phrasing for phrasing in question.phrasings if phrasing != typed]
    in_name = [When(_in_name(phrasing), then=Value(1 if phrasing in others else 2)) for phrasing in (typed, *others)]
    return Case(*in_name, default=Value(0))


def _in_name(phrasing: Phrasing) -> Q:
    return reduce(and_, (Q(Contains(PlainWords("name"), word)) for word in phrasing), ~Q(pk__in=[]))


def _has_word(word: str) -> Q:
    chosen = Value(list(chosen_by(word)), output_field=ArrayField(CharField(max_length=20)))
    return Q(_IsAmong(F("pk"), _Found(Value(word), chosen, function="services_with")))


def _has_number(question: Asked) -> Q:
    found = _Found(Value(question.digits), Value(question.is_short_number), function="services_with_number")
    return Q(_IsAmong(F("pk"), found))


def chosen_by(word: str) -> Iterator[str]:
    """«Opvang» and «jongere» are choices of an entry too: their values, by what they are called."""
    for value, label, stems in _called():
        if word_stem(word) in stems or (len(word) > 3 and word in label):
            yield value


@cache
def _called() -> tuple[tuple[str, str, frozenset[str]], ...]:
    return tuple(
        (choice.value, plain(str(choice.label)), frozenset(map(word_stem, words_of(str(choice.label)))))
        for choices in CHOICES
        for choice in choices
    )
