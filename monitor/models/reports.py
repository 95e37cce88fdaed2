"""Reports for the stuurgroep: made of sections, frozen when adopted."""

import hashlib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from network.dates import today
from network.history import tracked
from network.models import Municipality
from network.policy import Permission, may
from partners.models import Decision, Meeting, Organisation, WooCategory, WooDecision

if TYPE_CHECKING:
    from network.models import Person


class ReportKind(models.TextChoices):
    """What a report is for; which sections it has stands in monitor/reporting/kinds.py."""

    PROGRESS = "progress", "Voortgangsrapportage"
    PICTURE = "picture", "Regiobeeld"
    EVALUATION = "evaluation", "Jaarlijkse evaluatie"
    ACCOUNT = "account", "Verantwoordingsblad"
    SERVICES = "services", "Sociale kaart per gemeente"


OF_A_MUNICIPALITY = (ReportKind.PICTURE, ReportKind.SERVICES)
OF_AN_ORGANISATION = (ReportKind.ACCOUNT,)


class ReportStatus(models.TextChoices):
    DRAFT = "draft", "concept"
    FOR_ADOPTION = "for_adoption", "ter vaststelling"
    ADOPTED = "adopted", "vastgesteld"


class ReportQuerySet(models.QuerySet["Report"]):
    def adopted(self) -> Self:
        return self.filter(status=ReportStatus.ADOPTED)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def newest_first(self) -> Self:
        return self.order_by("-year", "-number")

    def over(self, period_start: date) -> Self:
        """Of the period that starts on this day."""
        return self.filter(period_start=period_start)

    def before(self, report: "Report") -> Self:
        """Earlier reports of the same kind, about the same municipality or organisation."""
        earlier = Q(year__lt=report.year) | Q(year=report.year, number__lt=report.number)
        about = {"kind": report.kind, "municipality": report.municipality_id, "organisation": report.organisation_id}
        return self.filter(earlier, **about).newest_first()

    def visible_to(self, person: "Person") -> Self:
        """All for whoever makes them; for the others what was adopted for them, and what was shared with them."""
        if may(person, Permission.REPORT_MAKE):
            return self
        if not may(person, Permission.REPORT_LIST):
            return self.none()
        return self.filter(adopted_for(person) | Q(pk__in=ReportReader.objects.of(person).values("edition__report")))

    def editable_by(self, person: "Person") -> Self:
        """Drafts; whatever is being adopted or was adopted stays as it is."""
        return self.filter(status=ReportStatus.DRAFT) if may(person, Permission.REPORT_EDIT) else self.none()


def adopted_for(person: "Person") -> Q:
    """Adopted ones are for every member; the sheet of a partner for the stuurgroep, its maker and who works there."""
    adopted = Q(status=ReportStatus.ADOPTED)
    if may(person, Permission.REPORT_RECEIVE) or may(person, Permission.REPORT_MAKE):
        return adopted
    return adopted & (Q(organisation__isnull=True) | Q(organisation__in=person.member_of))


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

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemeente"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="partner"
    )
    meeting = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="bijeenkomst",
        help_text="In welke bijeenkomst van de stuurgroep ligt de rapportage voor?",
    )

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
                fields=["kind", "period_start", "period_end", "municipality", "organisation"],
                name="one_report_per_kind_period_and_subject",
                nulls_distinct=False,
                violation_error_message="Over deze periode is er al een rapportage. Open de bestaande.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_A_MUNICIPALITY, municipality__isnull=False)
                | (~Q(kind__in=OF_A_MUNICIPALITY) & Q(municipality__isnull=True)),
                name="a_report_about_a_municipality_names_it",
                violation_error_message="Kies over welke gemeente dit gaat.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=OF_AN_ORGANISATION, organisation__isnull=False)
                | (~Q(kind__in=OF_AN_ORGANISATION) & Q(organisation__isnull=True)),
                name="the_sheet_of_a_partner_names_it",
                violation_error_message="Kies over welke partner dit gaat.",
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
                    "kind",
                    "year",
                    "number",
                    "period_start",
                    "period_end",
                    "reference_date",
                    "status",
                    "municipality_id",
                    "organisation_id",
                    "made_at",
                )
                | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="adopted"),
            )
        ]

    def __str__(self) -> str:
        """«Voortgangsrapportage 2026-2», «Regiobeeld 2026-3, Tiel»."""
        about = f", {self.about}" if self.about else ""
        return f"{self.get_kind_display()} {self.year}-{self.number}{about}"

    def get_absolute_url(self) -> str:
        return reverse("monitor:report-detail", args=[self.pk])

    @property
    def about(self) -> str:
        """The municipality or the partner that it is about, or nothing: the whole region."""
        return str(self.municipality or self.organisation or "")

    @property
    def is_adopted(self) -> bool:
        return self.status == ReportStatus.ADOPTED

    @property
    def is_adopted_for_all(self) -> bool:
        """Asked by the policy: adopted, and not the sheet of one partner."""
        return self.is_adopted and self.organisation_id is None

    def is_shared_with(self, person: "Person") -> bool:
        """Asked by the policy."""
        return ReportReader.objects.of(person).filter(edition__report=self.pk).exists()

    @property
    def is_draft(self) -> bool:
        return self.status == ReportStatus.DRAFT


