"""Where the network works: municipalities, and the sets of municipalities that others draw."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value

from network.dates import ValidForAWhile, ends_after_it_starts, today
from network.history import tracked

ENDS_TOO_EARLY = "De einddatum ligt voor de begindatum. Kies een latere einddatum."


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def on(self, day: date | None = None) -> Self:
        """Municipalities that exist on that day."""
        day = day or today()
        return self.filter(Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day)))

    def of_region(self, region: "Region", day: date | None = None) -> Self:
        day = day or today()
        parts = AreaMembership.objects.on(day).filter(area_set=region.area_set_id)
        return self.on(day).filter(pk__in=parts.values("municipality"))

    def of_this_region(self, day: date | None = None) -> Self:
        """Those of the region that the portal is for; none while it has no region."""
        day = day or today()
        parts = AreaMembership.objects.on(day).filter(area_set__in=Region.objects.values("area_set"))
        return self.on(day).filter(pk__in=parts.values("municipality"))

    def to_choose_from(self) -> Self:
        """Those of the region; while the portal has none, all there are."""
        region = Region.objects.current()
        return self.of_region(region) if region else self.on()

    def ever_in_region(self, region: "Region") -> Self:
        """Also those that left the region, or were merged into another municipality."""
        return self.filter(pk__in=AreaMembership.objects.filter(area_set=region.area_set_id).values("municipality"))

    def with_holders(self, day: date | None = None) -> Self:
        """Adds `holders_now`: who is portefeuillehouder and beleidsadviseur on that day."""
        holders = MunicipalOffice.objects.on(day).select_related("person")
        return self.prefetch_related(models.Prefetch("offices", holders, "holders_now"))


@tracked()
class Municipality(models.Model):
    """A municipality as CBS numbers it, from its first to its last day."""

    code = models.CharField("CBS-code", max_length=6, unique=True, help_text="GM en vier cijfers, bijvoorbeeld GM0268.")
    name = models.CharField("naam", max_length=100)

    valid_from = models.DateField("bestaat vanaf", default=date(2021, 1, 1))
    valid_to = models.DateField("bestaat tot en met", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="opgegaan in"
    )

    objects = MunicipalityQuerySet.as_manager()

    # Added by with_holders().
    holders_now: "list[MunicipalOffice]"

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^GM\d{4}$"),
                name="municipality_code_is_gm_and_four_digits",
                violation_error_message="Een CBS-code is GM en vier cijfers, bijvoorbeeld GM0268.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="municipality_ends_after_it_starts",
                violation_error_message=ENDS_TOO_EARLY,
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Population(models.Model):
    """How many people live in a municipality on 1 January of a year."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="populations", verbose_name="gemeente")
    year = models.PositiveSmallIntegerField("jaar")
    inhabitants = models.PositiveIntegerField("aantal inwoners")

    class Meta:
        verbose_name = "aantal inwoners"
        verbose_name_plural = "aantallen inwoners"
        ordering = ["municipality__name", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year"],
                name="one_population_per_municipality_and_year",
                violation_error_message="Van dit jaar is het aantal inwoners al bekend. Pas het bestaande aan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.municipality} in {self.year}"


class AreaKind(models.TextChoices):
    """Who drew the borders. The same name under another kind is another area."""

    NETWORK = "network", "netwerk"
    VEILIG_THUIS = "vt", "Veilig Thuis-regio"
    GGD = "ggd", "GGD-regio"
    POLICE_UNIT = "police", "politie-eenheid"
    SAFETY_REGION = "safety", "veiligheidsregio"
    CSG = "csg", "CSG-regio"
    CENTRAL_MUNICIPALITY = "central", "centrumgemeente-regio"
    PROVINCE = "province", "provincie"
    COUNTRY = "country", "land"
    COUNTRY_PART = "country_part", "landsdeel"


class AreaSetQuerySet(models.QuerySet["AreaSet"]):
    def touching(self, region: "Region") -> Self:
        """Areas in which a municipality of the region ever was."""
        ours = Municipality.objects.ever_in_region(region)
        return self.filter(pk__in=AreaMembership.objects.filter(municipality__in=ours).values("area_set"))


@tracked()
class AreaSet(models.Model):
    """A named set of municipalities, such as the region of a Veilig Thuis organisation."""

    kind = models.CharField("soort gebied", max_length=20, choices=AreaKind.choices)
    code = models.CharField("code", max_length=10, blank=True)
    name = models.CharField("naam", max_length=100)
    municipalities = models.ManyToManyField(
        Municipality, through="AreaMembership", related_name="area_sets", verbose_name="gemeenten"
    )

    objects = AreaSetQuerySet.as_manager()

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="one_area_of_a_kind_with_a_name",
                violation_error_message="Dit gebied bestaat al. Pas het bestaande gebied aan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_kind_display()})"


class AreaMembershipQuerySet(models.QuerySet["AreaMembership"]):
    def on(self, day: date | None = None) -> Self:
        day = day or today()
        return self.filter(Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day)))

    def existing(self, day: date | None = None) -> Self:
        """Of municipalities that exist that day: who was merged is in no area any more."""
        return self.on(day).filter(municipality__in=Municipality.objects.on(day))

    def of_the_region_or(self, region: "Region", kinds: Iterable[str]) -> Self:
        """Of the region itself, and of all areas of these kinds."""
        return self.filter(Q(area_set=region.area_set_id) | Q(area_set__kind__in=list(kinds)))

    def of_others(self, municipality: Municipality) -> Self:
        """The areas around a municipality that others drew, with their names."""
        others = self.filter(municipality=municipality).exclude(area_set__kind=AreaKind.NETWORK)
        return others.select_related("area_set").order_by("area_set__kind", "area_set__name")


