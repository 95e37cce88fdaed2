"""What is said beside the figures: rules for small numbers, breaks, targets, and the parts a count is divided into."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from actionplan.models import Priority
from monitor.categories import TOTAL
from monitor.models.figures import AREA_KINDS, Indicator, Source
from monitor.numbers import LEAST_THRESHOLD
from network.history import tracked


class Rounding(models.IntegerChoices):
    """How a number above the threshold is shown."""

    EXACT = 1, "precies"
    FIVES = 5, "afgerond op 5"


@tracked()
class DisclosureRule(models.Model):
    """How small numbers of a source that partners deliver to are kept from showing somebody.

    Stricter is allowed, looser is not.
    """

    source = models.OneToOneField(Source, models.CASCADE, related_name="rule", verbose_name="bron")
    threshold = models.PositiveSmallIntegerField("grens", default=LEAST_THRESHOLD)
    shows_zero = models.BooleanField("nul wordt getoond", default=True)
    rounds_to = models.PositiveSmallIntegerField("afronding", choices=Rounding.choices, default=Rounding.EXACT)
    least_values = models.PositiveSmallIntegerField("mogelijke waarden die overblijven", default=5)
    largest_share = models.DecimalField(
        "hoogste aandeel van één aanleveraar",
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Bijvoorbeeld 0,85. Leeg: geen grens.",
    )

    class Meta:
        verbose_name = "regel voor kleine aantallen"
        verbose_name_plural = "regels voor kleine aantallen"
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__gte=LEAST_THRESHOLD, threshold__lte=100),
                name="a_threshold_is_never_below_ten",
                violation_error_message="De grens is 10 of hoger, tot 100. Lager mag niet.",
            ),
            models.CheckConstraint(
                condition=Q(least_values__gte=5, least_values__lte=models.F("threshold") - 1),
                name="a_hidden_number_keeps_five_possible_values",
                violation_error_message="Er blijven minstens 5 mogelijke waarden over, en minder dan de grens.",
            ),
            models.CheckConstraint(
                condition=Q(largest_share__isnull=True) | Q(largest_share__gte=Decimal("0.5"), largest_share__lte=1),
                name="a_largest_share_is_at_least_half",
                violation_error_message="Kies een aandeel van 0,5 tot en met 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: onder de {self.threshold} geen getal"


@tracked()
class Dimension(models.Model):
    """Into what a count is divided, such as age. With two of them, every part of one meets every part of the other."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="dimensions", verbose_name="indicator")
    name = models.CharField("onderverdeling naar", max_length=60)
    position = models.PositiveSmallIntegerField("volgorde", default=1)

    class Meta:
        verbose_name = "onderverdeling"
        verbose_name_plural = "onderverdelingen"
        ordering = ["indicator", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "name"],
                name="a_dimension_once_per_indicator",
                violation_error_message="Deze onderverdeling is er al.",
            ),
            models.UniqueConstraint(
                fields=["indicator", "position"],
                name="dimensions_of_an_indicator_stand_in_order",
                violation_error_message="Op deze plaats staat al een onderverdeling.",
            ),
            models.CheckConstraint(
                condition=Q(position__in=[1, 2]),
                name="at_most_two_dimensions",
                violation_error_message="Er zijn hoogstens twee onderverdelingen.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class DimensionPart(models.Model):
    """One part of a subdivision, such as «18 tot en met 24 jaar»."""

    dimension = models.ForeignKey(Dimension, models.CASCADE, related_name="parts", verbose_name="onderverdeling")
    label = models.CharField("deel", max_length=80)
    position = models.PositiveSmallIntegerField("volgorde", default=1)

    class Meta:
        verbose_name = "deel"
        verbose_name_plural = "delen"
        ordering = ["dimension", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dimension", "label"],
                name="a_part_once_per_dimension",
                violation_error_message="Dit deel staat er al.",
            ),
            models.CheckConstraint(
                condition=~Q(label__iexact=TOTAL) & ~Q(label=""),
                name="a_part_is_no_total",
                violation_error_message="Het totaal maakt het portaal zelf. Vul hier alleen de delen in.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class BreakKind(models.TextChoices):
    BREAK = "break", "trendbreuk: de cijfers ervoor en erna zijn niet te vergelijken"
    NOTE = "note", "gebeurtenis: de lijn loopt door"


@tracked()
class SeriesBreak(models.Model):
    """A day on which a count changed, or on which something happened that moves it, with what a reader must know.

    Of one indicator, or of everything that a source counts.
    """

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, null=True, blank=True, related_name="breaks", verbose_name="indicator"
    )
    source = models.ForeignKey(
        Source, models.CASCADE, null=True, blank=True, related_name="breaks", verbose_name="bron"
    )
    day = models.DateField("vanaf")
    kind = models.CharField("soort", max_length=10, choices=BreakKind.choices, default=BreakKind.BREAK)
    title = models.CharField("kort", max_length=60, help_text="Bijvoorbeeld: nieuwe wet.")
    text = models.CharField("uitleg", max_length=400)

    class Meta:
        verbose_name = "trendbreuk"
        verbose_name_plural = "trendbreuken"
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(indicator__isnull=True, source__isnull=False)
                | Q(indicator__isnull=False, source__isnull=True),
                name="a_break_is_of_an_indicator_or_of_a_source",
                violation_error_message="Kies één indicator, of de hele bron.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class TargetKind(models.TextChoices):
    TARGET = "target", "streefwaarde"
    BENCHMARK = "benchmark", "om mee te vergelijken"


@tracked()
class IndicatorTarget(models.Model):
    """What a region wants a figure to be in a year, or what to hold it against. Drawn as a line of its own."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets", verbose_name="indicator")
    kind = models.CharField("soort", max_length=10, choices=TargetKind.choices, default=TargetKind.TARGET)
    year = models.PositiveSmallIntegerField("jaar")
    value = models.DecimalField("waarde", max_digits=16, decimal_places=4)
    label = models.CharField("naam", max_length=60, help_text="Zoals het bij de lijn komt te staan.")
    measure = models.CharField("onderwerp", max_length=200, blank=True)
    category = models.CharField("onderverdeling", max_length=200, blank=True)
    area_kind = models.CharField("soort gebied", max_length=20, choices=AREA_KINDS, blank=True)
    area_name = models.CharField("gebied", max_length=120, blank=True)
    priority = models.ForeignKey(
        Priority, models.SET_NULL, null=True, blank=True, related_name="targets", verbose_name="speerpunt"
    )

    class Meta:
        verbose_name = "streefwaarde"
        verbose_name_plural = "streefwaarden"
        ordering = ["year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="a_target_has_a_year",
                violation_error_message="Vul een jaar in tussen 2000 en 2100.",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="a_target_is_not_negative",
                violation_error_message="Vul een getal van 0 of hoger in.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.year})"


@tracked(exclude=["shapes"])
class Boundaries(models.Model):
    """The official borders of municipalities, as they were from a day. Loaded by an administrator, never shipped."""

    valid_from = models.DateField("geldig vanaf", unique=True)
    attribution = models.CharField("bronvermelding", max_length=150, help_text="Bijvoorbeeld: CBS en Kadaster, 2023.")
    # Code of a municipality → its rings, each a list of [x, y] in whole units of a square of 100,000.
    shapes = models.JSONField("vormen")
    loaded_at = models.DateTimeField("geladen op", auto_now_add=True)

    class Meta:
        verbose_name = "grenzen van gemeenten"
        verbose_name_plural = "grenzen van gemeenten"
        ordering = ["valid_from"]

    def __str__(self) -> str:
        return f"grenzen vanaf {self.valid_from}"


@tracked()
class TableMapping(models.Model):
    """How somebody said to read a table of an unknown layout, remembered for the next file with those headings."""

    fingerprint = models.CharField("kenmerk van de kopregel", max_length=64, unique=True)
    headings = models.JSONField("kopregel")
    mapping = models.JSONField("wat elke kolom is")
    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="indicator"
    )

    class Meta:
        verbose_name = "indeling van een tabel"
        verbose_name_plural = "indelingen van tabellen"

    def __str__(self) -> str:
        return ", ".join(self.headings)[:80]
