"""Who does what, and on which ground: the law, or what the region agreed."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from network.dates import ValidForAWhile, ends_after_it_starts, today
from network.history import tracked
from network.policy import Permission, may
from partners.models.agreements import Agreement
from partners.models.chain import ChainLink
from partners.models.register import Organisation

if TYPE_CHECKING:
    from network.models import Person


class ResponsibilityKind(models.TextChoices):
    TASK = "task", "taak"
    RESPONSIBILITY = "responsibility", "verantwoordelijkheid"
    POWER = "power", "bevoegdheid"


class ResponsibilityBasis(models.TextChoices):
    """On what a task rests (landelijke bouwstenen, bouwsteen 2): what the law says is not up to the region."""

    LAW = "law", "wettelijk"
    AGREEMENT = "agreement", "regionale afspraak"
    NONE = "none", "zonder grondslag"


class FundingOfTask(models.TextChoices):
    REGULAR = "regular", "reguliere taak"
    SUBSIDISED = "subsidised", "met subsidie"
    UNKNOWN = "unknown", "niet ingevuld"


class ResponsibilityQuerySet(ValidForAWhile["Responsibility"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.RESPONSIBILITY_VIEW) else self.none()

    def with_names(self) -> Self:
        return self.select_related("organisation", "link", "agreement")

    def of_active_organisations(self, day: date | None = None) -> Self:
        """Who left takes its tasks along, and who went up in another partner too."""
        day = day or today()
        takes_part = Q(organisation__left_on__isnull=True) | Q(organisation__left_on__gte=day)
        return self.filter(takes_part, organisation__joined_on__lte=day, organisation__merged_into__isnull=True)

    def in_order(self) -> Self:
        """As the pages list them: by partner, the tasks first, then the responsibilities and the powers."""
        first = models.Case(*(models.When(kind=kind, then=n) for n, kind in enumerate(ResponsibilityKind.values)))
        return self.order_by("organisation__name", "organisation_id", first, "pk")

    def with_ground(self, day: date | None = None) -> Self:
        """Adds `lacks_ground`, as `without_ground` finds them."""
        return self.annotate(lacks_ground=_answer(_lacks_ground(day or today())))

    def with_agreement_seen_by(self, person: "Person") -> Self:
        """Adds `agreement_is_seen`: whether it rests on an agreement that this person may see."""
        return self.annotate(
            agreement_is_seen=_answer(Q(agreement__in=Agreement.objects.visible_to(person).values("pk")))
        )

    def without_ground(self, day: date | None = None) -> Self:
        """Rest on neither law nor agreement, or on an agreement that is over on that day."""
        return self.filter(_lacks_ground(day or today()))


def _answer(question: Q) -> Coalesce:
    """Yes or no; what can't be told is no."""
    return Coalesce(models.ExpressionWrapper(question, models.BooleanField()), False)


def _lacks_ground(day: date) -> Q:
    over = Agreement.objects.over(day).values("pk")
    return Q(basis=ResponsibilityBasis.NONE) | Q(agreement__in=over)


@tracked()
class Responsibility(models.Model):
    """A task, responsibility or power of a partner, with the ground on which it rests."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="responsibilities", verbose_name="organisatie"
    )
    kind = models.CharField("soort", max_length=15, choices=ResponsibilityKind.choices, default=ResponsibilityKind.TASK)
    description = models.CharField("wat", max_length=300)
    link = models.ForeignKey(
        ChainLink,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name="ketenschakel",
        help_text="Leeg: in alle schakels.",
    )

    basis = models.CharField(
        "grondslag", max_length=10, choices=ResponsibilityBasis.choices, default=ResponsibilityBasis.NONE
    )
    law = models.CharField("wet", max_length=150, blank=True, help_text="Bijvoorbeeld: Wmo 2015.")
    article = models.CharField("artikel", max_length=60, blank=True, help_text="Bijvoorbeeld: 2.2.4.")
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name="overeenkomst",
    )
    funding = models.CharField(
        "betaald uit", max_length=12, choices=FundingOfTask.choices, default=FundingOfTask.UNKNOWN
    )

    starts_on = models.DateField("vanaf", default=today)
    ends_on = models.DateField("tot en met", null=True, blank=True)

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        verbose_name = "taak of bevoegdheid"
        verbose_name_plural = "taken en bevoegdheden"
        ordering = ["organisation__name", "pk"]
        constraints = [
            ends_after_it_starts("responsibility_ends_after_it_starts"),
            models.CheckConstraint(
                condition=(Q(basis="law", agreement__isnull=True) & ~Q(law=""))
                | Q(basis="agreement", agreement__isnull=False, law="", article="")
                | Q(basis="none", agreement__isnull=True, law="", article=""),
                name="a_responsibility_rests_on_law_or_agreement_or_nothing",
                violation_error_message=(
                    "Kies bij «wettelijk» de wet, bij «regionale afspraak» de overeenkomst, en anders geen van beide."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.description}"

    @property
    def ground(self) -> str:
        """«Wmo 2015, artikel 2.2.4»; of an agreement its title, which not everybody may see."""
        if self.basis == ResponsibilityBasis.LAW:
            return f"{self.law}, artikel {self.article}" if self.article else self.law
        return str(self.agreement) if self.agreement else self.get_basis_display()
