"""What search finds of the monitor: its indicators, its sources and adopted reports. There are a few dozen, and of
reports a few hundred, so they need no index.
"""

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse

from monitor.catalogue import sources_for
from monitor.models import Indicator, Report, ReportKind
from monitor.models.reports import adopted_for
from network.dutch import long_date
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


@source("rapportages", "Rapportages", place=16)
def reports(person: Person, question: Asked, most: int) -> Finds:
    visible = _with_title(Report.objects.filter(adopted_for(person)))
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("title"))),
        title=PlainWords("title"),
        order=("-year", "-number"),
        related=("municipality", "organisation"),
        most=most,
    )
    return Finds(
        [
            Found(str(each), f"Periode tot en met {long_date(each.period_end)}", each.get_absolute_url())
            for each in rows
        ],
        total,
    )


def _with_title(reports: QuerySet[Report]) -> QuerySet[Report]:
    """As a report is called: «Regiobeeld 2026-3, Tiel»."""
    kind = Case(*(When(kind=value, then=Value(label)) for value, label in ReportKind.choices), output_field=CharField())
    number = Concat(Cast("year", CharField()), Value("-"), Cast("number", CharField()))
    about = Coalesce(F("municipality__name"), F("organisation__name"), Value(""))
    return reports.annotate(title=Concat(kind, Value(" "), number, Value(" "), about))
