"""What the demo's actions have beside their row: what they should bring, who does them, what is said and shown."""

from actionplan.action_part_flows import add_document
from actionplan.models import ActionComment, NationalLine, Plan
from network.models import Person
from partners.demo_agreements import one_line_pdf

EXPECTED = {
    "2.2": "Wie hulp zoekt of doorverwijst, vindt binnen een paar minuten het goede aanbod.",
    "4.2": "Cliënten met een beperking herkennen druk en dwang, en weten bij wie zij terechtkunnen.",
    "4.4": "Professionals durven een vermoeden te bespreken en weten wat hun volgende stap is.",
    "4.5": "Wie seksueel geweld meemaakte, staat er niet meer alleen voor.",
}
# The five lines of the Nationaal Actieprogramma, where an action belongs to one of them.
LINES = {"4.2": NationalLine.LINE_5, "4.5": NationalLine.LINE_5, "4.8": NationalLine.LINE_1}
COMMENTS = (
    (
        "4.5",
        "coordinator@demo.example",
        "Kan de groep ook in Tiel bij elkaar komen? Daar is ook vraag naar.",
    ),
    ("4.5", "partner@demo.example", "Dat kan vanaf januari. Wij zoeken nog een ruimte."),
    ("4.2", "gemeente@demo.example", "Wij horen van de wijkteams dat de korte wachttijd helpt."),
)
SHOWN = ("4.2", "Verslag van de tussenevaluatie", "Voorbeeld van een verslag. Verzonnen, over niemand.")


def load_action_page(plan: Plan) -> None:
    actions = {action.code: action for action in plan.actions.select_related("lead_organisation")}
    people = {person.email: person for person in Person.objects.filter(email__in=[each for _, each, _ in COMMENTS])}
    for code, text in EXPECTED.items():
        actions[code].expected_result = text
    for code, line in LINES.items():
        actions[code].national_line = line
    for action in actions.values():
        editors = action.lead_organisation.memberships.editors().on().order_by("pk")
        action.lead_person_id = editors.values_list("person", flat=True).first()
        action.save()
    for code, email, text in COMMENTS:
        ActionComment.objects.create(action=actions[code], person=people.get(email), text=text)
    code, title, text = SHOWN
    by = people["coordinator@demo.example"]
    add_document(actions[code], title=title, file_name="tussenevaluatie.pdf", content=one_line_pdf(text), by=by)
