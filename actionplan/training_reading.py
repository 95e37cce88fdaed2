"""Reading trainings: those of a year, whom they reached, and at which actions somebody may tell of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from actionplan.models import Action, Plan, Sector, Training, TrainingAttendance, TrainingTarget
from actionplan.training_reach import Attended, YearReach, reach_of
from network.models import Person
from network.policy import Permission, may
from partners.models import Organisation


@dataclass(frozen=True)
class TrainingShown:
    training: Training
    may_edit: bool

    @property
    def participants(self) -> int:
        return sum(each.participants for each in self.training.attendances.all())


def trainings_of(person: Person, year: int) -> QuerySet[Training]:
    found = Training.objects.visible_to(person).filter(given_on__year=year)
    return found.select_related("action__lead_organisation", "action__plan").prefetch_related("attendances")


def shown(trainings: Iterable[Training], person: Person) -> list[TrainingShown]:
    return [
        TrainingShown(each, each.action.plan.may_still_change and may(person, Permission.TRAINING_EDIT, each))
        for each in trainings
    ]


def years_given(person: Person) -> set[int]:
    return {day.year for day in Training.objects.visible_to(person).dates("given_on", "year")}


def all_targets() -> dict[int, dict[str, int]]:
    """By year and sector: a handful of rows a year."""
    found: dict[int, dict[str, int]] = {}
    for year, sector, participants in TrainingTarget.objects.values_list("year", "sector", "participants"):
        found.setdefault(year, {})[sector] = participants
    return found


def year_reach(trainings: Iterable[Training], targets: Mapping[str, int]) -> YearReach:
    came = [each for training in trainings for each in training.attendances.all()]
    return reach_of(
        (Attended(each.training_id, each.organisation_name, each.sector, each.participants) for each in came),
        targets,
        sectors=[(value, str(label)) for value, label in Sector.choices],
    )


def actions_for(person: Person, plan: Plan | None) -> QuerySet[Action]:
    """At which actions of the plan this person may tell of a training."""
    found = Action.objects.visible_to(person).reportable_by(person).filter(plan=plan)
    return found.in_base().order_by("building_block", "position", "pk")


def names_used(person: Person) -> list[str]:
    """What to offer while somebody types: partners, and organisations that came before."""
    before = TrainingAttendance.objects.filter(training__in=Training.objects.visible_to(person).values("pk"))
    partners = Organisation.objects.visible_to(person).active().values_list("name", flat=True)
    return sorted({*partners, *before.values_list("organisation_name", flat=True)}, key=str.lower)
