"""Reports for the stuurgroep: made of sections, frozen when adopted."""

import hashlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

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

    def newest_first(self) -> Self:
        return self.order_by("-year", "-number")

    def over(self, period_start: date) -> Self:
        """Of the period that starts on this day."""
        return self.filter(period_start=period_start)

    def before(self, report: "Report") -> Self:
        """Earlier reports of the same kind."""
        earlier = Q(year__lt=report.year) | Q(year=report.year, number__lt=report.number)
        return self.filter(earlier, kind=report.kind).newest_first()

    def visible_to(self, person: "Person") -> Self:
        """All for whoever makes them, adopted ones for the other members."""
        if may(person, Permission.REPORT_MAKE):
            return self
        return self.adopted() if may(person, Permission.REPORT_LIST) else self.none()

    def editable_by(self, person: "Person") -> Self:
        """Drafts; whatever is being adopted or was adopted stays as it is."""
        return self.filter(status=ReportStatus.DRAFT) if may(person, Permission.REPORT_EDIT) else self.none()


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
            models.UniqueConstraint(
                fields=["kind", "period_start"],
                name="one_report_per_kind_and_period",
                violation_error_message="Over deze periode is er al een rapportage. Open de bestaande.",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="report_period_ends_after_it_starts",
                violation_error_message="De periode eindigt voordat zij begint. Kies een latere einddatum.",
            ),
        ]
        triggers = [
            # Not its maker: somebody's account can be deleted.
            pgtrigger.Protect(
                name="an_adopted_report_stays",
                operation=pgtrigger.UpdateOf(
                    "kind", "year", "number", "period_start", "period_end", "reference_date", "status", "made_at"
                )
                | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="adopted"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("monitor:report-detail", args=[self.pk])

    @property
    def is_adopted(self) -> bool:
        return self.status == ReportStatus.ADOPTED

    @property
    def is_draft(self) -> bool:
        return self.status == ReportStatus.DRAFT


class SectionKind(models.TextChoices):
    """The building parts of reports, in the order in which a progress report has them."""

    SUMMARY = "summary", "Samenvatting"
    BUILDING_BLOCKS = "building_blocks", "Stand per bouwsteen"
    ACTIONS = "actions", "Acties per pijler"
    SUCCESSES = "successes", "Successen"
    REQUESTS = "requests", "Gevraagde besluiten"
    MEETINGS = "meetings", "Overleg en besluiten"
    FINANCE = "finance", "Financiën"
    MONITOR = "monitor", "Monitor"
    DEFINITIONS = "definitions", "Begrippen en bronnen"


@tracked()
class ReportSection(models.Model):
    """One section of a report: its figures come from the portal, its text from the coordinator."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections", verbose_name="rapportage")
    kind = models.CharField("onderdeel", max_length=20, choices=SectionKind.choices)
    position = models.PositiveSmallIntegerField("volgorde")
    text = models.TextField("uw tekst", blank=True, help_text="Verversen van de cijfers verandert uw tekst niet.")

    class Meta:
        verbose_name = "onderdeel van een rapportage"
        verbose_name_plural = "onderdelen van rapportages"
        ordering = ["report", "position"]
        constraints = [models.UniqueConstraint(fields=["report", "kind"], name="one_section_of_a_kind_per_report")]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def title(self) -> str:
        return str(self)


class JobStatus(models.TextChoices):
    WAITING = "waiting", "staat in de rij"
    RUNNING = "running", "wordt gemaakt"
    DONE = "done", "klaar"
    FAILED = "failed", "mislukt"


class Step(models.IntegerChoices):
    """How far the making of a PDF is."""

    WAITING = 0, "In de rij"
    GATHERING = 1, "Stap 1 van 3: cijfers ophalen"
    TYPESETTING = 2, "Stap 2 van 3: bladzijden opmaken"
    STORING = 3, "Stap 3 van 3: controleren en bewaren"


MAKING_TAKES_AT_MOST = timedelta(minutes=10)
WAITING_TAKES_AT_MOST = timedelta(hours=2)


class AlteredFileError(RuntimeError):
    """The stored bytes are no longer those that were made."""


class ReportEditionQuerySet(models.QuerySet["ReportEdition"]):
    def adopted(self) -> Self:
        return self.filter(is_adopted=True)

    def visible_to(self, person: "Person") -> Self:
        if may(person, Permission.REPORT_MAKE):
            return self
        return self.adopted() if may(person, Permission.REPORT_LIST) else self.none()

    def adopted_before(self, report: Report) -> "ReportEdition | None":
        """The adopted edition of the report before this one."""
        found = self.adopted().filter(report__in=Report.objects.before(report))
        return found.order_by("-report__year", "-report__number").first()

    def newest(self) -> "ReportEdition | None":
        """Of the newest report."""
        found = self.select_related("report").defer("content")
        return found.order_by("-report__year", "-report__number", "-version").first()

    def of_reports(self, reports: "models.QuerySet[Report]") -> Self:
        """Newest report first, with the report itself."""
        found = self.filter(report__in=reports.order_by()).select_related("report").defer("content")
        return found.order_by("-report__year", "-report__number", "-version")

    def newest_first(self) -> Self:
        return self.order_by("-version")

    def finished(self) -> Self:
        return self.filter(job_status=JobStatus.DONE)

    def being_made(self) -> Self:
        """Waiting or at work; what takes too long was broken off."""
        now = timezone.now()
        waiting = Q(job_status=JobStatus.WAITING, made_at__gte=now - WAITING_TAKES_AT_MOST)
        at_work = Q(job_status=JobStatus.RUNNING, started_at__gte=now - MAKING_TAKES_AT_MOST)
        return self.filter(waiting | at_work)

    def unfinished(self) -> Self:
        """Neither made nor given up."""
        return self.filter(job_status__in=[JobStatus.WAITING, JobStatus.RUNNING])

    def failed(self) -> Self:
        return self.filter(job_status=JobStatus.FAILED)


@tracked(exclude=["content"])
class ReportEdition(models.Model):
    """A PDF made of a report: a draft, or the adopted one, which is frozen with the figures that it held."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions", verbose_name="rapportage")
    version = models.PositiveSmallIntegerField("versie")
    adopted_on = models.DateField("vastgesteld op", null=True, blank=True, help_text="Leeg bij een concept.")
    is_adopted = models.BooleanField("vastgesteld", default=False)

    job_status = models.CharField(
        "stand van het maken", max_length=10, choices=JobStatus.choices, default=JobStatus.WAITING
    )
    step = models.PositiveSmallIntegerField("stap", choices=Step.choices, default=Step.WAITING)
    started_at = models.DateTimeField("begonnen op", null=True, blank=True)
    problem = models.TextField("wat er misging", blank=True)
    remark = models.TextField("opmerking voor de maker", blank=True)

    content = models.JSONField("cijfers die erin staan", default=dict)
    file = models.FileField("PDF", upload_to="rapportages/")
    size = models.PositiveIntegerField("aantal bytes", default=0)
    pages = models.PositiveSmallIntegerField("aantal bladzijden", default=0)
    sha256 = models.CharField("controlegetal", max_length=64, blank=True)
    made_at = models.DateTimeField("gemaakt op", auto_now_add=True)

    objects = ReportEditionQuerySet.as_manager()

    class Meta:
        verbose_name = "editie van een rapportage"
        verbose_name_plural = "edities van rapportages"
        ordering = ["report", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="one_edition_per_report_and_version"),
            models.UniqueConstraint(fields=["report"], condition=Q(is_adopted=True), name="a_report_is_adopted_once"),
            models.CheckConstraint(
                condition=Q(is_adopted=False) | (Q(adopted_on__isnull=False, job_status="done") & ~Q(sha256="")),
                name="an_adopted_edition_has_a_date_and_a_checksum",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="an_adopted_edition_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__is_adopted=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}, versie {self.version}"

    def get_absolute_url(self) -> str:
        """Where its PDF is downloaded."""
        return reverse("monitor:edition-download", args=[self.report_id, self.version])

    @property
    def title(self) -> str:
        """«Concept 3», or «Vastgesteld» with its date left to who prints it."""
        return "Vastgesteld" if self.adopted_on else f"Concept {self.version}"

    @property
    def file_name(self) -> str:
        """Says what it is and nothing else: it ends up in a folder that others see."""
        name = f"voortgangsrapportage-{self.report.year}-{self.report.number}"
        return f"{name}.pdf" if self.is_adopted else f"{name}-concept-{self.version}.pdf"

    @property
    def is_finished(self) -> bool:
        return self.job_status == JobStatus.DONE

    @property
    def is_broken_off(self) -> bool:
        """Under way for so long that nobody is at it any more."""
        age = timezone.now() - (self.started_at or self.made_at)
        at_most = {JobStatus.WAITING: WAITING_TAKES_AT_MOST, JobStatus.RUNNING: MAKING_TAKES_AT_MOST}
        return age > at_most.get(JobStatus(self.job_status), age)

    @property
    def has_failed(self) -> bool:
        return self.job_status == JobStatus.FAILED or self.is_broken_off

    def read(self) -> bytes:
        """The PDF; raises AlteredFileError unless these are the very bytes that were made."""
        with self.file.open("rb") as stored:
            content = stored.read()
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise AlteredFileError(str(self))
        return content


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