class SectionKind(models.TextChoices):
    """The building parts of reports, in the order in which a progress report has them."""

    SUMMARY = "summary", "Samenvatting"
    SINCE = "since", "Sinds de vorige rapportage"
    QUESTIONS = "questions", "Wat vragen wij de stuurgroep"
    BUILDING_BLOCKS = "building_blocks", "Stand per bouwsteen"
    ACTIONS = "actions", "Acties per pijler"
    MILESTONES = "milestones", "Mijlpalen"
    SUCCESSES = "successes", "Successen"
    REQUESTS = "requests", "Knelpunten"
    MEETINGS = "meetings", "Overleg en besluiten"
    FINANCE = "finance", "Financiën"
    MONITOR = "monitor", "Monitor"
    NETWORK = "network", "Netwerk en overeenkomsten"
    SERVICES = "services", "Sociale kaart"
    VERDICTS = "verdicts", "Wat is gelukt"
    LEARNED = "learned", "Wat we meenemen"
    EXTENT = "extent", "Aard en omvang"
    OFFER = "offer", "Aanbod"
    LOCAL_ACTIONS = "local_actions", "Acties in de gemeente"
    GAPS = "gaps", "Gaten"
    ENTRIES = "entries", "Aanbod per soort hulp"
    ACCOUNT = "account", "Activiteiten, uren en geld"
    DECISIONS = "decisions", "Bijlage: besluitenlijst"
    DEFINITIONS = "definitions", "Begrippen en bronnen"


