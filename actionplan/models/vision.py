"""What the region wants: its vision, the ambitions and goals of a plan, and what came of them each year."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, F, Q

from actionplan.models.plan import BuildingBlock, Plan
from network.constraints import says_something
from network.dates import today
from network.history import tracked
from network.policy import Permission, may

if TYPE_CHECKING:
    from network.models import Person


class VisionQuerySet(models.QuerySet["Vision"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def in_force(self) -> "Vision | None":
        return self.filter(adopted_on__isnull=False).order_by("-number").first()

    def being_made(self) -> "Vision | None":
        return self.filter(adopted_on__isnull=True).first()


@tracked()
class Vision(models.Model):
    """One version of the shared vision, with the four principles of landelijke bouwsteen 1. An adopted one stays."""

    number = models.PositiveSmallIntegerField("versie", unique=True)
    shared_vision = models.TextField("gedeelde visie", max_length=4000)
    phased = models.TextField("gefaseerd samenwerken aan veiligheid", max_length=4000, blank=True)
    coherence = models.TextField("samenhang met aanpalend beleid en gender", max_length=4000, blank=True)
    domains = models.TextField("sociaal, zorg en veiligheid verbonden", max_length=4000, blank=True)
    whole_system = models.TextField("slachtoffers, plegers en naasten", max_length=4000, blank=True)
    whole_chain = models.TextField("van preventie tot nazorg", max_length=4000, blank=True)
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = VisionQuerySet.as_manager()

    TEXTS = ("shared_vision", "phased", "coherence", "domains", "whole_system", "whole_chain")

    class Meta:
        verbose_name = "visie"
        verbose_name_plural = "versies van de visie"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                F("adopted_on").asc(nulls_first=True),
                condition=Q(adopted_on__isnull=True),
                nulls_distinct=False,
                name="one_vision_in_the_making",
            ),
        ]

    def __str__(self) -> str:
        return f"Visie, versie {self.number}"


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def open(self) -> Self:
        return self.filter(closed_on__isnull=True)

    def with_numbers_of_verdicts(self) -> Self:
        """Add `ambition_count`, and how many of them were `realised_count` and `unjudged_count`; newest year first."""
        counted = self.annotate(
            ambition_count=Count("verdicts"),
            realised_count=Count("verdicts", filter=Q(verdicts__outcome="realised")),
            unjudged_count=Count("verdicts", filter=Q(verdicts__outcome="")),
        )
        return counted.order_by("-year")  # whoever counts loses the order of the model


@tracked()
class Evaluation(models.Model):
    """Looking back on a year with the network. It can't be closed while an ambition has no verdict."""

    year = models.PositiveSmallIntegerField(
        "jaar",
        unique=True,
        error_messages={"unique": "De evaluatie van dit jaar is er al. Ga daarmee verder."},
    )
    network_changes = models.TextField("wat er veranderde in het netwerk", max_length=4000, blank=True)
    lessons = models.TextField("wat we meenemen", max_length=4000, blank=True)
    started_on = models.DateField("begonnen op", default=today)
    closed_on = models.DateField("afgesloten op", null=True, blank=True)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = EvaluationQuerySet.as_manager()

    # Added by with_numbers_of_verdicts().
    ambition_count: int
    realised_count: int
    unjudged_count: int

    class Meta:
        verbose_name = "evaluatie"
        verbose_name_plural = "evaluaties"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"Evaluatie {self.year}"


