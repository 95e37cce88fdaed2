"""The sociale kaart: what help there is, for whom, and how to reach it."""

import secrets
import uuid
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from network.dates import today
from network.history import tracked
from network.policy import Permission, may
from partners.models.register import Organisation

if TYPE_CHECKING:
    from network.models import Person

CONFIRMED_FOR = timedelta(days=183)  # after that an entry is «niet recent gecontroleerd», for everyone


class Audience(models.TextChoices):
    VICTIM = "victim", "iemand die het meemaakte"
    PERPETRATOR = "perpetrator", "iemand die te ver ging of dat vreest"
    RELATIVE = "relative", "naasten en omgeving"
    PROFESSIONAL = "professional", "professionals"


class Phase(models.TextChoices):
    ACUTE = "acute", "acuut, tot en met 7 dagen"
    NON_ACUTE = "non_acute", "langer geleden"
    PREVENTION = "prevention", "preventie"


class ServiceStatus(models.TextChoices):
    DRAFT = "draft", "concept"
    PUBLISHED = "published", "gepubliceerd"
    CLOSED = "closed", "tijdelijk gesloten"
    WITHDRAWN = "withdrawn", "ingetrokken"


def new_short_id() -> str:
    """Four letters and digits without a telling word in them, such as «k7q2»: no vowels, nothing that looks alike."""
    return "".join(secrets.choice("23456789bcdfghjkmnpqrstvwxz") for _ in range(4))


class CareServiceQuerySet(models.QuerySet["CareService"]):
    def published(self) -> Self:
        """What the public and the members may see, a temporary closing included."""
        return self.filter(status__in=[ServiceStatus.PUBLISHED, ServiceStatus.CLOSED])

    def open_to_the_public(self) -> Self:
        return self.published().exclude(audiences=[Audience.PROFESSIONAL])

    def visible_to(self, person: "Person") -> Self:
        """All for the coordinator, the own organisation's for its editors, published ones for the other members."""
        if may(person, Permission.CHANGE_REQUEST_DECIDE):
            return self
        if not may(person, Permission.SERVICE_LIST):
            return self.none()
        return self.filter(Q(pk__in=self.published().values("pk")) | Q(organisation__in=person.editor_of))

    def editable_by(self, person: "Person") -> Self:
        if may(person, Permission.CHANGE_REQUEST_DECIDE):
            return self
        return self.filter(organisation__in=person.editor_of)

    def not_recently_confirmed(self, day: date | None = None) -> Self:
        limit = (day or today()) - CONFIRMED_FOR
        return self.filter(Q(last_verified_on__isnull=True) | Q(last_verified_on__lt=limit))

    def of_organisations(self, organisation_ids: frozenset[int]) -> Self:
        return self.filter(organisation__in=organisation_ids)


@tracked()
class CareService(models.Model):
    """A kind of help that a partner gives."""

    short_id = models.CharField("kenmerk", max_length=8, unique=True, default=new_short_id, editable=False)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="services", verbose_name="organisatie")
    name = models.CharField("naam van het aanbod", max_length=200)
    description = models.TextField("omschrijving", help_text="In gewone woorden: wat krijgt iemand hier?")

    audiences = ArrayField(models.CharField(max_length=20, choices=Audience.choices), verbose_name="voor wie")
    phases = ArrayField(models.CharField(max_length=20, choices=Phase.choices), verbose_name="wanneer")
    is_nationwide = models.BooleanField("landelijk", default=False)
    municipalities = models.ManyToManyField(
        "network.Municipality", blank=True, related_name="+", verbose_name="werkgebied"
    )
    is_anonymous = models.BooleanField("kan zonder naam", default=False)

    status = models.CharField("status", max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.DRAFT)
    last_verified_on = models.DateField("laatst gecontroleerd op", null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )
    version = models.PositiveIntegerField("versie", default=1)

    objects = CareServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "aanbod"
        verbose_name_plural = "aanbod"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(audiences__len__gte=1),
                name="service_is_for_somebody",
                violation_error_message="Kies voor wie het aanbod is.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:service-detail", args=[self.short_id])

    @property
    def is_published(self) -> bool:
        return self.status in {ServiceStatus.PUBLISHED, ServiceStatus.CLOSED}

    def is_recently_confirmed(self, day: date | None = None) -> bool:
        return self.last_verified_on is not None and self.last_verified_on >= (day or today()) - CONFIRMED_FOR


class Visibility(models.TextChoices):
    PUBLIC = "public", "openbaar"
    PLACE_ONLY = "place_only", "alleen de plaats"
    SECRET = "secret", "geheim"


@tracked(exclude=["street", "postcode"])
class Location(models.Model):
    """Where a service is. Of a secret place no address is stored at all."""

    service = models.ForeignKey(CareService, models.CASCADE, related_name="locations", verbose_name="aanbod")
    visibility = models.CharField("zichtbaarheid", max_length=10, choices=Visibility.choices)
    place = models.CharField("plaats", max_length=100, blank=True)
    street = models.CharField("straat en huisnummer", max_length=200, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)

    class Meta:
        verbose_name = "locatie"
        verbose_name_plural = "locaties"
        ordering = ["place"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibility="public") | Q(street="", postcode=""),
                name="only_a_public_location_has_a_street",
                violation_error_message="Bij een geheim adres of «alleen de plaats» slaan wij geen straat of postcode op.",
            ),
            models.CheckConstraint(
                condition=~Q(visibility="secret") | Q(place=""),
                name="a_secret_location_has_no_place",
                violation_error_message="Bij een geheim adres slaan wij ook geen plaats op.",
            ),
        ]

    def __str__(self) -> str:
        return self.place or self.get_visibility_display()


