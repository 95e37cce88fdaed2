"""How editions come about, what was hidden in them, and the editions of a year that are kept as they were."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse

from monitor.models.figures import AREA_KINDS, Edition, ImportRun, Indicator
from monitor.numbers import RevisionStatus, ValueStatus
from network.history import tracked


class BuildStatus(models.TextChoices):
    WAITING = "waiting", "wacht"
    RELEASED = "released", "vrijgegeven"
    REFUSED = "refused", "niet vrijgegeven"


@tracked()
class EditionBuild(models.Model):
    """A try to build an edition. Without a proof that nothing small can be worked out, nothing is released."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="builds", verbose_name="indicator")
    status = models.CharField("status", max_length=10, choices=BuildStatus.choices, default=BuildStatus.WAITING)
    reason = models.CharField("waarom", max_length=300, blank=True)
    problem = models.TextField("wat er misging", blank=True)
    # The cells that could not be protected, by their names; never their numbers.
    cells = models.JSONField("cellen", default=list, blank=True)
    edition = models.ForeignKey(
        Edition, models.SET_NULL, null=True, blank=True, related_name="builds", verbose_name="editie"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op", auto_now_add=True)
    finished_at = models.DateTimeField("klaar op", null=True, blank=True)

    class Meta:
        verbose_name = "vrijgave"
        verbose_name_plural = "vrijgaven"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.get_status_display()}"


class ProtectedCell(models.Model):
    """A cell of an edition with the number it really had, so that the next edition can be proven against it. Raw."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="cells", verbose_name="editie")
    category = models.CharField("onderverdeling", max_length=200, blank=True)
    area_kind = models.CharField("soort gebied", max_length=20, choices=AREA_KINDS)
    area_name = models.CharField("gebied", max_length=120)
    period = models.CharField("periode", max_length=8)
    value = models.PositiveIntegerField("aantal")
    shown = models.CharField("getoond als", max_length=10)
    shares = models.JSONField("aandeel per aanleveraar", default=dict)

    class Meta:
        verbose_name = "beschermde cel"
        verbose_name_plural = "beschermde cellen"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "category", "area_kind", "area_name", "period"],
                name="one_cell_per_edition_and_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_name}, {self.period}"


class IncomingFigure(models.Model):
    """A figure of a file that is being saved, before it is compared with what we hold. Raw, and gone after."""

    import_run = models.ForeignKey(ImportRun, models.CASCADE, related_name="incoming", verbose_name="import")
    line = models.PositiveIntegerField("regel")
    category = models.CharField("onderverdeling", max_length=200, blank=True)
    measure = models.CharField("onderwerp", max_length=200, blank=True)
    area_kind = models.CharField("soort gebied", max_length=20)
    area_name = models.CharField("gebied", max_length=120)
    municipality_id = models.BigIntegerField("gemeente", null=True)
    period = models.CharField("periode", max_length=8)
    is_total = models.BooleanField("is een totaal", default=False)
    value = models.DecimalField("waarde", max_digits=16, decimal_places=4, null=True)
    value_status = models.CharField("soort waarde", max_length=12, choices=ValueStatus.choices)
    revision_status = models.CharField("status", max_length=20, choices=RevisionStatus.choices)

    class Meta:
        verbose_name = "binnenkomend cijfer"
        verbose_name_plural = "binnenkomende cijfers"

    def __str__(self) -> str:
        return f"regel {self.line}"


@tracked(exclude=["content"])
class YearEdition(models.Model):
    """The figures of a year as they were adopted, to be cited. Later corrections stand in a list beside it."""

    year = models.PositiveSmallIntegerField("jaar", unique=True)
    note = models.CharField("toelichting", max_length=400, blank=True)
    content = models.BinaryField("bestand")
    sha256 = models.CharField("controlegetal", max_length=64)
    frozen_at = models.DateTimeField("vastgesteld op", auto_now_add=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="vastgesteld door"
    )

    class Meta:
        verbose_name = "jaareditie"
        verbose_name_plural = "jaaredities"
        ordering = ["-year"]
        triggers = [
            # Who adopted it may be erased; nothing else of it changes.
            pgtrigger.Protect(
                name="an_edition_of_a_year_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["frozen_by"]),
            ),
            pgtrigger.Protect(name="an_edition_of_a_year_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"Jaareditie {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("monitor:year-detail", args=[self.year])


@tracked()
class YearEditionPart(models.Model):
    """That an edition is in the edition of a year."""

    year_edition = models.ForeignKey(YearEdition, models.CASCADE, related_name="parts", verbose_name="jaareditie")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="year_parts", verbose_name="editie")

    class Meta:
        verbose_name = "editie in een jaareditie"
        verbose_name_plural = "edities in jaaredities"
        triggers = [pgtrigger.Protect(name="what_is_in_a_year_stays", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [models.UniqueConstraint(fields=["year_edition", "edition"], name="an_edition_once_per_year")]

    def __str__(self) -> str:
        return f"{self.year_edition}: {self.edition}"
