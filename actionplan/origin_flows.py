"""Coupling an action to what it follows from, and undoing that."""

from django.db import transaction

from actionplan.models import Action, ActionOrigin
from actionplan.origins import field_of, thing_of
from network.dates import today
from network.history import because
from network.models import Person
from partners.models import Bottleneck, Decision, Lesson, LessonStatus


@transaction.atomic
def link_action(action: Action, thing: Lesson | Bottleneck | Decision, *, by: Person) -> ActionOrigin:
    """Once, whoever asks it twice. A verbeterpunt that nobody took up yet is taken up by this."""
    Action.objects.select_for_update().get(pk=action.pk)
    name = field_of(thing)
    if there := ActionOrigin.objects.filter(action=action, **{name: thing}).first():
        return there
    origin = ActionOrigin(action=action, **{name: thing})
    origin.full_clean()
    with because(f"Actie gekoppeld: {action.code}", by=by):
        origin.save()
    if isinstance(thing, Lesson):
        _take_up(thing, action, by)
    return origin


def _take_up(lesson: Lesson, action: Action, by: Person) -> None:
    current = Lesson.objects.select_for_update().get(pk=lesson.pk)
    if not current.is_new:
        return
    current.status, current.settled_on = LessonStatus.TAKEN_UP, today()
    current.settled_because = current.settled_because or f"Opgepakt in actie {action}."
    current.version += 1
    with because("Verbeterpunt opgepakt", by=by):
        current.save()


@transaction.atomic
def unlink_action(origin: ActionOrigin, *, by: Person) -> None:
    with because(f"Koppeling met actie {origin.action.code} weggehaald: {thing_of(origin)}", by=by):
        ActionOrigin.objects.filter(pk=origin.pk).delete()
