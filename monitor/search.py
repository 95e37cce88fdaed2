"""What search finds of the monitor: its indicators. There are a few dozen of them, so they need no index."""

from monitor.models import Indicator
from network.models import Person
from network.search import Asked, Finds, Found, PlainWords, best_of, source


@source("indicatoren", "Indicatoren", place=5)
def indicators(person: Person, question: Asked, most: int) -> Finds:
    visible = Indicator.objects.visible_to(person)
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("name", "definition", "table_title", "quality_note"))),
        title=PlainWords("name"),
        order=("name", "pk"),
        related=("source",),
        most=most,
    )
    return Finds([Found(str(each), str(each.source.attribution), each.get_absolute_url()) for each in rows], total)
