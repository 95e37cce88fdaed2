"""The scan of the bouwstenen: each year the region, municipalities and partners say what is in order, and show it."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actionplan.models.plan import BuildingBlock
from network.history import tracked
from network.policy import Permission, may
from partners.models import Organisation

if TYPE_CHECKING:
    from network.models import Person


@tracked()
class ScanItem(models.Model):
    """One question of the scan, from the checklists of the landelijke bouwstenen (VWS, december 2022)."""

    building_block = models.PositiveSmallIntegerField("bouwsteen", choices=BuildingBlock.choices)
    question = models.CharField("vraag", max_length=250)
    help_text = models.TextField("uitleg", max_length=1000, blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    is_in_use = models.BooleanField("in gebruik", default=True)

    class Meta:
        verbose_name = "vraag van de scan"
        verbose_name_plural = "vragen van de scan"
        ordering = ["building_block", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(building_block__in=BuildingBlock.values),
                name="scan_item_belongs_to_one_of_the_four_bouwstenen",
                violation_error_message="Kies bouwsteen 1, 2, 3 of 4.",
            )
        ]

    def __str__(self) -> str:
        return self.question


class ScanState(models.TextChoices):
    IN_ORDER = "in_order", "op orde"
    PARTLY = "partly", "deels"
    NOT_YET = "not_yet", "nog niet"


class ScanAnswerQuerySet(models.QuerySet["ScanAnswer"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.PLAN_VIEW) else self.none()

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def of_the_region(self) -> Self:
        """What the coordinator says for all; what counts in «x van y op orde»."""
        return self.filter(municipality__isnull=True, organisation__isnull=True)

    def of(self, *, municipality: int | None = None, organisation: int | None = None) -> Self:
        """The answers of one side; of the region when neither is given."""
        return self.filter(
            Q(municipality=municipality) if municipality else Q(municipality__isnull=True),
            Q(organisation=organisation) if organisation else Q(organisation__isnull=True),
        )


@tracked()
class ScanAnswer(models.Model):
    """How it stands with one question in a year, as the region, a municipality or a partner sees it."""

    item = models.ForeignKey(ScanItem, models.PROTECT, related_name="answers", verbose_name="vraag")
    year = models.PositiveSmallIntegerField("jaar")
    municipality = models.ForeignKey(
        "network.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="scan_answers",
        verbose_name="gemeente",
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="scan_answers", verbose_name="partner"
    )
    state = models.CharField("stand", max_length=10, choices=ScanState.choices)
    checked_on = models.DateField("vastgesteld op", null=True, blank=True)
    evidence_url = models.CharField("waar staat het", max_length=500, blank=True)
    note = models.TextField("toelichting", max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="ingevuld door"
    )
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    objects = ScanAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord in de scan"
        verbose_name_plural = "antwoorden in de scan"
        ordering = ["-year", "item"]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=True) | Q(organisation__isnull=True),
                name="a_scan_answer_comes_from_one_side",
                violation_error_message="Een antwoord is van de regio, van een gemeente of van een partner.",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_order") | (Q(checked_on__isnull=False) & Q(evidence_url__regex=r"\S")),
                name="what_is_in_order_has_a_date_and_a_source",
                violation_error_message="Vul bij «op orde» in sinds wanneer, en waar het staat.",
            ),
            models.UniqueConstraint(
                F("item"),
                F("year"),
                F("municipality"),
                F("organisation"),
                nulls_distinct=False,
                name="one_scan_answer_per_side_and_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return f"{reverse('actionplan:scan-year', args=[self.year])}#vraag-{self.item_id}"

    @property
    def is_of_the_region(self) -> bool:
        return self.municipality_id is None and self.organisation_id is None

    @property
    def side(self) -> str:
        """Wie dit zegt: de regio, een gemeente of een partner."""
        return str(self.municipality or self.organisation or "de regio")
