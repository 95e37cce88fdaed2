"""Lists that people bring in: a file that waits until it is confirmed, and how columns of a layout were read before."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from network.history import tracked
from network.models.people import Person

KEPT_FOR = timedelta(days=7)
ROWS_AT_ONCE = 2_000  # a longer list is looked at and saved in the background
HANGS_AFTER = timedelta(minutes=10)  # fifty thousand rows take a few minutes


class ImportState(models.TextChoices):
    WAITING = "waiting", "nog niet opgeslagen"
    LOOKING = "looking", "wordt bekeken"
    LOOKED = "looked", "bekeken, nog niet opgeslagen"
    SAVING = "saving", "wordt opgeslagen"
    LOADED = "loaded", "opgeslagen"
    REFUSED = "refused", "niet opgeslagen"


BUSY = (ImportState.LOOKING, ImportState.SAVING)


class WaitingImportQuerySet(models.QuerySet["WaitingImport"]):
    def of(self, person: Person, *kinds: str) -> Self:
        """Somebody's own: a list may hold names that are nobody else's business."""
        return self.filter(brought_in_by=person, kind__in=kinds)

    def too_old(self) -> Self:
        return self.filter(brought_in_at__lt=timezone.now() - KEPT_FOR)

    def long(self) -> Self:
        """That are worked at in the background."""
        return self.filter(number_of_rows__gt=ROWS_AT_ONCE)

    def without_rows(self) -> Self:
        """Without what stands in them, which can be millions of signs."""
        return self.defer("content", "preview", "choices")


@tracked(exclude=["content", "choices", "preview"])
class WaitingImport(models.Model):
    """A file that somebody brought in, and what was chosen for it so far. The file goes as soon as it is saved."""

    kind = models.CharField("soort lijst", max_length=30)
    file_name = models.CharField("bestand", max_length=255)
    content = models.BinaryField("inhoud", blank=True)
    sha256 = models.CharField("controlegetal", max_length=64)

    sheet = models.CharField("blad", max_length=200, blank=True)
    separator = models.CharField("scheidingsteken", max_length=1, blank=True)
    layout = models.JSONField("kolommen", default=dict, blank=True)  # Layout.as_json()
    is_mapped = models.BooleanField("kolommen gekozen", default=False)
    choices = models.JSONField("keuzes bij dubbelen", default=dict, blank=True)  # number of the row → choice

    state = models.CharField("stand", max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    number_of_rows = models.PositiveIntegerField("aantal rijen", default=0)
    preview = models.JSONField("voorbeeld", default=dict, blank=True)  # Preview.as_json(), of a long list
    problem = models.CharField("waarom niet", max_length=500, blank=True)
    attempt = models.PositiveIntegerField("keer dat het werk begon", default=0)  # what was started before does nothing
    busy_since = models.DateTimeField("begonnen op", null=True, blank=True)
    outcome = models.CharField("wat ervan kwam", max_length=200, blank=True)
    brought_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="ingebracht door"
    )
    brought_in_at = models.DateTimeField("ingebracht op", auto_now_add=True)

    objects = WaitingImportQuerySet.as_manager()

    class Meta:
        verbose_name = "lijst die wacht"
        verbose_name_plural = "lijsten die wachten"
        ordering = ["-brought_in_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting(self) -> bool:
        """For somebody to go on with."""
        return self.state in {ImportState.WAITING, ImportState.LOOKED, ImportState.REFUSED}

    @property
    def is_long(self) -> bool:
        return self.number_of_rows > ROWS_AT_ONCE

    @property
    def is_busy(self) -> bool:
        return self.state in BUSY

    @property
    def hangs(self) -> bool:
        """Whether nobody seems to be at work any more: whoever did it was stopped."""
        return self.is_busy and (self.busy_since is None or self.busy_since < timezone.now() - HANGS_AFTER)


class RememberedLayoutQuerySet(models.QuerySet["RememberedLayout"]):
    def known(self, kind: str, fingerprint: str) -> dict[str, Any] | None:
        return self.filter(kind=kind, fingerprint=fingerprint).values_list("layout", flat=True).first()


@tracked()
class RememberedLayout(models.Model):
    """How the columns of a list with this header were read the last time."""

    kind = models.CharField("soort lijst", max_length=30)
    fingerprint = models.CharField("controlegetal van de kolomkoppen", max_length=64)
    layout = models.JSONField("kolommen", default=dict)
    remembered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="onthouden door"
    )
    remembered_at = models.DateTimeField("onthouden op", auto_now=True)

    objects = RememberedLayoutQuerySet.as_manager()

    class Meta:
        verbose_name = "onthouden indeling"
        verbose_name_plural = "onthouden indelingen"
        constraints = [
            models.UniqueConstraint(fields=["kind", "fingerprint"], name="a_layout_of_a_list_is_remembered_once")
        ]

    def __str__(self) -> str:
        return f"indeling van {self.kind}"
