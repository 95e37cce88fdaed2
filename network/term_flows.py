"""What the coordinator does with the list of terms."""

from collections.abc import Sequence

from django.db import transaction

from network.database import one_at_a_time
from network.history import because
from network.models import OtherWord, Person, Term
from network.terms import THE_LIST, TypedWord


class TermChangedMeanwhileError(Exception):
    """Somebody else saved this term after it was opened. `stored` is what it holds by now."""

    def __init__(self, stored: Term) -> None:
        super().__init__(f"term {stored.pk} was saved by somebody else")
        self.stored = stored


@transaction.atomic
def add_term(*, by: Person, word: str, meaning: str, source: str, others: Sequence[TypedWord]) -> Term:
    """The same word twice, by a second click, is one term."""
    one_at_a_time(THE_LIST)
    if same := Term.objects.filter(word__iexact=word).first():
        return same
    with because("Begrip toegevoegd", by=by):
        term = Term(word=word, meaning=meaning, source=source)
        term.full_clean()
        term.save()
        _keep(term, others)
    return term


@transaction.atomic
def change_term(
    term: Term, *, by: Person, version: int, word: str, meaning: str, source: str, others: Sequence[TypedWord]
) -> Term:
    current = Term.objects.select_for_update().get(pk=term.pk)
    if current.version != version:
        raise TermChangedMeanwhileError(current)
    with because("Begrip gewijzigd", by=by):
        current.word, current.meaning, current.source = word, meaning, source
        current.version += 1
        current.full_clean()
        current.save()
        _keep(current, others)
    return current


def _keep(term: Term, others: Sequence[TypedWord]) -> None:
    """Exactly these other words; what stays the same is left alone."""
    stored = {TypedWord(each.word, each.kind, each.used_until): each.pk for each in term.other_words.all()}
    term.other_words.filter(pk__in=[pk for typed, pk in stored.items() if typed not in others]).delete()
    OtherWord.objects.bulk_create(OtherWord(term=term, **other._asdict()) for other in others if other not in stored)


@transaction.atomic
def remove_term(term: Term, *, by: Person) -> None:
    with because("Begrip verwijderd", by=by):
        Term.objects.filter(pk=term.pk).delete()
