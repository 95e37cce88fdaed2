"""The chain: its links, and which partner does what in each."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from network.dates import ValidForAWhile, ends_after_it_starts, today
from network.history import tracked
from network.policy import Permission, may
from partners.models.register import Organisation

if TYPE_CHECKING:
    from network.models import Person


class ChainLinkQuerySet(models.QuerySet["ChainLink"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.CHAIN_VIEW) else self.none()

    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def in_use(self) -> Self:
        return self.filter(is_in_use=True)

    def without_process_owner(self, day: date | None = None) -> Self:
        owners = ChainRole.objects.process_owners().on(day).of_active_organisations(day)
        return self.exclude(pk__in=owners.values("link"))

    def with_roles(self, day: date | None = None) -> Self:
        """Adds `roles_now`: who does what in the link on that day, the process owner first."""
        return self.prefetch_related(
            models.Prefetch("roles", ChainRole.objects.on(day).of_active_organisations(day).in_order(), "roles_now")
        )


@tracked()
class ChainLink(models.Model):
    """A part of the chain, from preventie to evaluatie. The region decides which parts there are."""

    name = models.CharField("naam", max_length=100)
    description = models.TextField("wat hier gebeurt", blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=1)
    is_in_use = models.BooleanField("in gebruik", default=True)

    objects = ChainLinkQuerySet.as_manager()
    roles_now: "list[ChainRole]"

    class Meta:
        verbose_name = "ketenschakel"
        verbose_name_plural = "ketenschakels"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="one_chain_link_per_name", violation_error_message="Deze ketenschakel is er al."
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:chain-link-detail", args=[self.pk])


class ChainRoleKind(models.TextChoices):
    PROCESS_OWNER = "process_owner", "procesverantwoordelijke"
    PARTICIPANT = "participant", "deelnemer"


class ChainRoleQuerySet(ValidForAWhile["ChainRole"]):
    def process_owners(self) -> Self:
        return self.filter(kind=ChainRoleKind.PROCESS_OWNER)

    def in_order(self) -> Self:
        """The process owner first, then by name."""
        first = models.Case(models.When(kind=ChainRoleKind.PROCESS_OWNER, then=0), default=1)
        return self.select_related("organisation", "link").order_by(first, "organisation__name", "pk")

    def of_active_organisations(self, day: date | None = None) -> Self:
        """Of partners that take part on that day; who went up in another partner does not."""
        day = day or today()
        takes_part = Q(organisation__left_on__isnull=True) | Q(organisation__left_on__gte=day)
        return self.filter(takes_part, organisation__joined_on__lte=day, organisation__merged_into__isnull=True)

    def overlapping(self, first: date, last: date | None) -> Self:
        """Roles with at least one day in the period; without `last` it never ends."""
        begun = Q() if last is None else Q(starts_on__lte=last)
        return self.filter(begun & (Q(ends_on__isnull=True) | Q(ends_on__gte=first)))

    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.CHAIN_VIEW) else self.none()


class DaysOfARole(Func):
    """The days that count: the last one too, or without end."""

    function = "DATERANGE"
    output_field = DateRangeField()


@tracked()
class ChainRole(models.Model):
    """What a partner does in a link of the chain, for a while."""

    link = models.ForeignKey(ChainLink, models.PROTECT, related_name="roles", verbose_name="ketenschakel")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="chain_roles", verbose_name="organisatie"
    )
    kind = models.CharField("rol", max_length=15, choices=ChainRoleKind.choices, default=ChainRoleKind.PARTICIPANT)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="chain_roles",
        verbose_name="wie het doet",
    )
    starts_on = models.DateField("vanaf", default=today)
    ends_on = models.DateField("tot en met", null=True, blank=True)

    objects = ChainRoleQuerySet.as_manager()

    class Meta:
        verbose_name = "rol in de keten"
        verbose_name_plural = "rollen in de keten"
        ordering = ["link", "pk"]
        constraints = [
            ends_after_it_starts("chain_role_ends_after_it_starts"),
            ExclusionConstraint(
                name="one_process_owner_per_link_at_a_time",
                expressions=[
                    ("link", RangeOperators.EQUAL),
                    (
                        DaysOfARole(F("starts_on"), F("ends_on"), Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(kind="process_owner"),
                violation_error_message=(
                    "Deze schakel heeft in die periode al een procesverantwoordelijke. Beëindig die rol eerst."
                ),
            ),
            ExclusionConstraint(
                name="a_partner_has_one_role_in_a_link_at_a_time",
                expressions=[
                    ("link", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (
                        DaysOfARole(F("starts_on"), F("ends_on"), Value("[]")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message="Deze partner heeft in die periode al een rol in deze schakel.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_kind_display()} in {self.link}"

    def clean(self) -> None:
        """Said before the database is asked about the days: it knows no range that ends before it starts."""
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "De einddatum ligt voor de begindatum. Kies een latere einddatum."})

    @property
    def is_process_owner(self) -> bool:
        return self.kind == ChainRoleKind.PROCESS_OWNER
