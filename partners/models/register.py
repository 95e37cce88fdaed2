"""Who takes part in the network."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONArray
from django.urls import reverse

from network.dates import EndsAtOnce, ends_after_it_starts, today
from network.dutch import NOT_FILLED_IN, hours
from network.history import tracked
from network.labels import nobody_is_labelled
from network.policy import Permission, may

if TYPE_CHECKING:
    from network.models import Municipality, Person


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


def only_digits(words: str) -> str:
    """12345678 for 12.345.678 and 12 34 56 78; nothing when anything else stands in it."""
    digits = words.replace(" ", "").replace(".", "")
    return digits if digits.isdecimal() and digits.isascii() else ""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def active(self, day: date | None = None) -> Self:
        """Organisations that take part on that day."""
        day = day or today()
        return self.filter(Q(joined_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gte=day)))

    def still_there(self, day: date | None = None) -> Self:
        """Organisations that take part after that day too, or will."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day or today()))

    def gone(self, day: date | None = None) -> Self:
        """Organisations whose last day came: the opposite of `still_there()`."""
        return self.filter(left_on__lte=day or today())

    def yet_to_join(self, day: date | None = None) -> Self:
        return self.still_there(day).filter(joined_on__gt=day or today())

    def matching(self, words: str) -> Self:
        """Every word stands in a name or in who they are, with or without accents; or it is their KvK number."""
        if digits := only_digits(words):
            return self.filter(Q(kvk_number__startswith=digits) | Q(name__contains=words.strip()))
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__unaccent__icontains=word)
                | Q(short_name__unaccent__icontains=word)
                | Q(description__unaccent__icontains=word)
            )
        return found

    def serving(self, place: "Municipality | int") -> Self:
        """Organisations that work in this municipality, and the municipality itself."""
        served = ServedMunicipality.objects.filter(municipality=place).values("organisation")
        return self.filter(Q(pk__in=served) | Q(municipality=place))

    def standing(self) -> Self:
        """Without those that turned out to be another one of the register and went up in it."""
        return self.filter(merged_into__isnull=True)

    def visible_to(self, person: "Person") -> Self:
        return self.standing() if may(person, Permission.ORGANISATION_VIEW) else self.none()

    def editable_by(self, person: "Person") -> Self:
        if may(person, Permission.PROFILE_EDIT):
            return self.standing()
        return self.standing().filter(pk__in=person.editor_of)

    def with_working_area(self) -> Self:
        """Adds `area_served`, of each municipality its id and its name."""
        served = ServedMunicipality.objects.filter(organisation=OuterRef("pk"))
        each = served.values(each=JSONArray("municipality_id", "municipality__name"))
        return self.annotate(area_served=ArraySubquery(each))

    def with_number_of_services(self) -> Self:
        """Adds `number_of_services`, the published entries in the sociale kaart; of those that are shown only."""
        services: Any = Organisation._meta.get_field("services").related_model
        published = services.objects.filter(organisation=OuterRef("pk"), status__in=["published", "closed"])
        number = published.order_by().values("organisation").annotate(number=models.Count("pk")).values("number")
        return self.annotate(number_of_services=Coalesce(Subquery(number), 0))


@tracked()
class Organisation(models.Model):
    """A partner of the network."""

    name = models.CharField("naam", max_length=250)
    short_name = models.CharField("korte naam", max_length=60, blank=True, help_text="Zoals iedereen hem noemt.")
    kind = models.CharField("soort", max_length=30, choices=OrganisationKind.choices)
    domain = models.CharField("domein", max_length=10, choices=Domain.choices)
    kvk_number = models.CharField("KvK-nummer", max_length=8, blank=True)
    phone = models.CharField("algemeen telefoonnummer", max_length=40, blank=True)
    email = models.EmailField("algemeen e-mailadres", blank=True)
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
        "network.Municipality", through="ServedMunicipality", blank=True, related_name="+", verbose_name="werkgebied"
    )

    joined_on = models.DateField("doet mee vanaf", default=today)
    left_on = models.DateField("doet mee tot en met", null=True, blank=True)
    leaving_reason = models.CharField("waarom de deelname eindigde", max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="samengevoegd met"
    )

    version = models.PositiveIntegerField("versie", default=1)

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
            models.CheckConstraint(
                condition=Q(kvk_number="") | Q(kvk_number__regex=r"^[0-9]{8}$"),
                name="a_kvk_number_has_eight_digits",
                violation_error_message="Een KvK-nummer heeft acht cijfers, zoals 12345678.",
            ),
            models.UniqueConstraint(
                fields=["kvk_number"],
                condition=~Q(kvk_number=""),
                name="one_organisation_per_kvk_number",
                violation_error_message="Er is al een organisatie met dit KvK-nummer.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(left_on__isnull=False, kvk_number=""),
                name="a_merged_organisation_takes_no_part",
                violation_error_message="Een samengevoegde organisatie doet niet meer mee en heeft geen KvK-nummer.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("pk")),
                name="an_organisation_is_never_merged_into_itself",
                violation_error_message="Kies een andere organisatie om mee samen te voegen.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation-detail", args=[self.pk])

    @property
    def names(self) -> list[str]:
        """The full name, and the short one when there is one."""
        return [self.name, *([self.short_name] if self.short_name else [])]

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


