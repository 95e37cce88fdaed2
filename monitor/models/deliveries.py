"""Figures that partners deliver: what is asked, when, and what came in. The numbers themselves are raw."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from monitor.models.figures import Indicator
from monitor.numbers import ValueStatus
from monitor.periods import period_label
from network.dates import today
from network.history import tracked
from network.policy import Permission, may
from partners.models import Organisation

if TYPE_CHECKING:
    from network.models import Person


class DeliveryRoundQuerySet(models.QuerySet["DeliveryRound"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.DELIVERY_ASK) else self.none()


@tracked()
class DeliveryRound(models.Model):
    """What is asked of partners: one indicator over one period, by a day."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="rounds", verbose_name="indicator")
    period = models.CharField("periode", max_length=8, help_text="Code van het CBS, bijvoorbeeld 2026HJ01.")
    opens_on = models.DateField("opent op", default=today)
    due_on = models.DateField("uiterlijk op")
    instructions = models.TextField("toelichting", max_length=2000, blank=True)
    closed_at = models.DateTimeField("gesloten op", null=True, blank=True)

    objects = DeliveryRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "uitvraag"
        verbose_name_plural = "uitvragen"
        ordering = ["-due_on", "indicator__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period"],
                name="one_round_per_indicator_and_period",
                violation_error_message="Over deze periode is dit cijfer al gevraagd. Pas de bestaande uitvraag aan.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("opens_on")),
                name="a_round_is_due_after_it_opens",
                violation_error_message="De laatste dag ligt voor de eerste. Kies een latere laatste dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.period_label}"

    def get_absolute_url(self) -> str:
        return reverse("monitor:round-detail", args=[self.pk])

    @property
    def period_label(self) -> str:
        return period_label(self.period)


class DeliveryStatus(models.TextChoices):
    WAITING = "waiting", "nog niet geleverd"
    DELIVERED = "delivered", "geleverd"
    SENT_BACK = "sent_back", "teruggestuurd"
    APPROVED = "approved", "goedgekeurd"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, person: "Person") -> Self:
        """Everything for who asks for figures; for a partner its own."""
        if may(person, Permission.DELIVERY_ASK):
            return self
        return self.filter(organisation__in=person.editor_of)

    def approved(self) -> Self:
        return self.filter(status=DeliveryStatus.APPROVED)

    def to_judge(self) -> Self:
        return self.filter(status=DeliveryStatus.DELIVERED)

    def still_to_come(self) -> Self:
        """Not delivered yet, or sent back, in a round that is open."""
        waiting = [DeliveryStatus.WAITING, DeliveryStatus.SENT_BACK]
        return self.filter(status__in=waiting, round__closed_at__isnull=True)


@tracked()
class Delivery(models.Model):
    """What one partner delivers in a round. Once approved it is locked: a change after that is a correction."""

    round = models.ForeignKey(DeliveryRound, models.PROTECT, related_name="deliveries", verbose_name="uitvraag")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="deliveries", verbose_name="partner")
    status = models.CharField("status", max_length=10, choices=DeliveryStatus.choices, default=DeliveryStatus.WAITING)
    delivered_at = models.DateTimeField("geleverd op", null=True, blank=True)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="geleverd door"
    )
    decided_at = models.DateTimeField("beoordeeld op", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beoordeeld door",
    )
    sent_back_because = models.TextField("waarom teruggestuurd", max_length=1000, blank=True)
    reminded_on = models.DateField("herinnerd op", null=True, blank=True)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "levering"
        verbose_name_plural = "leveringen"
        ordering = ["round__due_on", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"],
                name="one_delivery_per_round_and_partner",
                violation_error_message="Deze partner staat al in de uitvraag.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["delivered", "approved"]) | Q(delivered_at__isnull=False),
                name="what_was_delivered_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent_back") | ~Q(sent_back_because=""),
                name="sending_back_needs_a_reason",
                violation_error_message="Schrijf op waarom u de levering terugstuurt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("monitor:delivery-detail", args=[self.pk])

    @property
    def is_locked(self) -> bool:
        return self.status == DeliveryStatus.APPROVED or self.round.closed_at is not None

    def is_late_on(self, day: date) -> bool:
        return self.status in {DeliveryStatus.WAITING, DeliveryStatus.SENT_BACK} and day > self.round.due_on


@tracked()
class DeliveredValue(models.Model):
    """One number that a partner gave. Raw: only its delivery page and the job that builds editions read it."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="values", verbose_name="levering")
    # Empty: of a municipality outside the region, or not known. It counts in the total of the region only.
    municipality = models.ForeignKey(
        "network.Municipality", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemeente"
    )
    # The parts of the subdivisions in their order, with «, » between them; empty without a subdivision.
    category = models.CharField("onderverdeling", max_length=200, blank=True)
    value = models.PositiveIntegerField("aantal", null=True, blank=True)
    value_status = models.CharField("soort waarde", max_length=12, choices=ValueStatus.choices)

    class Meta:
        verbose_name = "geleverd getal"
        verbose_name_plural = "geleverde getallen"
        constraints = [
            models.UniqueConstraint(
                fields=["delivery", "municipality", "category"],
                name="one_number_per_delivery_and_place",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(value_status="value", value__isnull=False)
                | (~Q(value_status="value") & Q(value__isnull=True)),
                name="only_a_delivered_number_is_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id}, {self.municipality_id}"


@tracked()
class DeliveryCorrection(models.Model):
    """That a locked delivery was changed afterwards, and why. What changed stands in the history of its numbers."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="corrections", verbose_name="levering")
    reason = models.TextField("reden", max_length=1000)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gecorrigeerd door"
    )
    made_at = models.DateTimeField("gecorrigeerd op", auto_now_add=True)

    class Meta:
        verbose_name = "correctie"
        verbose_name_plural = "correcties"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="a_correction_has_a_reason",
                violation_error_message="Schrijf op waarom het getal verandert.",
            )
        ]

    def __str__(self) -> str:
        return f"correctie van {self.delivery}"