@tracked()
class ReportSection(models.Model):
    """One section of a report: its figures come from the portal, its text from the coordinator."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections", verbose_name="rapportage")
    kind = models.CharField("onderdeel", max_length=20, choices=SectionKind.choices)
    position = models.PositiveSmallIntegerField("volgorde")
    text = models.TextField("uw tekst", blank=True, help_text="Verversen van de cijfers verandert uw tekst niet.")
    is_included = models.BooleanField("staat in de rapportage", default=True)
    is_internal = models.BooleanField("alleen voor het netwerk", default=False, help_text="Niet in de openbare versie.")

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


class QuestionReason(models.TextChoices):
    """Why the portal proposes to ask something of the stuurgroep."""

    RED = "red", "staat op rood"
    BLOCKED = "blocked", "loopt vast"
    LATE = "late", "te laat"
    UNFUNDED = "unfunded", "geen geld"
    BOTTLENECK = "bottleneck", "geëscaleerd knelpunt"
    AGREEMENT = "agreement", "overeenkomst loopt af"
    ENTRY = "entry", "aanbod niet bevestigd"
    STALE = "stale", "niet bijgewerkt"
    OWN = "own", "eigen vraag"


class ReportQuestionQuerySet(models.QuerySet["ReportQuestion"]):
    def chosen(self) -> Self:
        return self.filter(is_chosen=True).order_by("position", "pk")


@tracked()
class ReportQuestion(models.Model):
    """What a report asks of the stuurgroep: proposed by the portal, picked and worded by the coordinator."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="questions", verbose_name="rapportage")
    key = models.CharField("waarover", max_length=60, help_text="Een actie, een knelpunt of een eigen vraag.")
    reason = models.CharField("waarom", max_length=12, choices=QuestionReason.choices)
    is_chosen = models.BooleanField("in de rapportage", default=False)
    title = models.CharField("wat vragen wij", max_length=200)
    text = models.TextField("toelichting", blank=True, max_length=1500)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="besluit"
    )
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = ReportQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "vraag aan de stuurgroep"
        verbose_name_plural = "vragen aan de stuurgroep"
        ordering = ["report", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="one_question_about_a_thing_per_report"),
            models.CheckConstraint(
                condition=~Q(title__regex=r"^\s*$"),
                name="a_question_says_what_is_asked",
                violation_error_message="De vraag ontbreekt. Schrijf in een paar woorden wat u vraagt.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class JobStatus(models.TextChoices):
    WAITING = "waiting", "staat in de rij"
    RUNNING = "running", "wordt gemaakt"
    DONE = "done", "klaar"
    FAILED = "failed", "mislukt"


class Step(models.IntegerChoices):
    """How far the making of a PDF is."""

    WAITING = 0, "In de rij"
    GATHERING = 1, "Stap 1 van 4: cijfers ophalen"
    DRAWING = 2, "Stap 2 van 4: grafieken controleren"
    TYPESETTING = 3, "Stap 3 van 4: bladzijden opmaken"
    STORING = 4, "Stap 4 van 4: controleren en bewaren"


MAKING_TAKES_AT_MOST = timedelta(minutes=10)
WAITING_TAKES_AT_MOST = timedelta(hours=2)


class AlteredFileError(RuntimeError):
    """The stored bytes are no longer those that were made."""


class EditionStage(models.TextChoices):
    """What a PDF is made for."""

    DRAFT = "draft", "concept"
    OFFERED = "offered", "ter vaststelling"
    ADOPTED = "adopted", "vastgesteld"
    PUBLIC = "public", "openbare versie"


class ReportEditionQuerySet(models.QuerySet["ReportEdition"]):
    def adopted(self) -> Self:
        return self.filter(is_adopted=True)

    def offered(self) -> Self:
        return self.filter(stage=EditionStage.OFFERED, job_status=JobStatus.DONE)

    def public(self) -> Self:
        return self.filter(stage=EditionStage.PUBLIC)

    def visible_to(self, person: "Person") -> Self:
        """All for whoever makes them; for the others the adopted ones for them, and those shared with them."""
        if may(person, Permission.REPORT_MAKE):
            return self
        if not may(person, Permission.REPORT_LIST):
            return self.none()
        adopted = Q(is_adopted=True, report__in=Report.objects.filter(adopted_for(person)))
        return self.filter(adopted | Q(pk__in=ReportReader.objects.of(person).values("edition")))

    def adopted_before(self, report: Report) -> "ReportEdition | None":
        """The adopted edition of the report before this one."""
        found = self.adopted().filter(report__in=Report.objects.before(report))
        return found.order_by("-report__year", "-report__number").first()

    def newest(self) -> "ReportEdition | None":
        """Of the newest report."""
        found = self.select_related("report").defer("content")
        return found.order_by("-report__year", "-report__number", "-version").first()

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
    stage = models.CharField("soort", max_length=10, choices=EditionStage.choices, default=EditionStage.DRAFT)
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
                condition=Q(is_adopted=False)
                | (Q(adopted_on__isnull=False, job_status="done", stage="adopted") & ~Q(sha256="")),
                name="an_adopted_edition_has_a_date_and_a_checksum",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="an_adopted_edition_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                # What the stuurgroep or the public got to read stays as well; a draft can go.
                condition=pgtrigger.Q(old__is_adopted=True)
                | pgtrigger.Q(old__stage__in=["offered", "public"], old__job_status="done"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}, versie {self.version}"

    def get_absolute_url(self) -> str:
        """Where its PDF is downloaded."""
        return reverse("monitor:edition-download", args=[self.report_id, self.version])

    @property
    def title(self) -> str:
        """«Concept 3», «Ter vaststelling», «Vastgesteld» or «Openbare versie»; its day is left to who prints it."""
        return f"Concept {self.version}" if self.is_draft else str(self.get_stage_display()).capitalize()

    @property
    def name(self) -> str:
        """Of its files, without the ending. Says what it is and nothing else: it ends up in a folder others see."""
        report = self.report
        parts = [slugify(report.get_kind_display()), f"{report.year}-{report.number}", slugify(report.about)]
        ends = {
            EditionStage.DRAFT: f"concept-{self.version}",
            EditionStage.OFFERED: "ter-vaststelling",
            EditionStage.PUBLIC: "openbaar",
        }
        return "-".join(filter(None, [*parts, ends.get(EditionStage(self.stage), "")]))

    @property
    def file_name(self) -> str:
        return f"{self.name}.pdf"

    @property
    def is_draft(self) -> bool:
        return self.stage == EditionStage.DRAFT

    @property
    def is_adopted_for_all(self) -> bool:
        """Asked by the policy: adopted, and not the sheet of one partner."""
        return self.is_adopted and self.report.organisation_id is None

    @property
    def organisation_id(self) -> int | None:
        """Asked by the policy: the partner whose sheet it is."""
        return self.report.organisation_id

    def is_shared_with(self, person: "Person") -> bool:
        """Asked by the policy."""
        return ReportReader.objects.of(person).filter(edition=self.pk).exists()

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
        """The PDF; raises AlteredFileError unless these are the very bytes that were made, also when it is gone."""
        try:
            with self.file.open("rb") as stored:
                content = stored.read()
        except FileNotFoundError:
            raise AlteredFileError(str(self)) from None
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise AlteredFileError(str(self))
        return content


class ReportReaderQuerySet(models.QuerySet["ReportReader"]):
    def of(self, person: "Person") -> Self:
        """What this person may read before it is adopted."""
        return self.filter(person=person.pk, withdrawn_at__isnull=True, edition__job_status=JobStatus.DONE)


@tracked()
class ReportReader(models.Model):
    """A member who may read one version of a report before it is adopted."""

    edition = models.ForeignKey(ReportEdition, models.CASCADE, related_name="readers", verbose_name="versie")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="lezer")
    shared_at = models.DateTimeField("gedeeld op", auto_now_add=True)
    withdrawn_at = models.DateTimeField("niet meer gedeeld sinds", null=True, blank=True)

    objects = ReportReaderQuerySet.as_manager()

    class Meta:
        verbose_name = "lezer van een rapportage"
        verbose_name_plural = "lezers van rapportages"
        ordering = ["edition", "person__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "person"], name="a_version_is_shared_once_with_somebody")
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.person}"


