"""What waits for the coordinator until it is decided or withdrawn."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class RequestStatus(models.TextChoices):
    WAITING = "waiting", "wacht op beoordeling"
    APPROVED = "approved", "goedgekeurd"
    REFUSED = "refused", "afgewezen"
    WITHDRAWN = "withdrawn", "ingetrokken"


class Decidable(models.Model):
    """Something that waits until it is decided or withdrawn."""

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)

    status = models.CharField("status", max_length=10, choices=RequestStatus.choices, default=RequestStatus.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="afgerond door"
    )
    decided_at = models.DateTimeField("afgerond op", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return self.status == RequestStatus.WAITING


def waits_until_it_is_decided(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(status="waiting", decided_at__isnull=True) | (~Q(status="waiting") & Q(decided_at__isnull=False)),
        name=name,
        violation_error_message="Een verzoek wacht, of het is afgerond op een moment.",
    )
