"""Figures: where they come from, what came in raw, and what was released.

Raw observations are read by the import and the job that builds editions only; every page, chart, report and export
reads released values of an edition.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Self

from django.conf import settings
from django.db import models
from django.db.models import Expression, Q
from django.db.models.functions import Cast, Substr
from django.urls import reverse

from monitor.areas import COUNTRY, KIND_LABELS, area_label
from monitor.models.among import Among
from monitor.numbers import LEAST_THRESHOLD, RevisionStatus, ValueStatus, figure_text
from monitor.periods import KIND_LABELS as PERIOD_KINDS
from monitor.periods import period_label
from monitor.series import Choice, Contents
from network.dates import today
from network.history import tracked
from network.policy import Permission, may

if TYPE_CHECKING:
    from network.models import Person

AREA_KINDS = list(KIND_LABELS.items())
FREQUENCIES = list(PERIOD_KINDS.items())


class Direction(models.TextChoices):
    """What more of it means. Most counts of reports get no judgement: many people do not report."""

    FAVOURABLE = "favourable", "meer is gunstig"
    UNFAVOURABLE = "unfavourable", "meer is ongunstig"
    NONE = "none", "geen oordeel"


class SourceKind(models.TextChoices):
    """Who decides what of a small number is shown: the source itself, or the portal."""

    PUBLISHED = "published", "de bron publiceert zelf; wij tonen precies wat zij toont"
    DELIVERED = "delivered", "partners leveren aan; het portaal verbergt kleine aantallen"


class RatePer(models.IntegerChoices):
    """For how many inhabitants a rate is counted."""

    THOUSAND = 1_000, "per 1.000 inwoners"
    TEN_THOUSAND = 10_000, "per 10.000 inwoners"
    HUNDRED_THOUSAND = 100_000, "per 100.000 inwoners"


@tracked()
class Source(models.Model):
    """Who publishes or delivers figures, and how they want to be named."""

    name = models.CharField("naam", max_length=100, unique=True)
    attribution = models.CharField("bronvermelding", max_length=100, help_text="Bijvoorbeeld: Bron: CBS")
    licence = models.CharField("licentie", max_length=60, blank=True)
    website = models.URLField("website", blank=True)
    kind = models.CharField("soort bron", max_length=10, choices=SourceKind.choices, default=SourceKind.PUBLISHED)
    note = models.TextField("kanttekening", max_length=1000, blank=True)

    class Meta:
        verbose_name = "bron"
        verbose_name_plural = "bronnen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.FIGURE_VIEW) else self.none()

    def in_reports(self) -> Self:
        return self.filter(is_in_report=True)

    def of_source(self, name: str) -> Self:
        """Of the source with this name; every indicator when the name isn't known."""
        return self.filter(source__name__iexact=name) if name else self

    def of_table(self, title: str, source: str) -> Self:
        """The indicator that a table of this title and source fed before."""
        return self.filter(table_title=title, source__attribution=source) if title else self.none()