class AmbitionQuerySet(models.QuerySet["Ambition"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def of_year(self, year: int) -> Self:
        """Ambitions that the network had in that year."""
        return self.filter(
            Q(until_year__isnull=True, plan__ends_on__year__gte=year) | Q(until_year__gte=year), from_year__lte=year
        )


@tracked()
class Ambition(models.Model):
    """What the network wants to reach with a plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="ambitions", verbose_name="plan")
    title = models.CharField("ambitie", max_length=200)
    text = models.TextField("toelichting", max_length=4000, blank=True)
    from_year = models.PositiveSmallIntegerField("vanaf jaar")
    until_year = models.PositiveSmallIntegerField("tot en met jaar", null=True, blank=True)
    came_up_in = models.ForeignKey(
        Evaluation, models.SET_NULL, null=True, blank=True, related_name="new_ambitions", verbose_name="uit evaluatie"
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = AmbitionQuerySet.as_manager()

    class Meta:
        verbose_name = "ambitie"
        verbose_name_plural = "ambities"
        ordering = ["position", "pk"]
        constraints = [
            says_something(
                "an_ambition_says_what", field="title", message="De ambitie ontbreekt. Schrijf wat u wilt bereiken."
            ),
            models.CheckConstraint(
                condition=Q(until_year__isnull=True) | Q(until_year__gte=F("from_year")),
                name="an_ambition_ends_after_it_starts",
                violation_error_message="De ambitie eindigt voordat zij begint. Kies een later jaar.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Outcome(models.TextChoices):
    REALISED = "realised", "gerealiseerd"
    PARTLY = "partly", "deels gerealiseerd"
    NOT_REALISED = "not_realised", "niet gerealiseerd"


@tracked()
class Verdict(models.Model):
    """What came of an ambition in a year; empty until somebody says so."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="verdicts", verbose_name="evaluatie")
    ambition = models.ForeignKey(Ambition, models.PROTECT, related_name="verdicts", verbose_name="ambitie")
    outcome = models.CharField("oordeel", max_length=15, choices=Outcome.choices, blank=True)
    reason = models.TextField("waarom", max_length=2000, blank=True)
    goes_on = models.BooleanField("blijft een ambitie", default=True)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    class Meta:
        verbose_name = "oordeel over een ambitie"
        verbose_name_plural = "oordelen over ambities"
        ordering = ["ambition__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "ambition"], name="one_verdict_on_an_ambition_per_year"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "realised"]) | Q(reason__regex=r"\S"),
                name="an_ambition_that_failed_says_why",
                violation_error_message="Schrijf waarom de ambitie niet helemaal lukte.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ambition}: {self.get_outcome_display() or 'nog geen oordeel'}"


class Horizon(models.TextChoices):
    SHORT = "short", "korte termijn"
    LONG = "long", "lange termijn"


class GoalQuerySet(models.QuerySet["Goal"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def with_number_of_actions(self, on: date | None = None) -> Self:
        """Add `action_count`: how many actions work on it; what was dropped by that day does not. As in the plan."""
        still_counts = Q(actions__dropped_on__isnull=True) | Q(actions__dropped_on__gt=on or today())
        counted = self.annotate(action_count=Count("actions", filter=still_counts))
        return counted.order_by("building_block", "position", "pk")  # whoever counts loses the order of the model

    def without_actions(self, on: date | None = None) -> Self:
        return self.with_number_of_actions(on).filter(action_count=0)


@tracked()
class Goal(models.Model):
    """A goal of a landelijke bouwsteen, long or short term; under an ambition where it serves one."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals", verbose_name="plan")
    ambition = models.ForeignKey(
        Ambition, models.SET_NULL, null=True, blank=True, related_name="goals", verbose_name="ambitie"
    )
    building_block = models.PositiveSmallIntegerField("bouwsteen", choices=BuildingBlock.choices)
    horizon = models.CharField("termijn", max_length=5, choices=Horizon.choices, default=Horizon.SHORT)
    title = models.CharField("doel", max_length=200)
    text = models.TextField("toelichting", max_length=4000, blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = GoalQuerySet.as_manager()

    # Added by with_number_of_actions().
    action_count: int

    class Meta:
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ["building_block", "position", "pk"]
        constraints = [
            says_something(
                "a_goal_says_what", field="title", message="Het doel ontbreekt. Schrijf wat u wilt bereiken."
            ),
            models.CheckConstraint(
                condition=Q(building_block__in=BuildingBlock.values),
                name="goal_belongs_to_one_of_the_four_bouwstenen",
                violation_error_message="Kies bouwsteen 1, 2, 3 of 4.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PriorityQuerySet(models.QuerySet["Priority"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()


@tracked()
class Priority(models.Model):
    """A speerpunt: what a region works on first. Its actions can become a template for other regions."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="priorities", verbose_name="plan")
    goal = models.ForeignKey(
        Goal, models.SET_NULL, null=True, blank=True, related_name="priorities", verbose_name="doel"
    )
    title = models.CharField("speerpunt", max_length=200)
    text = models.TextField("toelichting", max_length=4000, blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = PriorityQuerySet.as_manager()

    class Meta:
        verbose_name = "speerpunt"
        verbose_name_plural = "speerpunten"
        ordering = ["position", "pk"]
        constraints = [
            says_something(
                "a_priority_says_what", field="title", message="Het speerpunt ontbreekt. Geef het een naam."
            ),
        ]

    def __str__(self) -> str:
        return self.title