@tracked()
class AreaMembership(models.Model):
    """A municipality that belongs to an area for a while."""

    area_set = models.ForeignKey(AreaSet, models.CASCADE, related_name="parts", verbose_name="gebied")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name="gemeente")
    valid_from = models.DateField("vanaf", default=date(2021, 1, 1))
    valid_to = models.DateField("tot en met", null=True, blank=True)

    objects = AreaMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeente in een gebied"
        verbose_name_plural = "gemeenten in gebieden"
        ordering = ["area_set", "municipality__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="a_part_of_an_area_ends_after_it_starts",
                violation_error_message=ENDS_TOO_EARLY,
            ),
            ExclusionConstraint(
                name="a_municipality_is_in_an_area_once_at_a_time",
                expressions=[
                    ("area_set", RangeOperators.EQUAL),
                    ("municipality", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_to"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Deze gemeente hoort in deze periode al bij dit gebied. Kies andere datums.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} in {self.area_set}"

    def clean(self) -> None:
        """Said before the database is asked about the days: it knows no range that ends before it starts."""
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": ENDS_TOO_EARLY})

    def counts_on(self, day: date) -> bool:
        """Whether it holds on that day, and the municipality exists."""
        return all(
            each.valid_from <= day and (each.valid_to is None or each.valid_to >= day)
            for each in (self, self.municipality)
        )


class Office(models.TextChoices):
    """Who speaks for a municipality: in the college, and in its organisation."""

    PORTFOLIO_HOLDER = "portfolio_holder", "portefeuillehouder"
    ADVISER = "adviser", "beleidsadviseur"


class MunicipalOfficeQuerySet(ValidForAWhile["MunicipalOffice"]):
    def newest_first(self) -> Self:
        return self.select_related("person").order_by("-starts_on", "-pk")


@tracked()
class MunicipalOffice(models.Model):
    """The person who is portefeuillehouder or beleidsadviseur of a municipality, for a while."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="offices", verbose_name="gemeente")
    office = models.CharField("functie", max_length=20, choices=Office.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="offices", verbose_name="persoon")

    starts_on = models.DateField("vanaf", default=today)
    ends_on = models.DateField("tot en met", null=True, blank=True)

    objects = MunicipalOfficeQuerySet.as_manager()

    class Meta:
        verbose_name = "portefeuillehouder of beleidsadviseur"
        verbose_name_plural = "portefeuillehouders en beleidsadviseurs"
        ordering = ["municipality__name", "office", "-starts_on"]
        constraints = [
            ends_after_it_starts("municipal_office_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_person_at_a_time_in_a_municipal_office",
                expressions=[
                    ("municipality", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="In deze periode heeft al iemand deze functie. Kies een latere begindatum.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_office_display()} van {self.municipality}"

    def counts_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)


class RegionQuerySet(models.QuerySet["Region"]):
    def current(self) -> "Region | None":
        return self.select_related("area_set").order_by("pk").first()


@tracked()
class Region(models.Model):
    """The region this portal is for. There is one."""

    name = models.CharField("naam", max_length=100, help_text="Zoals het boven elke bladzijde staat.")
    area_set = models.ForeignKey(AreaSet, models.PROTECT, related_name="+", verbose_name="gemeenten van het netwerk")
    central_municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="centrumgemeente"
    )
    is_example = models.BooleanField("voorbeeldregio", default=False)
    history_years = models.PositiveSmallIntegerField(
        "geschiedenis bewaren, in jaren",
        default=7,
        validators=[MinValueValidator(2), MaxValueValidator(30)],
        help_text="Wat ouder is, verdwijnt uit de geschiedenis. Kies 2 tot en met 30 jaar.",
    )

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "regio"
        verbose_name_plural = "regio's"

    def __str__(self) -> str:
        return self.name
