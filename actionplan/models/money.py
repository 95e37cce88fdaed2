"""What the plan costs and who pays."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from actionplan.models.actions import Action
from network.history import tracked
from network.policy import Permission, may
from partners.models import Organisation

if TYPE_CHECKING:
    from network.models import Person


class FundingSourceQuerySet(models.QuerySet["FundingSource"]):
    def newest(self) -> "FundingSource | None":
        """The source of the newest year that somebody asks money of."""
        return self.filter(lines__amount_requested__isnull=False).order_by("-year", "name").first()


@tracked()
class FundingSource(models.Model):
    """Money that is available from one source for one year."""

    name = models.CharField("bron", max_length=200)
    year = models.PositiveSmallIntegerField("jaar")
    amount_available = models.DecimalField("beschikbaar", max_digits=12, decimal_places=2, null=True, blank=True)
    is_example = models.BooleanField("voorbeeld", default=False)
    note = models.CharField("toelichting", max_length=250, blank=True)

    objects = FundingSourceQuerySet.as_manager()

    class Meta:
        verbose_name = "financieringsbron"
        verbose_name_plural = "financieringsbronnen"
        ordering = ["-year", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "year"],
                name="one_funding_source_per_name_and_year",
                violation_error_message="Deze bron bestaat al voor dit jaar. Pas de bestaande bron aan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}" + (", voorbeeld" if self.is_example else "")


class FundingType(models.TextChoices):
    GRANT = "grant", "subsidie"
    REGULAR = "regular", "uit reguliere middelen"
    CO_FUNDING = "co_funding", "cofinanciering"
    INVOICED = "invoiced", "op factuurbasis"


class BudgetLineQuerySet(models.QuerySet["BudgetLine"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.FINANCE_VIEW) else self.none()

    def asked_from(self, source: FundingSource) -> Self:
        return self.filter(source=source, amount_requested__isnull=False)

    def without_request(self, year: int) -> Self:
        """Work of that year for which nobody asks money, such as regular tasks."""
        return self.filter(year=year, amount_requested__isnull=True).select_related("organisation", "action")


@tracked()
class BudgetLine(models.Model):
    """One line of a budget: hours as typed, never worked out from each other, and money."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="budget_lines", verbose_name="organisatie"
    )
    action = models.ForeignKey(
        Action, models.SET_NULL, null=True, blank=True, related_name="budget_lines", verbose_name="actie"
    )
    source = models.ForeignKey(
        FundingSource, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name="bron"
    )
    year = models.PositiveSmallIntegerField("jaar")
    description = models.CharField("post", max_length=200)
    note = models.CharField("toelichting", max_length=250, blank=True)
    funding_type = models.CharField("soort geld", max_length=12, choices=FundingType.choices)

    hours_per_week = models.DecimalField("uur per week", max_digits=6, decimal_places=2, null=True, blank=True)
    hours_per_year = models.DecimalField("uur per jaar", max_digits=7, decimal_places=2, null=True, blank=True)
    amount_requested = models.DecimalField("gevraagd", max_digits=12, decimal_places=2, null=True, blank=True)
    amount_granted = models.DecimalField("toegekend", max_digits=12, decimal_places=2, null=True, blank=True)
    amount_spent = models.DecimalField("besteed", max_digits=12, decimal_places=2, null=True, blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = "begrotingspost"
        verbose_name_plural = "begrotingsposten"
        ordering = ["organisation__name", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_requested__isnull=True) | Q(amount_requested__gte=0),
                name="requested_amount_is_not_negative",
                violation_error_message="Een gevraagd bedrag is nul of hoger.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.description}"
