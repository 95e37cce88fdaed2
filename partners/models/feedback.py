"""What visitors and professionals tell of an entry that is not right."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from network.dates import today
from network.history import tracked
from network.policy import Permission, may

if TYPE_CHECKING:
    from network.models import Person


class FeedbackAbout(models.TextChoices):
    PHONE = "phone", "het telefoonnummer klopt niet"
    HOURS = "hours", "de openingstijden kloppen niet"
    GONE = "gone", "dit aanbod is er niet meer"
    LINK = "link", "de website werkt niet"
    OTHER = "other", "iets anders"


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def open(self) -> Self:
        return self.filter(handled_at__isnull=True)

    def open_first(self) -> Self:
        """What waits longest first, then what was handled, the last of it first."""
        return self.order_by(F("handled_at").desc(nulls_first=True), "received_on", "pk")

    def with_names(self) -> Self:
        return self.select_related("service__organisation", "handled_by")

    def visible_to(self, person: "Person") -> Self:
        """All for who decides, those about the own organisation's entries for its editors."""
        if may(person, Permission.CHANGE_REQUEST_DECIDE):
            return self
        return self.filter(service__organisation__in=person.editor_of)


@tracked(exclude=["text"], arrivals=False)
class Feedback(models.Model):
    """«Klopt er iets niet?»: who sends it stays unknown, and so does the moment. Visitors write it by a function of the
    database (`leave_feedback`) that can only add.
    """

    service = models.ForeignKey(
        "partners.CareService", models.CASCADE, null=True, blank=True, related_name="feedback", verbose_name="aanbod"
    )
    about = models.CharField("wat klopt er niet", max_length=10, choices=FeedbackAbout.choices)
    text = models.CharField("toelichting", max_length=200, blank=True)
    received_on = models.DateField("ontvangen op", default=today)

    handled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    outcome = models.CharField("wat er gedaan is", max_length=200, blank=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "melding van een bezoeker"
        verbose_name_plural = "meldingen van bezoekers"
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(handled_at__isnull=False) | Q(outcome=""),
                name="feedback_has_an_outcome_when_handled",
                violation_error_message="Vul pas in wat er gedaan is als de melding is afgehandeld.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service or 'de site'}: {self.get_about_display()}"

    @property
    def organisation_id(self) -> int | None:
        """Whose editors may handle it."""
        return self.service.organisation_id if self.service else None

    @property
    def is_open(self) -> bool:
        return self.handled_at is None
