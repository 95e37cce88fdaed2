"""What search finds of the plan: its actions."""

from actionplan.models import Action
from network.models import Person
from network.search import Asked, Finds, Found, PlainWords, best_of, source


@source("acties", "Acties", place=4)
def actions(person: Person, question: Asked, most: int) -> Finds:
    visible = Action.objects.visible_to(person)
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("code", "title", "description"))),
        title=PlainWords("title"),
        order=("building_block", "position", "pk"),
        related=("lead_organisation", "plan"),
        most=most,
    )
    return Finds([Found(str(each), _about_an_action(each), each.get_absolute_url()) for each in rows], total)


def _about_an_action(action: Action) -> str:
    return f"Trekker: {action.lead_organisation}, {action.plan}"