@tracked()
class ServedMunicipality(models.Model):
    """A municipality that an organisation works for."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, verbose_name="organisatie")
    municipality = models.ForeignKey("network.Municipality", models.CASCADE, verbose_name="gemeente")

    class Meta:
        verbose_name = "gemeente van een werkgebied"
        verbose_name_plural = "gemeenten van werkgebieden"
        db_table = "partners_organisation_municipalities_served"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "municipality"], name="a_municipality_is_served_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.municipality}"


@tracked()
class EarlierParticipation(models.Model):
    """A period in which an organisation took part before the one that stands at the organisation itself."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="earlier_participations", verbose_name="organisatie"
    )
    starts_on = models.DateField("vanaf")
    ends_on = models.DateField("tot en met")
    reason = models.CharField("waarom de deelname eindigde", max_length=300, blank=True)

    class Meta:
        verbose_name = "eerdere deelname"
        verbose_name_plural = "eerdere deelnames"
        ordering = ["organisation__name", "starts_on"]
        constraints = [ends_after_it_starts("earlier_participation_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.starts_on:%Y}–{self.ends_on:%Y}"


class ContactKind(models.TextChoices):
    """What colleagues of other partners need this person for."""

    CONTACT = "contact", "contactpersoon"
    ATTENTION_OFFICER = "attention_officer", "aandachtsfunctionaris"
    DIRECTOR = "director", "bestuurder"
    STAFF = "staff", "medewerker"


def by_contact_kind(membership: "Membership") -> int:
    """To sort by: contacts first, and colleagues who are not for others to reach last."""
    return ContactKind.values.index(membership.contact_kind)


class MembershipQuerySet(EndsAtOnce["Membership"]):
    def listed(self) -> Self:
        """Who agreed to be named to others, as they may be named at all."""
        return self.filter(listed_since__isnull=False)

    def visible_to(self, person: "Person") -> Self:
        """Everybody's for the coordinator, for the other members those who agreed to be listed."""
        if may(person, Permission.CONTACT_VIEW_ALL):
            return self
        return self.listed() if may(person, Permission.ORGANISATION_VIEW) else self.none()

    def with_names(self) -> Self:
        return self.select_related("person", "organisation")

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
    contact_kind = models.CharField("waarvoor", max_length=20, choices=ContactKind.choices, default=ContactKind.STAFF)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    listed_since = models.DateField(
        "toestemming om te tonen, sinds",
        null=True,
        blank=True,
        help_text="Leeg: deze persoon staat niet in lijsten. Alleen de regiocoördinator ziet de gegevens dan.",
    )
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
        constraints = [
            models.CheckConstraint(
                condition=(Q(hours_per_week__isnull=True) | Q(hours_per_week__gte=0, hours_per_week__lte=168 * 20))
                & (Q(hours_per_year__isnull=True) | Q(hours_per_year__gte=0)),
                name="committed_hours_are_not_negative",
                violation_error_message="Vul een aantal uren in van 0 of meer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.task} ({self.year})"

    @property
    def as_agreed(self) -> str:
        """12 uur per week, 475 uur per jaar: what was typed, and never worked out."""
        parts = [(self.hours_per_week, "per week"), (self.hours_per_year, "per jaar")]
        typed = [f"{hours(amount)} uur {period}" for amount, period in parts if amount is not None]
        return ", ".join(typed) or NOT_FILLED_IN
