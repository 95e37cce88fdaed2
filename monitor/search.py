"""What search finds of the monitor: its indicators and its sources. There are a few dozen, so they need no index."""

from django.urls import reverse

from monitor.catalogue import sources_for
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


@source("bronnen", "Bronnen van cijfers", place=15)
def sources(person: Person, question: Asked, most: int) -> Finds:
    visible = sources_for(person)
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("name", "attribution", "note"))),
        title=PlainWords("name"),
        order=("name", "pk"),
        most=most,
    )
    return Finds(
        [Found(each.name, each.attribution, reverse("monitor:source-detail", args=[each.pk])) for each in rows], total
    )
