"""Reports for the stuurgroep: made of sections, frozen when adopted."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from network.dates import today
from network.history import tracked
from network.policy import Permission, may

if TYPE_CHECKING:
    from network.models import Person


class ReportKind(models.TextChoices):
    PROGRESS = "progress", "Voortgangsrapportage"


class ReportStatus(models.TextChoices):
    DRAFT = "draft", "concept"
    FOR_ADOPTION = "for_adoption", "ter vaststelling"
    ADOPTED = "adopted", "vastgesteld"


class ReportQuerySet(models.QuerySet["Report"]):
    def adopted(self) -> Self:
        return self.filter(status=ReportStatus.ADOPTED)

    def visible_to(self, person: "Person") -> Self:
        """All for whoever makes them, adopted ones for the other members."""
        if may(person, Permission.REPORT_MAKE):
            return self
        return self.adopted() if may(person, Permission.REPORT_LIST) else self.none()

    def editable_by(self, person: "Person") -> Self:
        return self.exclude(status=ReportStatus.ADOPTED) if may(person, Permission.REPORT_EDIT) else self.none()


@tracked()
class Report(models.Model):
    """A report over a period, as of a reference date."""

    kind = models.CharField("soort", max_length=12, choices=ReportKind.choices, default=ReportKind.PROGRESS)
    year = models.PositiveSmallIntegerField("jaar")
    number = models.PositiveSmallIntegerField("nummer")
    period_start = models.DateField("periode van")
    period_end = models.DateField("periode tot en met")
    reference_date = models.DateField("peildatum", default=today)
    status = models.CharField("status", max_length=12, choices=ReportStatus.choices, default=ReportStatus.DRAFT)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gemaakt door"
    )
    made_at = models.DateTimeField("gemaakt op", auto_now_add=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "rapportage"
        verbose_name_plural = "rapportages"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                name="one_report_per_kind_year_and_number",
                violation_error_message="Deze rapportage bestaat al. Open de bestaande.",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="report_period_ends_after_it_starts",
                violation_error_message="De periode eindigt voordat zij begint. Kies een latere einddatum.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("monitor:report-detail", args=[self.pk])

    @property
    def is_adopted(self) -> bool:
        return self.status == ReportStatus.ADOPTED

    def covers(self, day: date) -> bool:
        return self.period_start <= day <= self.period_end


class SectionKind(models.TextChoices):
    """The building parts of reports, in the order in which a progress report has them."""

    SUMMARY = "summary", "Samenvatting"
    BUILDING_BLOCKS = "building_blocks", "Stand per bouwsteen"
    ACTIONS = "actions", "Acties per pijler"
    FINANCE = "finance", "Financiën"
    MONITOR = "monitor", "Monitor"


@tracked()
class ReportSection(models.Model):
    """One section of a report: its figures come from the portal, its text from the coordinator."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections", verbose_name="rapportage")
    kind = models.CharField("onderdeel", max_length=20, choices=SectionKind.choices)
    position = models.PositiveSmallIntegerField("volgorde")
    text = models.TextField("tekst", blank=True, help_text="Uw eigen woorden. Verversen van de cijfers raakt dit niet.")

    class Meta:
        verbose_name = "onderdeel van een rapportage"
        verbose_name_plural = "onderdelen van rapportages"
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "kind"], name="one_section_of_a_kind_per_report")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class JobStatus(models.TextChoices):
    WAITING = "waiting", "staat in de rij"
    RUNNING = "running", "wordt gemaakt"
    DONE = "done", "klaar"
    FAILED = "failed", "mislukt"


class ReportEditionQuerySet(models.QuerySet["ReportEdition"]):
    def adopted(self) -> Self:
        return self.filter(is_adopted=True)

    def visible_to(self, person: "Person") -> Self:
        if may(person, Permission.REPORT_MAKE):
            return self
        return self.adopted() if may(person, Permission.REPORT_LIST) else self.none()


@tracked()
class ReportEdition(models.Model):
    """A PDF made of a report: a draft, or the adopted one, which is frozen with the figures that it held."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions", verbose_name="rapportage")
    version = models.PositiveSmallIntegerField("versie")
    is_adopted = models.BooleanField("vastgesteld", default=False)
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True)

    job_status = models.CharField("stand van het maken", max_length=10, choices=JobStatus.choices)
    problem = models.TextField("wat er misging", blank=True)
    content = models.JSONField("cijfers die erin staan", default=dict)
    file = models.FileField("PDF", upload_to="rapportages/", blank=True)
    sha256 = models.CharField("controlegetal", max_length=64, blank=True)
    made_at = models.DateTimeField("gemaakt op", auto_now_add=True)

    objects = ReportEditionQuerySet.as_manager()

    class Meta:
        verbose_name = "editie van een rapportage"
        verbose_name_plural = "edities van rapportages"
        ordering = ["report", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="one_edition_per_report_and_version"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(is_adopted=True), name="a_report_is_adopted_once"
            ),
            models.CheckConstraint(
                condition=Q(is_adopted=False) | (Q(adopted_on__isnull=False) & ~Q(sha256="")),
                name="an_adopted_edition_has_a_date_and_a_checksum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, versie {self.version}"


class ReportDownload(models.Model):
    """Who downloaded which version, and when."""

    edition = models.ForeignKey(ReportEdition, models.CASCADE, related_name="downloads", verbose_name="editie")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="persoon"
    )
    downloaded_at = models.DateTimeField("gedownload op", auto_now_add=True)

    class Meta:
        verbose_name = "download"
        verbose_name_plural = "downloads"
        ordering = ["-downloaded_at"]

    def __str__(self) -> str:
        return f"{self.edition}, {self.downloaded_at:%Y-%m-%d}"
