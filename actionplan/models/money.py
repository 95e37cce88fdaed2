"""What the plan costs and who pays."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, OuterRef, Q

from actionplan.models.actions import Action
from network.history import tracked
from network.policy import Permission, may
from partners.models import Agreement, Organisation

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from actionplan.models.plan import Plan
    from network.models import Person


class FundingSourceQuerySet(models.QuerySet["FundingSource"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.FINANCE_VIEW) else self.none()

    def asked_for_plan(self, plan: "Plan") -> Self:
        """Those that somebody asks money of for this plan. Lines carry their own year, so a plan may be paid from a
        source of an earlier one.
        """
        of_plan = Q(lines__action__plan=plan) | Q(year__range=(plan.starts_on.year, plan.ends_on.year))
        return self.filter(of_plan, lines__amount_requested__isnull=False).distinct()

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


class LegalBasis(models.TextChoices):
    STATUTORY = "statutory", "wettelijk"
    OPTIONAL = "optional", "facultatief"


class BudgetLineQuerySet(models.QuerySet["BudgetLine"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.FINANCE_VIEW) else self.none()

    def in_sheets_of(self, person: "Person") -> Self:
        """What a partner accounts for is read by whoever decides about the money, and by who works there."""
        decides = may(person, Permission.FINANCE_ACCOUNT) or may(person, Permission.REPORT_RECEIVE)
        seen = self.visible_to(person)
        return seen if decides else seen.filter(organisation__in=person.member_of)

    def on_sheet(self, organisation: int, year: int) -> Self:
        return self.filter(organisation=organisation, year=year)

    def to_account_for(self, organisations: "Collection[int]", year: int) -> Self:
        """Lines that were granted to these partners, of which nobody told yet what came of them."""
        granted = self.filter(organisation__in=organisations, year=year, funding_type=FundingType.GRANT)
        return granted.filter(accounted_on__isnull=True)

    def asked_from(self, source: FundingSource) -> Self:
        return self.filter(source=source, amount_requested__isnull=False)

    def with_names(self) -> Self:
        """With all that a line says of other things, in one query."""
        return self.select_related("organisation", "action", "source", "choice")

    def without_request(self, *years: int) -> Self:
        """Work of those years for which nobody asks money, such as regular tasks."""
        return self.filter(year__in=years, amount_requested__isnull=True).select_related("organisation", "action")


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
    hours_realised = models.DecimalField("gerealiseerde uren", max_digits=7, decimal_places=2, null=True, blank=True)
    account = models.TextField("verantwoording", max_length=1000, blank=True)
    accounted_on = models.DateField("verantwoord op", null=True, blank=True, editable=False)
    legal_basis = models.CharField("wettelijk of facultatief", max_length=10, choices=LegalBasis.choices, blank=True)
    ends_on = models.DateField("geld tot en met", null=True, blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

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
            ),
            models.CheckConstraint(
                condition=Q(amount_granted__isnull=True) | Q(amount_granted__gte=0),
                name="granted_amount_is_not_negative",
                violation_error_message="Een toegekend bedrag is nul of hoger.",
            ),
            models.CheckConstraint(
                condition=Q(amount_spent__isnull=True) | Q(amount_spent__gte=0),
                name="spent_amount_is_not_negative",
                violation_error_message="Een besteed bedrag is nul of hoger.",
            ),
            models.CheckConstraint(
                condition=Q(hours_realised__isnull=True) | Q(hours_realised__gte=0),
                name="realised_hours_are_not_negative",
                violation_error_message="Gerealiseerde uren zijn nul of hoger.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.description}"


class Choice(models.TextChoices):
    """What is done about a line for which there is not enough money."""

    DEFER = "defer", "doorschuiven"
    DROP = "drop", "schrappen"
    OTHER_SOURCE = "other_source", "andere bron"


def choice_in_words(choice: str, year: int) -> str:
    """Doorschuiven naar 2022"""
    label = str(Choice(choice).label)
    return f"{label} naar {year + 1}" if choice == Choice.DEFER else label


@tracked()
class BudgetChoice(models.Model):
    """The answer to a shortfall for one line: how much less is asked. Without one a line stays as it is."""

    line = models.OneToOneField(BudgetLine, models.CASCADE, related_name="choice", verbose_name="post")
    choice = models.CharField("keuze", max_length=15, choices=Choice.choices)
    amount_less = models.DecimalField("minder", max_digits=12, decimal_places=2)
    note = models.CharField("toelichting", max_length=250, blank=True)
    version = models.PositiveIntegerField("wijziging", default=1, editable=False)

    class Meta:
        verbose_name = "keuze bij een tekort"
        verbose_name_plural = "keuzes bij een tekort"
        ordering = ["line"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_less__gt=0),
                name="a_choice_takes_something_off",
                violation_error_message="Vul in hoeveel er minder gevraagd wordt, meer dan nul.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_choice_display()}"

    @property
    def in_words(self) -> str:
        return choice_in_words(self.choice, self.line.year)


class EmbeddingKind(models.TextChoices):
    """How an action lasts without temporary money (landelijke bouwstenen, bouwsteen 3)."""

    BASIC_TASK = "basic_task", "basistaak"
    CONTRACT = "contract", "opdracht"
    SUBSIDY_CONDITION = "subsidy_condition", "subsidievoorwaarde"


class EmbeddingQuerySet(models.QuerySet["Embedding"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.FINANCE_VIEW) else self.none()

    def of_plan(self, plan: "Plan") -> Self:
        return self.filter(action__plan=plan)

    def with_names(self) -> Self:
        return self.select_related("action", "organisation").order_by("action__position", "action", "starts_on", "pk")

    def beyond(self, day: "date | F | OuterRef") -> Self:
        """Those that still hold after that day, also when they begin later."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=day))


@tracked()
class Embedding(models.Model):
    """Borging: where an action is anchored, since when, and in which agreement if there is one."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="embeddings", verbose_name="actie")
    kind = models.CharField("geborgd in", max_length=20, choices=EmbeddingKind.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="embeddings", verbose_name="bij"
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="embeddings", verbose_name="overeenkomst"
    )
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met", null=True, blank=True)
    note = models.CharField("hoe", max_length=250, blank=True)

    objects = EmbeddingQuerySet.as_manager()

    class Meta:
        verbose_name = "borging"
        verbose_name_plural = "borging"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="an_embedding_ends_after_it_starts",
                violation_error_message="De borging eindigt voordat zij begint. Kies een latere einddatum.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_kind_display()}"
