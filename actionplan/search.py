"""What search finds of the plan: its actions, and the goals and speerpunten that these serve."""

from django.urls import reverse

from actionplan.models import Action, Goal, Priority
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


@source("doelen", "Doelen", place=13)
def goals(person: Person, question: Asked, most: int) -> Finds:
    visible = Goal.objects.visible_to(person)
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("title", "text"))),
        title=PlainWords("title"),
        order=("-plan__starts_on", "building_block", "position", "pk"),
        related=("plan",),
        most=most,
    )
    return Finds(
        [Found(str(each), str(each.plan), _among_the_goals(each.plan_id, f"doel-{each.pk}")) for each in rows], total
    )


@source("speerpunten", "Speerpunten", place=14)
def priorities(person: Person, question: Asked, most: int) -> Finds:
    visible = Priority.objects.visible_to(person)
    rows, total = best_of(
        visible,
        question,
        visible.filter(question.in_words(PlainWords("title", "text"))),
        title=PlainWords("title"),
        order=("-plan__starts_on", "position", "pk"),
        related=("plan",),
        most=most,
    )
    return Finds(
        [Found(str(each), str(each.plan), _among_the_goals(each.plan_id, f"speerpunt-{each.pk}")) for each in rows],
        total,
    )


def _among_the_goals(plan: int, place: str) -> str:
    """Goals and speerpunten of a plan, also of one that is over, stand on one page."""
    return f"{reverse('actionplan:goal-list')}?plan={plan}#{place}"
