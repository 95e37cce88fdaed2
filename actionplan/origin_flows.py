"""Coupling an action to what it follows from, and undoing that."""

from django.db import transaction

from actionplan.editing import refuse_when_closed
from actionplan.models import Action, ActionOrigin
from actionplan.origins import Thing, field_of, thing_of
from network.dates import today
from network.history import because
from network.models import Person
from partners.lesson_flows import settle_lesson
from partners.models import Lesson, LessonStatus


@transaction.atomic
def link_action(action: Action, thing: Thing, *, by: Person) -> ActionOrigin:
    """Once, whoever asks it twice. A verbeterpunt that nobody took up yet is taken up by this."""
    Action.objects.select_for_update().get(pk=action.pk)
    refuse_when_closed(action)
    name = field_of(thing)
    if there := ActionOrigin.objects.filter(action=action, **{name: thing}).first():
        return there
    origin = ActionOrigin(action=action, **{name: thing})
    origin.full_clean()
    with because(f"Actie gekoppeld: {action.code}", by=by):
        origin.save()
    if isinstance(thing, Lesson) and Lesson.objects.get(pk=thing.pk).is_new:
        why = f"Opgepakt in actie {action}."
        settle_lesson(thing, by=by, status=LessonStatus.TAKEN_UP, on=today(), why=why)
    return origin


@transaction.atomic
def unlink_action(origin: ActionOrigin, *, by: Person) -> None:
    refuse_when_closed(origin.action)
    with because(f"Koppeling met actie {origin.action.code} weggehaald: {thing_of(origin)}", by=by):
        ActionOrigin.objects.filter(pk=origin.pk).delete()
