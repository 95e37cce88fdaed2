"""Writing down what a partner does and on which ground, as small stories."""

from datetime import date
from typing import Any

from django.db import transaction

from network.history import because
from network.models import Person
from partners.models import Organisation, Responsibility


@transaction.atomic
def add_responsibility(organisation: Organisation, *, by: Person, values: dict[str, Any]) -> Responsibility:
    """`values` are the fields of Responsibility; those of a ground that wasn't chosen are empty."""
    with because("Taak vastgelegd", by=by):
        return Responsibility.objects.create(organisation=organisation, **values)


@transaction.atomic
def change_responsibility(task: Responsibility, *, by: Person, values: dict[str, Any]) -> Responsibility:
    task = Responsibility.objects.select_for_update().get(pk=task.pk)
    for name, value in values.items():
        setattr(task, name, value)
    with because("Taak gewijzigd", by=by):
        task.save()
    return task


@transaction.atomic
def end_responsibility(task: Responsibility, *, by: Person, last_day: date | None) -> None:
    """Let a task end after its last day; without one it was never right, and goes. The history keeps what it was."""
    task = Responsibility.objects.select_for_update().get(pk=task.pk)
    if last_day is None:
        with because("Taak weggehaald: was een vergissing", by=by):
            task.delete()
        return
    with because("Taak beëindigd", by=by):
        task.ends_on = last_day
        task.save(update_fields=["ends_on"])
