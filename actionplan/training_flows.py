"""What happens to a training: it is told of, changed and taken away; and what a year should reach is agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from actionplan import changing
from actionplan.editing import refuse_when_closed
from actionplan.models import Action, Sector, Training, TrainingAttendance, TrainingTarget
from actionplan.together import changes_of
from network.database import one_at_a_time
from network.history import because
from network.models import Person
from partners.side_by_side import Plain, plain


@dataclass(frozen=True, order=True)
class Came:
    """How many people of an organisation came."""

    organisation: str
    sector: str
    participants: int

    def __str__(self) -> str:
        return f"{self.organisation} ({Sector(self.sector).label}): {self.participants}"


def values_of(training: Training) -> dict[str, Any]:
    came = [Came(each.organisation_name, each.sector, each.participants) for each in training.attendances.all()]
    return {"title": training.title, "given_on": training.given_on, "came": came}


@transaction.atomic
def add_training(action: Action, *, by: Person, values: Mapping[str, Any]) -> Training:
    """Whoever presses the button twice tells of it once."""
    Action.objects.select_for_update().get(pk=action.pk)
    refuse_when_closed(action)
    same = action.trainings.filter(title=values["title"], given_on=values["given_on"])
    for there in same.prefetch_related("attendances"):
        if plain(values_of(there)["came"]) == plain(values["came"]):
            return there
    training = Training(action=action, title=values["title"], given_on=values["given_on"])
    training.full_clean()
    with because("Training toegevoegd", by=by):
        training.save()
        _write(training, values["came"])
    return training


@transaction.atomic
def change_training(
    training: Training, *, by: Person, seen: Mapping[str, Plain], values: Mapping[str, Any]
) -> tuple[Training, bool]:
    """Change what this person changed, and keep what somebody else changed meanwhile; with whether anything changed."""
    stored = changing.lock(training)
    changes = changes_of(stored, values_of(stored), seen=seen, values=values)
    if not changes:
        return stored, False
    refuse_when_closed(stored.action)
    stored.title, stored.given_on = changes.get("title", stored.title), changes.get("given_on", stored.given_on)
    stored.version += 1
    stored.full_clean()
    with because("Training gewijzigd", by=by):
        stored.save()
        if "came" in changes:
            _write(stored, changes["came"])
    return stored, True


def _write(training: Training, came: Iterable[Came]) -> None:
    """Those that are the same stay as they are, so that the history tells what really changed."""
    wanted = {each.organisation: each for each in came}
    for there in training.attendances.all():
        new = wanted.pop(there.organisation_name, None)
        if new is None:
            there.delete()
        elif (there.sector, there.participants) != (new.sector, new.participants):
            there.sector, there.participants = new.sector, new.participants
            there.save()
    for each in wanted.values():
        TrainingAttendance.objects.create(
            training=training,
            organisation_name=each.organisation,
            sector=each.sector,
            participants=each.participants,
        )


@transaction.atomic
def remove_training(training: Training, *, by: Person) -> None:
    refuse_when_closed(training.action)
    with because("Training verwijderd", by=by):
        training.delete()


def targets_of(year: int) -> dict[str, int | None]:
    """By sector; None where nothing was agreed."""
    agreed = dict(TrainingTarget.objects.filter(year=year).values_list("sector", "participants"))
    return {sector: agreed.get(sector) for sector in Sector.values}


@transaction.atomic
def agree_on_targets(
    year: int, *, by: Person, seen: Mapping[str, Plain], values: Mapping[str, int | None]
) -> dict[str, int | None]:
    """What the network wants to reach in a year; an empty number takes a target away. Answers with what changed."""
    one_at_a_time("training targets")
    changes = changes_of(TrainingTarget(year=year), targets_of(year), seen=seen, values=values)
    with because("Streefgetallen voor trainingen gewijzigd", by=by):
        for sector, participants in changes.items():
            there = TrainingTarget.objects.filter(year=year, sector=sector).first()
            if participants is None:
                if there:
                    there.delete()
                continue
            target = there or TrainingTarget(year=year, sector=sector)
            target.participants = participants
            target.save()
    return changes
