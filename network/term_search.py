"""What search finds in the list of terms, whichever word for it somebody knows."""

from network.models import OtherWord, Person, Term
from network.policy import Permission, may
from network.search import Asked, Finds, Found, PlainWords, best_of, source


@source("begrippen", "Begrippen", place=12)
def terms(person: Person, question: Asked, most: int) -> Finds:
    if not may(person, Permission.TERM_VIEW):
        return Finds()
    others = OtherWord.objects.filter(question.in_words(PlainWords("word")))
    rows, total = best_of(
        Term.objects.all(),
        question,
        Term.objects.filter(question.in_words(PlainWords("word", "meaning"))),
        Term.objects.filter(pk__in=others.values("term")),
        title=PlainWords("word"),
        order=("word",),
        most=most,
    )
    return Finds([Found(each.word, each.meaning, each.get_absolute_url()) for each in rows], total)