class ReportPublicationQuerySet(models.QuerySet["ReportPublication"]):
    def public(self) -> Self:
        """What everybody may read now, newest first."""
        shown = self.filter(edition__isnull=False, published_on__isnull=False, withdrawn_on__isnull=True)
        return shown.order_by("-published_on", "-pk")


@tracked()
class ReportPublication(models.Model):
    """Whether an adopted report is made public (Wet open overheid), and since when."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="publication", verbose_name="rapportage")
    woo_category = models.CharField(
        "Woo-categorie", max_length=10, choices=WooCategory.choices, default=WooCategory.NONE, blank=True
    )
    woo_decision = models.CharField(
        "openbaar maken", max_length=10, choices=WooDecision.choices, default=WooDecision.UNDECIDED
    )
    woo_ground = models.CharField("grond om niet openbaar te maken", max_length=300, blank=True)
    edition = models.ForeignKey(
        ReportEdition,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
        verbose_name="openbare versie",
    )
    published_on = models.DateField("openbaar gemaakt op", null=True, blank=True)
    published_url = models.URLField("ook openbaar op", max_length=400, blank=True)
    withdrawn_on = models.DateField("niet meer openbaar sinds", null=True, blank=True)
    keep_until = models.DateField("bewaren tot en met", null=True, blank=True, help_text="Leeg: blijvend bewaren.")
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = ReportPublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "openbaarmaking van een rapportage"
        verbose_name_plural = "openbaarmaking van rapportages"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(woo_decision="refuse") | ~Q(woo_ground=""),
                name="who_does_not_publish_a_report_gives_a_ground",
                violation_error_message="Vul in op welke grond de rapportage niet openbaar wordt.",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(edition__isnull=False, woo_decision="publish"),
                name="what_is_public_has_a_public_version",
                violation_error_message="Maak eerst de openbare versie.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True)
                | Q(published_on__isnull=False, withdrawn_on__gte=F("published_on")),
                name="a_report_is_withdrawn_after_it_was_public",
                violation_error_message="De rapportage was toen nog niet openbaar. Kies een latere dag.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}, openbaar"

    def get_absolute_url(self) -> str:
        return reverse("monitor:public-report", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.published_on is not None and self.withdrawn_on is None


@tracked(exclude=["logo"])
class HouseStyle(models.Model):
    """The sender's mark and colour on paper. There is one, or none: then the portal's own."""

    sender = models.CharField(
        "afzender", max_length=100, blank=True, help_text="Bijvoorbeeld: Gemeente Nijmegen, namens de regio."
    )
    colour = models.CharField(
        "kleur",
        max_length=7,
        default="#0f3443",
        help_text="Van het voorblad en de koppen, zoals #0f3443. Donker genoeg voor witte letters.",
    )
    logo = models.BinaryField("logo", null=True, blank=True, editable=True)  # PNG, at most 200 kB, drawn anew by us
    logo_text = models.CharField("wat het logo laat zien", max_length=120, blank=True)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    class Meta:
        verbose_name = "huisstijl"
        verbose_name_plural = "huisstijl"
        constraints = [
            models.CheckConstraint(
                condition=Q(colour__regex=r"^#[0-9a-f]{6}$"),
                name="a_colour_is_written_in_hexadecimals",
                violation_error_message="Schrijf de kleur als # met zes tekens, bijvoorbeeld #0f3443.",
            ),
            models.CheckConstraint(
                condition=Q(logo__isnull=True) | ~Q(logo_text=""),
                name="a_logo_has_words",
                violation_error_message="Schrijf wat het logo laat zien, bijvoorbeeld «Gemeente Tiel».",
            ),
            models.UniqueConstraint(Value(1), name="there_is_one_house_style"),
        ]

    def __str__(self) -> str:
        return self.sender or "huisstijl"


class DownloadedAs(models.TextChoices):
    PDF = "pdf", "PDF"
    CSV = "csv", "CSV"


class ReportDownload(models.Model):
    """Who downloaded which version, and when."""

    edition = models.ForeignKey(ReportEdition, models.CASCADE, related_name="downloads", verbose_name="editie")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="persoon"
    )
    file_kind = models.CharField("als", max_length=4, choices=DownloadedAs.choices, default=DownloadedAs.PDF)
    downloaded_at = models.DateTimeField("gedownload op", auto_now_add=True)

    class Meta:
        verbose_name = "download"
        verbose_name_plural = "downloads"
        ordering = ["-downloaded_at"]

    def __str__(self) -> str:
        return f"{self.edition}, {self.downloaded_at:%Y-%m-%d}"