class ChannelKind(models.TextChoices):
    PHONE = "phone", "telefoon"
    CHAT = "chat", "chat"
    WHATSAPP = "whatsapp", "WhatsApp"
    EMAIL = "email", "e-mail"
    WEBSITE = "website", "website"


class ChannelQuerySet(models.QuerySet["Channel"]):
    def for_clients(self) -> Self:
        return self.filter(for_professionals=False)


@tracked()
class Channel(models.Model):
    """A way to reach a service."""

    service = models.ForeignKey(CareService, models.CASCADE, related_name="channels", verbose_name="aanbod")
    kind = models.CharField("soort", max_length=10, choices=ChannelKind.choices)
    value = models.CharField("nummer of adres", max_length=200)
    for_professionals = models.BooleanField("alleen voor professionals", default=False)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        verbose_name = "kanaal"
        verbose_name_plural = "kanalen"
        ordering = ["for_professionals", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"


class HoursKind(models.TextChoices):
    """Five different things that may be said of a day."""

    OPEN = "open", "open"
    CLOSED = "closed", "gesloten"
    APPOINTMENT = "appointment", "op afspraak"
    ALL_DAY = "all_day", "dag en nacht"
    UNKNOWN = "unknown", "niet opgegeven"


class Weekday(models.IntegerChoices):
    MONDAY = 1, "maandag"
    TUESDAY = 2, "dinsdag"
    WEDNESDAY = 3, "woensdag"
    THURSDAY = 4, "donderdag"
    FRIDAY = 5, "vrijdag"
    SATURDAY = 6, "zaterdag"
    SUNDAY = 7, "zondag"


@tracked()
class OpeningHours(models.Model):
    """When a channel can be reached on a weekday. An end before the start lies after midnight."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="opening_hours", verbose_name="kanaal")
    weekday = models.PositiveSmallIntegerField("dag", choices=Weekday.choices)
    kind = models.CharField("soort", max_length=12, choices=HoursKind.choices)
    opens_at = models.TimeField("van", null=True, blank=True)
    closes_at = models.TimeField("tot", null=True, blank=True)

    class Meta:
        verbose_name = "openingstijd"
        verbose_name_plural = "openingstijden"
        ordering = ["channel", "weekday", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="open", opens_at__isnull=False, closes_at__isnull=False)
                | (~Q(kind="open") & Q(opens_at__isnull=True, closes_at__isnull=True)),
                name="only_open_hours_have_times",
                violation_error_message="Vul bij «open» twee tijden in, en bij de andere soorten geen.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.get_kind_display()}"


class HelpLineQuerySet(models.QuerySet["HelpLine"]):
    def shown(self) -> Self:
        return self.filter(is_shown=True)

    def first_to_call(self) -> Self:
        """The three that stand above everything else: 112, Centrum Seksueel Geweld and Veilig Thuis."""
        return self.filter(is_first=True)


@tracked()
class HelpLine(models.Model):
    """A national line. Its number stands here and nowhere else."""

    name = models.CharField("naam", max_length=100)
    number = models.CharField("nummer", max_length=20, blank=True)
    website = models.URLField("website", blank=True)
    for_whom = models.CharField("voor wie of waarvoor", max_length=200, blank=True)
    hours = models.CharField("bereikbaar", max_length=100, blank=True)
    costs = models.CharField("kosten", max_length=60, blank=True)
    audiences = ArrayField(models.CharField(max_length=20, choices=Audience.choices), verbose_name="voor wie")

    is_first = models.BooleanField("altijd bovenaan", default=False)
    is_shown = models.BooleanField("tonen", default=True)
    without_talking = models.BooleanField("zonder te praten", default=False)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    last_verified_on = models.DateField("gecontroleerd op")
    proof = models.CharField("bewijs", max_length=200, help_text="Waar is het nummer nagekeken?")

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        verbose_name = "hulplijn"
        verbose_name_plural = "hulplijnen"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return f"{self.name} {self.number}".strip()


class ChangeRequestStatus(models.TextChoices):
    WAITING = "waiting", "wacht op beoordeling"
    APPROVED = "approved", "goedgekeurd"
    REFUSED = "refused", "afgewezen"
    WITHDRAWN = "withdrawn", "ingetrokken"


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def waiting(self) -> Self:
        return self.filter(status=ChangeRequestStatus.WAITING)


@tracked()
class ChangeRequest(models.Model):
    """A change of a risky field that waits for the coordinator, while everybody still sees the old value."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="change_requests", verbose_name="kanaal")
    old_value = models.CharField("nu", max_length=200)
    new_value = models.CharField("straks", max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op", auto_now_add=True)
    status = models.CharField(
        "status", max_length=10, choices=ChangeRequestStatus.choices, default=ChangeRequestStatus.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="beoordeeld door"
    )
    decided_at = models.DateTimeField("beoordeeld op", null=True, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "wijzigingsverzoek"
        verbose_name_plural = "wijzigingsverzoeken"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel"],
                condition=Q(status="waiting"),
                name="one_waiting_change_per_channel",
                violation_error_message="Er wacht al een wijziging van dit nummer op beoordeling.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_value} wordt {self.new_value}"
