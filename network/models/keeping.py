"""How the history is kept: sealed so that a change in it shows, and removed only by the owner's functions.

The portal itself can't write these tables; see `network/sql/history.sql`.
"""

from typing import Self

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class RemovalReason(models.TextChoices):
    RETENTION = "retention", "bewaartermijn voorbij"
    ERASURE = "erasure", "gegevens van een persoon gewist"


class HistorySealQuerySet(models.QuerySet["HistorySeal"]):
    def newest(self) -> Self:
        """The last seal of each table."""
        return self.order_by("table", "-pk").distinct("table")


class HistorySeal(models.Model):
    """A stretch of one history table as it was when it was sealed; each seal also covers the one before."""

    table = models.CharField("tabel", max_length=63)
    first_id = models.BigIntegerField("vanaf regel")
    last_id = models.BigIntegerField("tot en met regel")
    # By name, so that a column that a later version adds leaves the seal whole.
    columns = ArrayField(models.CharField(max_length=63), default=list, verbose_name="kolommen")
    # Per row, in order of id: 4 bytes for its place after `first_id` and 8 of its digest.
    row_digests = models.BinaryField("vingerafdrukken van de regels")
    digest = models.CharField("vingerafdruk", max_length=64)
    sealed_at = models.DateTimeField("verzegeld op", default=timezone.now)

    objects = HistorySealQuerySet.as_manager()

    class Meta:
        verbose_name = "zegel op de geschiedenis"
        verbose_name_plural = "zegels op de geschiedenis"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.table} {self.first_id}–{self.last_id}"


class HistoryRemovalQuerySet(models.QuerySet["HistoryRemoval"]):
    def with_names(self) -> Self:
        return self.select_related("asked_by")


class HistoryRemoval(models.Model):
    """The line that a removal from the history leaves behind."""

    reason = models.CharField("waarom", max_length=10, choices=RemovalReason.choices)
    table = models.CharField("tabel", max_length=63)
    rows = models.PositiveIntegerField("aantal regels")
    older_than = models.DateTimeField("ouder dan", null=True, blank=True)
    # Not a foreign key: the line outlives the person.
    person_number = models.BigIntegerField("nummer van de persoon", null=True, blank=True)
    # Nothing happens here when that account goes: the portal may not write this table.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name="door",
    )
    removed_at = models.DateTimeField("verwijderd op", default=timezone.now)

    objects = HistoryRemovalQuerySet.as_manager()

    class Meta:
        verbose_name = "verwijdering uit de geschiedenis"
        verbose_name_plural = "verwijderingen uit de geschiedenis"
        ordering = ["-removed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.table}"

    @property
    def kind(self) -> str:
        """The kind of thing that the table keeps the history of, in Dutch."""
        models_by_table = {model._meta.db_table: model for model in apps.get_models()}
        events = models_by_table.get(self.table)
        tracked = getattr(events, "pgh_tracked_model", None)
        return str(tracked._meta.verbose_name) if tracked else self.table
