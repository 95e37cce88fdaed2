"""The plan and what it is built around: four bouwstenen that are fixed, pillars and target groups that are not."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, When

from network.dates import today
from network.history import tracked


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


@tracked()
class Pillar(models.Model):
    """A pillar between prevention and aftercare. The network keeps this list itself."""

    name = models.CharField("naam", max_length=80, unique=True)
    rivm_pillar = models.CharField("pijler van het RIVM", max_length=20, choices=RivmPillar.choices, blank=True)
    is_overarching = models.BooleanField(
        "pijleroverstijgend", default=False, help_text="Voor acties van bouwsteen 1, 2 en 3."
    )
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "pijler"
        verbose_name_plural = "pijlers"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


@tracked()
class TargetGroup(models.Model):
    """A group of people that actions are meant for."""

    name = models.CharField("naam", max_length=80, unique=True)
    description = models.TextField("omschrijving", blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

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
    def current(self, day: date | None = None) -> "Plan | None":
        """The plan in force on that day; before there is one, the newest in the making."""
        day = day or today()
        in_force = Q(status=PlanStatus.ADOPTED, starts_on__lte=day, ends_on__gte=day)
        newest_in_force = Case(When(in_force, then="version")).desc(nulls_last=True)
        return self.filter(in_force | _BEING_MADE).order_by(newest_in_force, "-starts_on").first()

    def being_made(self) -> Self:
        return self.filter(_BEING_MADE)


@tracked()
class Plan(models.Model):
    """The region's plan of action for a number of years."""

    title = models.CharField("titel", max_length=200)
    starts_on = models.DateField("begint op")
    ends_on = models.DateField("loopt tot en met")
    version = models.PositiveSmallIntegerField("versie", default=1)
    status = models.CharField("status", max_length=20, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan van aanpak"
        verbose_name_plural = "plannen van aanpak"
        ordering = ["-starts_on", "-version"]
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
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def version_in_words(self) -> str:
        """Vastgesteld, versie 2"""
        return f"{PlanStatus(self.status).label.capitalize()}, versie {self.version}"
