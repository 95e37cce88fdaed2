"""The plan and what it is built around: four bouwstenen that are fixed, pillars and target groups that are not."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Case, Count, F, Func, OuterRef, Q, Subquery, When

from network.constraints import says_something
from network.dates import today
from network.history import tracked
from network.policy import Permission, may

if TYPE_CHECKING:
    from collections.abc import Collection

    from network.models import Person


class BuildingBlock(models.IntegerChoices):
    """The four landelijke bouwstenen (VWS, december 2022), always in this order."""

    APPROACH = 1, "Wat is een regionale aanpak"
    NETWORK = 2, "Netwerkpartners en samenwerking"
    ORGANISATION = 3, "Organiseren en borgen"
    ACTION_PLAN = 4, "Plan van aanpak: speerpunten"


class RivmPillar(models.TextChoices):
    """The four pillars of RIVM's Loket Gezond Leven, to which the network's own pillars are mapped."""

    EDUCATION = "education", "voorlichting en educatie"
    SIGNALS = "signals", "signalering en ondersteuning"
    ENVIRONMENT = "environment", "fysieke en sociale omgeving"
    ENFORCEMENT = "enforcement", "regelgeving en handhaving"


class PillarQuerySet(models.QuerySet["Pillar"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()


@tracked()
class Pillar(models.Model):
    """A pillar between prevention and aftercare. The network keeps this list itself."""

    name = models.CharField("naam", max_length=80, unique=True)
    rivm_pillar = models.CharField("pijler van het RIVM", max_length=20, choices=RivmPillar.choices, blank=True)
    is_overarching = models.BooleanField(
        "pijleroverstijgend", default=False, help_text="Voor acties van bouwsteen 1, 2 en 3."
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    objects = PillarQuerySet.as_manager()

    class Meta:
        verbose_name = "pijler"
        verbose_name_plural = "pijlers"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class TargetGroupQuerySet(models.QuerySet["TargetGroup"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def with_number_of_actions(self, plan: "Plan | None", on: date | None = None) -> Self:
        """Add `action_count`: how many actions of that plan are for it on that day. In the order of the list."""
        counts = Q(actions__dropped_on__isnull=True) | Q(actions__dropped_on__gt=on or today())
        of_plan = Count("actions", filter=Q(actions__plan=plan) & counts, distinct=True)
        return self.annotate(action_count=of_plan).order_by("position", "name")  # counting loses the model's order


@tracked()
class TargetGroup(models.Model):
    """A group of people that actions are meant for."""

    name = models.CharField("naam", max_length=80, unique=True)
    description = models.TextField("omschrijving", blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    objects = TargetGroupQuerySet.as_manager()

    # Added by with_number_of_actions().
    action_count: int

    class Meta:
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class PlanStatus(models.TextChoices):
    DRAFT = "draft", "concept"
    FOR_ADOPTION = "for_adoption", "ter vaststelling"
    ADOPTED = "adopted", "vastgesteld"
    CLOSED = "closed", "afgesloten"


_BEING_MADE = Q(status__in=[PlanStatus.DRAFT, PlanStatus.FOR_ADOPTION])


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def current(self, day: date | None = None) -> "Plan | None":
        """The plan in force on that day; before there is one, the newest in the making."""
        return self.current_first(day).first()

    def current_first(self, day: date | None = None) -> Self:
        """That one stands in front."""
        day = day or today()
        in_force = Q(status=PlanStatus.ADOPTED, starts_on__lte=day, ends_on__gte=day)
        comes_after = Case(When(in_force, then=0), default=1)
        return self.filter(in_force | _BEING_MADE).order_by(comes_after, "-starts_on", "-pk")

    def being_made(self) -> Self:
        return self.filter(_BEING_MADE)

    def with_open_version(self) -> Self:
        """Add `open_number` and `open_status` of the version that is being made; None while there is none."""
        open_one = PlanVersion.objects.filter(plan=OuterRef("pk")).open()
        return self.annotate(
            open_number=Subquery(open_one.values("number")[:1]), open_status=Subquery(open_one.values("status")[:1])
        )

    def lock_all(self) -> None:
        """Until the end of the transaction nobody else makes or adopts a plan."""
        list(self.select_for_update().order_by("pk").values_list("pk"))

    def covering(self, year: int) -> Self:
        """Plans that run in that year, some part of it at least."""
        return self.filter(starts_on__year__lte=year, ends_on__year__gte=year)


def _period() -> Func:
    """From the first day up to and including the last."""
    boundaries = RangeBoundary(inclusive_lower=True, inclusive_upper=True)
    return Func("starts_on", "ends_on", boundaries, function="DATERANGE", output_field=DateRangeField())


@tracked()
class Plan(models.Model):
    """The region's plan of action for a number of years.

    `version` is the number of the version in force, or of the first one while that is being made. Whoever edits an
    adopted plan opens the next version (PlanVersion), which waits to be adopted while this one stays in force.
    """

    title = models.CharField("titel", max_length=200)
    starts_on = models.DateField("begint op")
    ends_on = models.DateField("loopt tot en met")
    version = models.PositiveSmallIntegerField("versie", default=1)
    status = models.CharField("status", max_length=20, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)
    predecessor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="successors", verbose_name="volgt op"
    )

    objects = PlanQuerySet.as_manager()

    # Added by with_open_version().
    open_number: int | None
    open_status: str | None

    class Meta:
        verbose_name = "plan van aanpak"
        verbose_name_plural = "plannen van aanpak"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_it_starts",
                violation_error_message="De einddatum ligt voor de begindatum. Kies een latere einddatum.",
            ),
            models.CheckConstraint(
                condition=~Q(status="adopted") | Q(adopted_on__isnull=False),
                name="an_adopted_plan_has_a_date",
                violation_error_message="Vul in op welke dag het plan is vastgesteld.",
            ),
            ExclusionConstraint(
                name="one_adopted_plan_at_a_time",
                expressions=[(_period(), RangeOperators.OVERLAPS)],
                condition=Q(status="adopted"),
                violation_error_message=(
                    "Voor deze periode is al een plan vastgesteld. Sluit dat plan eerst af, of kies een andere periode."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def version_in_words(self) -> str:
        """Vastgesteld, versie 2"""
        return f"{PlanStatus(self.status).label.capitalize()}, versie {self.version}"

    @property
    def may_still_change(self) -> bool:
        return self.status != PlanStatus.CLOSED


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def open(self) -> Self:
        """Those that are not adopted yet; at most one of each plan."""
        return self.filter(_BEING_MADE)

    def adopted(self) -> Self:
        return self.filter(status=PlanStatus.ADOPTED)

    def on_offer(self) -> Self:
        """Those that municipalities are deciding on."""
        return self.filter(status=PlanStatus.FOR_ADOPTION)

    def waiting_for(self, municipalities: "Collection[int]") -> Self:
        """Those on offer that not all of these municipalities adopted yet."""
        own = Q(adoptions__municipality__in=municipalities)
        adopted_by = Count("adoptions__municipality", filter=own, distinct=True)
        return self.on_offer().annotate(adopted_by=adopted_by).filter(adopted_by__lt=len(municipalities))

    def kept(self) -> Self:
        """Those whose contents are kept as they were."""
        return self.filter(contents__isnull=False)

    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def without_contents(self) -> Self:
        """For lists: the contents of a large plan take hundreds of kilobytes."""
        return self.defer("contents")


@tracked(exclude=["contents"])
class PlanVersion(models.Model):
    """One version of a plan. `contents` is what was adopted, kept as it was; empty while it is still being made."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions", verbose_name="plan")
    number = models.PositiveSmallIntegerField("versie")
    status = models.CharField("status", max_length=20, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    reason = models.CharField("waarom deze versie", max_length=250, blank=True)
    offered_on = models.DateField("ter vaststelling sinds", null=True, blank=True)
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)
    contents = models.JSONField("inhoud", null=True, blank=True, editable=False)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie van een plan"
        verbose_name_plural = "versies van plannen"
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="one_version_of_a_plan_per_number"),
            models.UniqueConstraint(fields=["plan"], condition=_BEING_MADE, name="one_open_version_of_a_plan"),
            models.CheckConstraint(
                condition=~Q(status="adopted") | Q(adopted_on__isnull=False, contents__isnull=False),
                name="an_adopted_version_keeps_its_contents",
                violation_error_message="Vul in op welke dag deze versie is vastgesteld.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, versie {self.number}"

    @property
    def is_being_made(self) -> bool:
        return self.status in (PlanStatus.DRAFT, PlanStatus.FOR_ADOPTION)

    @property
    def in_words(self) -> str:
        """Versie 3, ter vaststelling"""
        return f"Versie {self.number}, {self.get_status_display()}"


class AdoptingBody(models.TextChoices):
    COLLEGE = "college", "college"
    COUNCIL = "council", "gemeenteraad"


@tracked()
class PlanAdoption(models.Model):
    """That a municipality adopted a version of the plan."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="adoptions", verbose_name="versie")
    municipality = models.ForeignKey(
        "network.Municipality", models.PROTECT, related_name="plan_adoptions", verbose_name="gemeente"
    )
    body = models.CharField("vastgesteld door", max_length=10, choices=AdoptingBody.choices)
    decided_on = models.DateField("datum van het besluit")
    decision_number = models.CharField("besluitnummer", max_length=60)

    class Meta:
        verbose_name = "vaststelling door een gemeente"
        verbose_name_plural = "vaststellingen door gemeenten"
        ordering = ["municipality__name", "decided_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "municipality", "body"],
                name="a_body_adopts_a_version_once",
                violation_error_message="Dit besluit staat er al. Pas het bestaande besluit aan.",
            ),
            says_something(
                "an_adoption_has_its_number",
                field="decision_number",
                message="Het besluitnummer ontbreekt. Neem het over van het besluit, bijvoorbeeld B-2026-114.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.decision_number}"
