"""What partners do for whom, in the plan or as their regular work; and the trainings with their reach."""

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q

from actionplan.models.actions import Action, Form
from actionplan.models.money import FundingType
from actionplan.models.plan import TargetGroup
from network.constraints import says_something
from network.history import tracked
from network.policy import Permission, may
from partners.models import Organisation

if TYPE_CHECKING:
    from network.models import Person


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def editable_by(self, person: "Person") -> Self:
        if may(person, Permission.ACTIVITY_EDIT):  # whoever does it
            return self
        return self.filter(organisation__in=person.editor_of)

    def with_group_pks(self) -> Self:
        """Add `group_pks`: its target groups, without a question of their own, and in the order that was."""
        groups = ActivityTargetGroup.objects.filter(activity=OuterRef("pk"))
        return self.annotate(group_pks=ArraySubquery(groups.order_by("pk").values("target_group")))


@tracked()
class Activity(models.Model):
    """What one partner does for one or more target groups: a line of the matrix doelgroep × partner."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="activities", verbose_name="partner")
    title = models.CharField("activiteit", max_length=150)
    theme = models.CharField("soort activiteit", max_length=80, blank=True)
    form = models.CharField("vorm", max_length=12, choices=Form.choices)
    funding_type = models.CharField("soort geld", max_length=12, choices=FundingType.choices, blank=True)
    note = models.CharField("toelichting", max_length=250, blank=True)
    action = models.ForeignKey(
        Action, models.SET_NULL, null=True, blank=True, related_name="activities", verbose_name="actie"
    )
    target_groups = models.ManyToManyField(
        TargetGroup, through="ActivityTargetGroup", related_name="activities", verbose_name="doelgroepen"
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = ActivityQuerySet.as_manager()

    # Added by with_group_pks().
    group_pks: list[int]

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering = ["organisation__name", "position", "pk"]
        constraints = [
            says_something(
                "an_activity_says_what",
                field="title",
                message="De activiteit ontbreekt. Schrijf in een paar woorden wat.",
            )
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class ActivityTargetGroup(models.Model):
    """A target group that an activity is for."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="+", verbose_name="activiteit")
    target_group = models.ForeignKey(TargetGroup, models.PROTECT, related_name="+", verbose_name="doelgroep")

    class Meta:
        verbose_name = "doelgroep van een activiteit"
        verbose_name_plural = "doelgroepen van activiteiten"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "target_group"], name="a_target_group_once_per_activity")
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.target_group}"


class Sector(models.TextChoices):
    """Where the people who follow a training work."""

    EDUCATION = "education", "onderwijs"
    HEALTH = "health", "zorg"
    WELFARE = "welfare", "welzijn"
    YOUTH = "youth", "jeugdhulp"
    SAFETY = "safety", "veiligheid"
    MUNICIPALITY = "municipality", "gemeente en wijkteam"
    LEISURE = "leisure", "sport en uitgaan"
    VOLUNTEERS = "volunteers", "vrijwilligers"


class TrainingQuerySet(models.QuerySet["Training"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()


@tracked()
class Training(models.Model):
    """One training on one day, as part of an action (deskundigheidsbevordering)."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="trainings", verbose_name="actie")
    title = models.CharField("training", max_length=150)
    given_on = models.DateField("gegeven op")
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = "training"
        verbose_name_plural = "trainingen"
        ordering = ["-given_on", "-pk"]
        constraints = [
            says_something("a_training_has_a_title", field="title", message="De naam van de training ontbreekt.")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def lead_organisation(self) -> Organisation:
        """Who may tell of it is who may report on its action."""
        return self.action.lead_organisation

    @property
    def lead_organisation_id(self) -> int:
        return self.action.lead_organisation_id


@tracked()
class TrainingAttendance(models.Model):
    """How many people of one organisation came to a training: numbers, never names."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="attendances", verbose_name="training")
    organisation_name = models.CharField("organisatie", max_length=150)
    sector = models.CharField("sector", max_length=15, choices=Sector.choices)
    participants = models.PositiveIntegerField("deelnemers")

    class Meta:
        verbose_name = "deelname aan een training"
        verbose_name_plural = "deelname aan trainingen"
        ordering = ["sector", "organisation_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "organisation_name"],
                name="an_organisation_counts_once_per_training",
                violation_error_message="Deze organisatie staat al bij deze training. Tel de deelnemers bij elkaar op.",
            ),
            models.CheckConstraint(
                condition=Q(participants__gte=1),
                name="somebody_came_to_a_training",
                violation_error_message="Vul in hoeveel mensen er waren, minstens 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name}: {self.participants}"


@tracked()
class TrainingTarget(models.Model):
    """How many people of a sector the network wants to train in a year."""

    year = models.PositiveSmallIntegerField("jaar")
    sector = models.CharField("sector", max_length=15, choices=Sector.choices)
    participants = models.PositiveIntegerField("deelnemers")

    class Meta:
        verbose_name = "streefgetal voor trainingen"
        verbose_name_plural = "streefgetallen voor trainingen"
        ordering = ["-year", "sector"]
        constraints = [
            models.UniqueConstraint(fields=["year", "sector"], name="one_training_target_per_sector_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.get_sector_display()} {self.year}: {self.participants}"
