"""Who takes part in the network."""

from datetime import date
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from network.dates import EndsAtOnce, ends_after_it_starts, today
from network.dutch import NOT_FILLED_IN, hours
from network.history import tracked
from network.labels import nobody_is_labelled
from network.policy import Permission, may

if TYPE_CHECKING:
    from network.models import Person


class Domain(models.TextChoices):
    """The three domains that every network needs (landelijke bouwstenen, bouwsteen 2)."""

    SOCIAL = "social", "sociaal domein"
    CARE = "care", "zorgdomein"
    SAFETY = "safety", "veiligheidsdomein"


class OrganisationKind(models.TextChoices):
    """Kinds of partners, after the examples of the landelijke bouwstenen (bouwsteen 2)."""

    MUNICIPALITY = "municipality", "gemeente"
    GGD = "ggd", "GGD"
    VEILIG_THUIS = "veilig_thuis", "Veilig Thuis"
    CSG = "csg", "Centrum Seksueel Geweld"
    HOSPITAL = "hospital", "ziekenhuis"
    MENTAL_HEALTH = "mental_health", "GGZ"
    VICTIM_SUPPORT = "victim_support", "slachtofferhulp"
    YOUTH_HEALTH = "youth_health", "Centrum voor Jeugd en Gezin of jeugdgezondheidszorg"
    YOUTH_CARE = "youth_care", "jeugdzorginstelling"
    YOUTH_WORK = "youth_work", "jongerenwerk"
    SOCIAL_WORK = "social_work", "maatschappelijk werk"
    DISABILITY_CARE = "disability_care", "gehandicaptenzorg"
    ADDICTION_CARE = "addiction_care", "verslavingszorg"
    SHELTER = "shelter", "vrouwenopvang"
    GENERAL_PRACTICE = "general_practice", "huisartsen"
    MIGRANT_ORGANISATION = "migrant_organisation", "migrantenorganisatie of expertisecentrum emancipatie"
    EDUCATION = "education", "onderwijs"
    NEIGHBOURHOOD_TEAM = "neighbourhood_team", "wijkteam"
    POLICE = "police", "politie"
    PROSECUTION = "prosecution", "Openbaar Ministerie"
    PROBATION = "probation", "reclassering"
    CHILD_PROTECTION = "child_protection", "Raad voor de Kinderbescherming"
    OTHER = "other", "andere organisatie"


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self, day: date | None = None) -> Self:
        """Organisations that take part on that day."""
        day = day or today()
        return self.filter(Q(joined_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gte=day)))

    def still_there(self, day: date | None = None) -> Self:
        """Organisations that take part after that day too, or will."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day or today()))

    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.ORGANISATION_VIEW) else self.none()

    def with_number_of_services(self) -> Self:
        """Adds `number_of_services`, the published entries in the sociale kaart."""
        published = Q(services__status__in=["published", "closed"])
        return self.annotate(number_of_services=models.Count("services", filter=published))


@tracked()
class Organisation(models.Model):
    """A partner of the network."""

    name = models.CharField("naam", max_length=250)
    short_name = models.CharField("korte naam", max_length=60, blank=True, help_text="Zoals iedereen hem noemt.")
    kind = models.CharField("soort", max_length=30, choices=OrganisationKind.choices)
    domain = models.CharField("domein", max_length=10, choices=Domain.choices)
    kvk_number = models.CharField("KvK-nummer", max_length=8, blank=True)
    website = models.URLField("website", blank=True)
    description = models.TextField("wie zijn wij", blank=True)

    municipality = models.OneToOneField(
        "network.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisation",
        verbose_name="is deze gemeente",
    )
    municipalities_served = models.ManyToManyField(
        "network.Municipality", blank=True, related_name="+", verbose_name="werkgebied"
    )

    joined_on = models.DateField("doet mee vanaf", default=today)
    left_on = models.DateField("doet mee tot en met", null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=models.F("joined_on")),
                name="organisation_leaves_after_it_joins",
                violation_error_message="De organisatie vertrekt voordat zij meedoet. Kies een latere einddatum.",
            ),
            models.CheckConstraint(
                condition=(Q(kind="municipality") & Q(municipality__isnull=False))
                | (~Q(kind="municipality") & Q(municipality__isnull=True)),
                name="a_municipality_as_partner_names_its_municipality",
                violation_error_message="Kies bij een gemeente als partner ook welke gemeente het is, en alleen daar.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation-detail", args=[self.pk])

    @property
    def website_name(self) -> str:
        """ggd.example for https://www.ggd.example/"""
        return urlsplit(self.website).netloc.removeprefix("www.")

    def is_active(self, day: date | None = None) -> bool:
        day = day or today()
        return self.joined_on <= day and (self.left_on is None or self.left_on >= day)

    @property
    def has_left(self) -> bool:
        """Today was the last day, or an earlier one."""
        return self.left_on is not None and self.left_on <= today()


class MembershipQuerySet(EndsAtOnce["Membership"]):
    def editors(self) -> Self:
        return self.filter(may_edit=True)

    def in_staying_organisation(self) -> Self:
        return self.filter(organisation__left_on__isnull=True)

    def in_active_organisation(self, day: date | None = None) -> Self:
        """Only where the organisation itself still takes part: its end ends all its accounts the same moment."""
        day = day or today()
        return self.filter(
            Q(organisation__joined_on__lte=day)
            & (Q(organisation__left_on__isnull=True) | Q(organisation__left_on__gte=day))
        )


@tracked()
class Membership(models.Model):
    """A person who works for a partner, in a function, for a while."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="persoon"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name="organisatie"
    )
    function = models.CharField("functie", max_length=100, blank=True)
    may_edit = models.BooleanField(
        "houdt de gegevens bij", default=False, help_text="Deze persoon is redacteur van de organisatie."
    )

    starts_on = models.DateField("vanaf", default=today)
    ends_on = models.DateField("tot en met", null=True, blank=True)
    ended_at = models.DateTimeField("per direct beëindigd op", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "betrokkenheid"
        verbose_name_plural = "betrokkenheden"
        ordering = ["organisation__name", "person__name"]
        constraints = [
            ends_after_it_starts("membership_ends_after_it_starts"),
            nobody_is_labelled("no_person_carries_the_label_of_an_expert_by_experience", fields=("function",)),
        ]

    def __str__(self) -> str:
        return f"{self.person} bij {self.organisation}"


@tracked()
class Capacity(models.Model):
    """Hours that a partner gives the network in a year: both as agreed, never the one worked out from the other."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="capacities", verbose_name="organisatie"
    )
    year = models.PositiveSmallIntegerField("jaar")
    task = models.CharField("taak", max_length=200)
    hours_per_week = models.DecimalField("uur per week", max_digits=6, decimal_places=2, null=True, blank=True)
    hours_per_year = models.DecimalField("uur per jaar", max_digits=7, decimal_places=2, null=True, blank=True)
    source = models.CharField("bron", max_length=200, blank=True)

    class Meta:
        verbose_name = "inzet"
        verbose_name_plural = "inzet"
        ordering = ["organisation__name", "year", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.task} ({self.year})"

    @property
    def as_agreed(self) -> str:
        """12 uur per week, 475 uur per jaar: what was typed, and never worked out."""
        parts = [(self.hours_per_week, "per week"), (self.hours_per_year, "per jaar")]
        typed = [f"{hours(amount)} uur {period}" for amount, period in parts if amount is not None]
        return ", ".join(typed) or NOT_FILLED_IN
