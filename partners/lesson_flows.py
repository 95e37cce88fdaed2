"""What happens to a lesson: noted, taken up in an action or by somebody, or set aside with a word why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from network.database import one_at_a_time
from network.history import because
from network.models import Person
from network.policy import Permission, may
from partners.models import Lesson, LessonStatus
from partners.side_by_side import ChangedMeanwhileError, refuse_what_both_changed


class LessonError(ValidationError):
    """This can't be done with a lesson, or not any more; the text is Dutch and says what to do."""


class AlreadyNotedError(LessonError):
    """The same was noted with the same words: somebody pressed the button twice, or two people did."""

    def __init__(self, lesson: Lesson) -> None:
        super().__init__("Dit verbeterpunt staat er al.")
        self.lesson = lesson


@transaction.atomic
def add_lesson(*, by: Person, values: Mapping[str, Any]) -> Lesson:
    one_at_a_time("lessons")
    lesson = Lesson(**values)
    lesson.full_clean()
    same = {name: getattr(lesson, name) for name in ("title", "text", "organisation", "meeting", "noted_on")}
    if twin := Lesson.objects.to_take_up().filter(**same).first():
        raise AlreadyNotedError(twin)
    with because("Verbeterpunt ingebracht", by=by):
        lesson.save()
    return lesson


@transaction.atomic
def change_lesson(
    lesson: Lesson, *, by: Person, version: int, seen: Mapping[str, Any], changes: Mapping[str, Any]
) -> Lesson:
    """Change the words that this person changed, and keep what somebody else changed in other fields meanwhile."""
    current = _lock(lesson)
    if not may_still_be_edited(current, by):
        raise LessonError("Dit verbeterpunt is intussen afgehandeld. De tekst verandert niet meer.")
    if current.version != version:
        refuse_what_both_changed(current, seen, changes)
    if not changes:
        return current
    with because("Verbeterpunt gewijzigd", by=by):
        return _save(current, **changes)


@transaction.atomic
def settle_lesson(
    lesson: Lesson, *, by: Person, status: LessonStatus, on: date, why: str, version: int | None = None
) -> Lesson:
    """Taken up, or set aside. `version` is that of the lesson this person saw, for two who settle it at once."""
    current = _lock(lesson)
    if (current.status, current.settled_on, current.settled_because) == (status, on, why):
        return current
    if version is not None and current.version != version:
        raise ChangedMeanwhileError(current)
    if on < current.noted_on:
        raise LessonError("Deze dag ligt voor de dag waarop het verbeterpunt is genoteerd. Kies een latere dag.")
    with because(f"Verbeterpunt {status.label}", by=by):
        return _save(current, status=status, settled_on=on, settled_because=why)


def may_still_be_edited(lesson: Lesson, person: Person) -> bool:
    """Until it is settled; whoever settles them can always take out what should never have stood there."""
    return lesson.is_new or may(person, Permission.LESSON_SETTLE)


def _lock(lesson: Lesson) -> Lesson:
    return Lesson.objects.select_for_update().get(pk=lesson.pk)


def _save(lesson: Lesson, **changes: Any) -> Lesson:
    for name, value in changes.items():
        setattr(lesson, name, value)
    lesson.version += 1
    lesson.full_clean()
    lesson.save()
    return lesson
