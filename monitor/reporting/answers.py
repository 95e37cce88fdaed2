"""On the page of a decision: which questions of reports it answers."""

from datetime import date

from monitor.models import ReportQuestion
from monitor.reporting.question_page import reports_that_ask
from network import together
from network.dutch import long_date
from network.models import Person
from partners.models import Decision
from partners.parts import Part, PartItem, Telling, part_of


@part_of(Decision)
def questions_of_reports(decision: Decision, person: Person, _day: date) -> Telling:
    """As far as the person may read that those reports ask it."""
    seen = ReportQuestion.objects.filter(decision=decision, report__in=reports_that_ask(person))
    asked = seen.select_related("report__municipality", "report__organisation").order_by("report", "position", "pk")
    yield together.fetch(asked)
    items = [
        PartItem(
            each.title,
            f"{each.report}, peildatum {long_date(each.report.reference_date)}",
            each.report.get_absolute_url(),
        )
        for each in asked
    ]
    return Part("Gevraagd in een rapportage", items, empty="Dit besluit beantwoordt geen vraag uit een rapportage.")