@tracked()
class Indicator(models.Model):
    """One thing that is counted, with its definition. A figure without one can not be shown."""

    slug = models.SlugField("kenmerk in het adres", max_length=60, unique=True)
    name = models.CharField("naam", max_length=200)
    definition = models.TextField("wat telt mee")
    unit = models.CharField("eenheid", max_length=60, default="aantal")
    source = models.ForeignKey(Source, models.PROTECT, related_name="indicators", verbose_name="bron")
    table_id = models.CharField("tabel", max_length=40, blank=True, help_text="Bijvoorbeeld 84850NED.")
    table_title = models.CharField("titel van de tabel", max_length=300, blank=True)
    geography = models.CharField("gebied", max_length=20, choices=AREA_KINDS, blank=True)
    frequency = models.CharField("hoe vaak", max_length=2, choices=FREQUENCIES, blank=True)
    direction = models.CharField("richting", max_length=15, choices=Direction.choices, default=Direction.NONE)
    quality_note = models.TextField("kanttekening", blank=True)
    differs = models.TextField("waarom dit anders telt dan andere cijfers", max_length=1000, blank=True)
    rate_per = models.PositiveIntegerField("per hoeveel inwoners", choices=RatePer.choices, null=True, blank=True)
    # A share or a mean is never added up; a count of people or events is.
    adds_up = models.BooleanField("is een aantal dat opgeteld mag worden", default=True)
    has_overlapping_categories = models.BooleanField("categorieën overlappen", default=False)
    is_in_report = models.BooleanField("in de rapportage", default=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(definition=""),
                name="an_indicator_has_a_definition",
                violation_error_message="Schrijf op wat er meetelt. Zonder definitie tonen we geen cijfer.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("monitor:indicator-detail", args=[self.slug])

    @property
    def is_national(self) -> bool:
        """A survey among the whole country: it says nothing about one region or municipality."""
        return self.geography == COUNTRY


class ImportStatus(models.TextChoices):
    PREVIEWED = "previewed", "bekeken, nog niet opgeslagen"
    CONFIRMED = "confirmed", "wordt opgeslagen"
    LOADED = "loaded", "opgeslagen"
    FAILED = "failed", "mislukt"
    CANCELLED = "cancelled", "geannuleerd"


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.FIGURE_IMPORT) else self.none()

    def to_finish(self, *, since: date) -> Self:
        """What still asks for somebody, and what was saved in the background since that day."""
        asks = Q(status__in=[ImportStatus.PREVIEWED, ImportStatus.FAILED])
        in_background = Q(status=ImportStatus.LOADED, was_in_background=True, finished_at__date__gte=since)
        return self.filter(asks | in_background)

    def asking(self) -> Self:
        """What still asks for somebody: to save or to cancel it, or to try again."""
        return self.filter(status__in=[ImportStatus.PREVIEWED, ImportStatus.FAILED])

    def loaded(self) -> Self:
        return self.filter(status=ImportStatus.LOADED)


