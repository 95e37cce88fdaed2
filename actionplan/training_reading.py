"""Reading trainings: those of a year, whom they reached, and at which actions somebody may tell of one."""

from collections.abc import Iterable
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
    return found.select_related("action__lead_organisation").prefetch_related("attendances")


def shown(trainings: Iterable[Training], person: Person) -> list[TrainingShown]:
    return [TrainingShown(each, may(person, Permission.TRAINING_EDIT, each)) for each in trainings]


def years_with_trainings(person: Person) -> list[int]:
    """With a training, or with a number to reach."""
    given = Training.objects.visible_to(person).dates("given_on", "year")
    return [day.year for day in given] + list(TrainingTarget.objects.values_list("year", flat=True).distinct())


def year_reach(person: Person, year: int) -> YearReach:
    of_year = Training.objects.visible_to(person).filter(given_on__year=year)
    came = TrainingAttendance.objects.filter(training__in=of_year.values("pk"))
    targets = TrainingTarget.objects.filter(year=year).values_list("sector", "participants")
    return reach_of(
        (Attended(each.training_id, each.organisation_name, each.sector, each.participants) for each in came),
        dict(targets),
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
