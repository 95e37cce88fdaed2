"""The address under which somebody's own calendar program reads meetings and dates."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from network.history import tracked


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def in_use(self) -> Self:
        return self.filter(revoked_at__isnull=True)


@tracked(exclude=["digest"])
class CalendarFeed(models.Model):
    """A secret address of one person. One that was revoked still answers, with nothing, so that calendars forget."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feeds", verbose_name="persoon"
    )
    digest = models.CharField("kenmerk van het adres", max_length=64, unique=True)
    made_at = models.DateTimeField("gemaakt op", auto_now_add=True)
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "agenda-abonnement"
        verbose_name_plural = "agenda-abonnementen"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at__isnull=True), name="one_calendar_feed_in_use_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"agenda van {self.person}"