@tracked()
class ImportRun(models.Model):
    """A file that somebody brought in: what was recognised in it, and what became of it."""

    file_name = models.CharField("bestand", max_length=255)
    sha256 = models.CharField("controlegetal", max_length=64)
    layout = models.CharField("herkend als", max_length=40)
    table_title = models.CharField("titel van de tabel", max_length=300, blank=True)
    source_line = models.CharField("bronregel", max_length=200, blank=True)
    retrieved_on = models.DateField("opgehaald op", default=today)
    # What was recognised, in words and counts. Values stay in ImportFile, which a reader can't reach.
    preview = models.JSONField("wat erin staat", default=dict)

    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="imports", verbose_name="indicator"
    )
    new_indicator = models.JSONField("nieuwe indicator", default=dict, blank=True)
    area_given = models.CharField("gebied, opgegeven door de importeur", max_length=100, blank=True)
    area_kind_given = models.CharField("soort gebied", max_length=20, choices=AREA_KINDS, blank=True)
    # For a layout that we don't know: what each column is, as the importer said.
    mapping = models.JSONField("wat elke kolom is", default=dict, blank=True)
    was_in_background = models.BooleanField("in de achtergrond opgeslagen", default=False)
    skips_rejected = models.BooleanField("afgekeurde regels overslaan", default=False)

    status = models.CharField("status", max_length=12, choices=ImportStatus.choices, default=ImportStatus.PREVIEWED)
    problem = models.TextField("wat er misging", blank=True)
    brought_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="ingebracht door"
    )
    brought_in_at = models.DateTimeField("ingebracht op", auto_now_add=True)
    finished_at = models.DateTimeField("klaar op", null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        ordering = ["-brought_in_at"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("monitor:import-detail", args=[self.pk])


class ImportFile(models.Model):
    """The bytes of a file that came in, as they were. Raw, like what is read from it."""

    import_run = models.OneToOneField(ImportRun, models.CASCADE, related_name="file", verbose_name="import")
    content = models.BinaryField("inhoud")
    preview = models.JSONField("voorbeelden en verschillen", default=dict)

    class Meta:
        verbose_name = "ingebracht bestand"
        verbose_name_plural = "ingebrachte bestanden"

    def __str__(self) -> str:
        return self.import_run.file_name


class SeriesKey(models.Model):
    """What makes a figure one figure: indicator, category, area under its own name, and period."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name="indicator")
    category = models.CharField("onderverdeling", max_length=200, blank=True)
    measure = models.CharField("onderwerp", max_length=200, blank=True)
    area_kind = models.CharField("soort gebied", max_length=20, choices=AREA_KINDS)
    area_name = models.CharField("gebied", max_length=120)
    municipality = models.ForeignKey(
        "network.Municipality", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gemeente"
    )
    period = models.CharField("periode", max_length=8, help_text="Code van het CBS, bijvoorbeeld 2023JJ00.")
    is_total = models.BooleanField("is een totaal", default=False)

    value = models.DecimalField("waarde", max_digits=16, decimal_places=4, null=True, blank=True)
    value_status = models.CharField("soort waarde", max_length=12, choices=ValueStatus.choices)
    revision_status = models.CharField("status", max_length=20, choices=RevisionStatus.choices)

    class Meta:
        abstract = True

    @property
    def area_label(self) -> str:
        return area_label(self.area_kind, self.area_name)

    @property
    def period_label(self) -> str:
        return period_label(self.period)

    @property
    def text(self) -> str:
        """The value in Dutch, or the symbol of what is missing; never 0 for a missing one."""
        return figure_text(self.value, self.value_status)


class ObservationQuerySet(models.QuerySet["Observation"]):
    def of_indicator(self, indicator: Indicator) -> Self:
        """In the order in which they came in."""
        return self.filter(indicator=indicator).order_by("pk")

    def kinds_of(self, *fields: str) -> list[tuple[str, ...]]:
        """The different values of these fields, in the order in which they first came in."""
        found = self.order_by().values(*fields).annotate(first=models.Min("pk")).order_by("first")
        return list(found.values_list(*fields))


@tracked()
class Observation(SeriesKey):
    """A figure as it came in. Raw: only the import and the edition job may read it."""

    import_run = models.ForeignKey(ImportRun, models.PROTECT, related_name="observations", verbose_name="import")

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = "waarneming"
        verbose_name_plural = "waarnemingen"
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "category", "measure", "area_kind", "area_name", "period"],
                name="one_observation_per_series_and_period",
            ),
            models.CheckConstraint(
                condition=Q(value_status="value", value__isnull=False)
                | (~Q(value_status="value") & Q(value__isnull=True)),
                name="only_a_value_has_a_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.area_name}, {self.period}"


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest_per_indicator(self) -> Self:
        """One edition per indicator: the last that was released."""
        return self.order_by("indicator_id", "-number").distinct("indicator_id")

    def with_contents_as_text(self) -> Self:
        """For hundreds of them: `holds` reads equal texts once."""
        return self.defer("contents").annotate(held=Cast("contents", models.TextField()))

    def latest_of(self, indicator: Indicator) -> "Edition | None":
        return self.filter(indicator=indicator).order_by("-number").first()

    def newest_first(self, slug: str) -> Self:
        """Those of the indicator with this address."""
        return self.filter(indicator__slug=slug).order_by("-number")

    def newest_of(self, slug: str) -> "Edition | None":
        """The newest edition of the indicator with this address, with its indicator and source."""
        found = self.filter(indicator__slug=slug).select_related("indicator__source")
        return found.order_by("-number").first()


@tracked()
class Edition(models.Model):
    """The released figures of one indicator at one moment. It never changes; a correction is a new edition."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="editions", verbose_name="indicator")
    number = models.PositiveIntegerField("nummer")
    released_at = models.DateTimeField("vrijgegeven op", auto_now_add=True)
    retrieved_on = models.DateField("opgehaald op")
    # Which areas, subdivisions and periods it holds, worked out once: see monitor.series.Contents.
    contents = models.JSONField("wat erin staat", default=dict)
    # What was said of the indicator at that moment: name, definition, unit, source, table, licence and notes.
    description = models.JSONField("omschrijving van toen", default=dict)
    is_protected = models.BooleanField("kleine aantallen zijn beschermd", default=False)
    # The rule that was applied, and what the audit proved: counts of cells, never a raw number.
    rule = models.JSONField("regel", default=dict, blank=True)
    proof = models.JSONField("bewijs", default=dict, blank=True)
    reason = models.CharField("waarom deze editie", max_length=300, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "editie"
        verbose_name_plural = "edities"
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="one_edition_per_indicator_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, editie {self.number}"

    @property
    def holds(self) -> Contents:
        """What `with_contents_as_text` fetched."""
        return Contents.from_text(self.held)  # type: ignore[attr-defined]  # annotated

    @property
    def threshold(self) -> int:
        """Below which this edition shows only that a number is smaller."""
        return int(self.rule.get("threshold", LEAST_THRESHOLD))


def _fits(choice: Choice) -> Q:
    return Q(
        area_kind=choice.area_kind,
        area_name=choice.area_name,
        category=choice.category,
        period__contains=choice.period_kind,
    )


_SUBJECT: dict[str | Expression, str] = {"edition_id": "bigint", "category": "text", "measure": "text"}
_AREA: dict[str | Expression, str] = {"area_kind": "text", "area_name": "text"}
_KIND_OF_PERIOD: dict[str | Expression, str] = {Substr("period", 5, 2): "text"}


def _subject(edition: Edition, choice: Choice) -> tuple[int, str, str]:
    return edition.pk, choice.category, choice.measure


def _area(choice: Choice) -> tuple[str, str]:
    return choice.area_kind, choice.area_name


class FigureOfAFile(NamedTuple):
    """What a file tells of one released value. Half a million of these pass where models would take twice the time."""

    area_kind: str
    area_name: str
    measure: str
    category: str
    period: str
    value: Decimal | None
    value_status: str
    revision_status: str


class ReleasedValueQuerySet(models.QuerySet["ReleasedValue"]):
    def of_edition(self, edition: Edition) -> Self:
        return self.filter(edition=edition)

    def of_series(self, choice: Choice) -> Self:
        """One area, subdivision and kind of period; every subject of them, oldest first."""
        return self.filter(_fits(choice)).order_by("period")

    def of_choices(self, choices: Iterable[tuple[Edition, Choice]]) -> Self:
        """Series of several editions, in one query."""
        rows = [(*_subject(edition, choice), *_area(choice), choice.period_kind) for edition, choice in choices]
        return self.filter(Among({**_SUBJECT, **_AREA, **_KIND_OF_PERIOD}, rows))

    def of_choices_in_any_period(self, choices: Iterable[tuple[Edition, Choice]]) -> Self:
        """Years, half-years and months of the series alike."""
        rows = [(*_subject(edition, choice), *_area(choice)) for edition, choice in choices]
        return self.filter(Among({**_SUBJECT, **_AREA}, rows))

    def of_subjects(self, choices: Iterable[tuple[Edition, Choice]]) -> Self:
        """The subject, subdivision and kind of period of each choice, for every area."""
        rows = [(*_subject(edition, choice), choice.period_kind) for edition, choice in choices]
        return self.filter(Among({**_SUBJECT, **_KIND_OF_PERIOD}, rows))

    def in_table_order(self) -> Self:
        return self.order_by("pk")

    def for_a_file(self) -> Iterator[FigureOfAFile]:
        """In the order of the table, some at a time: an edition may hold half a million."""
        rows = self.in_table_order().values_list(*FigureOfAFile._fields)
        return map(FigureOfAFile._make, rows.iterator(2_000))


class ReleasedValue(SeriesKey):
    """A figure that everyone of the network may see, after the disclosure rules."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="values", verbose_name="editie")

    objects = ReleasedValueQuerySet.as_manager()

    class Meta:
        verbose_name = "vrijgegeven waarde"
        verbose_name_plural = "vrijgegeven waarden"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "category", "measure", "area_kind", "area_name", "period"],
                name="one_released_value_per_series_and_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_name}, {self.period}"
