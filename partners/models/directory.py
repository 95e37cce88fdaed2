"""The sociale kaart: what help there is, for whom, and how to reach it."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from network.dates import today
from network.dutch import NotReadable, long_date
from network.history import tracked
from network.phones import PhoneNumber, read_phone
from network.policy import Permission, may
from partners import opening_hours
from partners.contents import Contents
from partners.models.decisions import RequestStatus
from partners.models.register import Organisation
from partners.opening_hours import HoursKind, Week, Weekday
from partners.visitors import COLUMNS_OF_AN_ORGANISATION

if TYPE_CHECKING:
    from network.models import Municipality, Person

EMERGENCY_NUMBER = "112"
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
        """What a visitor may see too. The database says the same to the role that answers visitors."""
        return self.published().exclude(audiences=[Audience.PROFESSIONAL])

    def taking_people_in(self) -> Self:
        """Without what is closed for a while."""
        return self.filter(status=ServiceStatus.PUBLISHED)

    def for_audiences(self, audiences: Iterable[str]) -> Self:
        return self.filter(audiences__overlap=list(audiences))

    def in_phases(self, phases: Iterable[str]) -> Self:
        return self.filter(phases__overlap=list(phases))

    def serving(self, municipality: "Municipality") -> Self:
        """Also what serves the whole country."""
        there = CareService.municipalities.through.objects.filter(municipality=municipality)
        return self.filter(Q(is_nationwide=True) | Q(pk__in=there.values("careservice")))

    def matching(self, words: str) -> Self:
        """Entries in which every word stands, with or without accents."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__unaccent__icontains=word)
                | Q(description__unaccent__icontains=word)
                | Q(organisation__name__unaccent__icontains=word)
                | Q(organisation__short_name__unaccent__icontains=word)
            )
        return found

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

    def with_what_members_see(self) -> Self:
        """All that a card of an entry shows, in the same few queries for any number of entries."""
        everything = self._with_contacts(Channel.objects.all()).select_related("organisation", "verified_by")
        return everything.prefetch_related(
            Prefetch("change_requests", ChangeRequest.objects.waiting(), to_attr="waiting_changes")
        )

    def with_what_visitors_see(self) -> Self:
        """Of the partner only what the database lets visitors read."""
        columns = [field.name for field in Organisation._meta.concrete_fields]
        closed = [f"organisation__{name}" for name in columns if name not in COLUMNS_OF_AN_ORGANISATION]
        return self._with_contacts(Channel.objects.for_clients()).defer(*closed)

    def _with_contacts(self, channels: "ChannelQuerySet") -> Self:
        return self.select_related("organisation").prefetch_related(
            Prefetch("channels", channels.prefetch_related("opening_hours")), "locations", "municipalities"
        )

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
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gecontroleerd door",
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

    @property
    def is_open_to_the_public(self) -> bool:
        return self.is_published and self.audiences != [Audience.PROFESSIONAL]

    def is_recently_confirmed(self, day: date | None = None) -> bool:
        return self.last_verified_on is not None and self.last_verified_on >= (day or today()) - CONFIRMED_FOR

    @property
    def last_day_confirmed(self) -> date | None:
        """The last day on which it still counts as recently confirmed; None when it was never confirmed."""
        return self.last_verified_on + CONFIRMED_FOR if self.last_verified_on else None

    @property
    def is_acute(self) -> bool:
        return Phase.ACUTE in self.phases

    @property
    def has_secret_place(self) -> bool:
        """Where this is may not be told; no text of the entry holds an address then."""
        return any(location.visibility == Visibility.SECRET for location in self.locations.all())

    def phone(self, *, for_professionals: bool) -> "Channel | None":
        """The number to call; from the prefetched channels when there are any."""
        phones = (channel for channel in self.channels.all() if channel.kind == ChannelKind.PHONE)
        return next((channel for channel in phones if channel.for_professionals == for_professionals), None)

    @property
    def contents(self) -> Contents:
        """What an editor may change, as everybody sees it now."""
        client, professional = self.phone(for_professionals=False), self.phone(for_professionals=True)
        with_hours = self.channel_with_hours
        return Contents(
            description=self.description,
            client_phone=client.value if client else "",
            professional_phone=professional.value if professional else "",
            week=with_hours.week if with_hours else opening_hours.UNKNOWN_WEEK,
        )

    @property
    def channel_with_hours(self) -> "Channel | None":
        """Whose opening hours count as those of the entry: clients before professionals, a phone before the rest."""
        channels = sorted(self.channels.all(), key=lambda c: (c.for_professionals, c.kind != ChannelKind.PHONE))
        return next(iter(channels), None)


class Visibility(models.TextChoices):
    PUBLIC = "public", "openbaar"
    PLACE_ONLY = "place_only", "alleen de plaats"
    SECRET = "secret", "geheim"


@tracked(exclude=["street", "postcode", "place"])
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
                violation_error_message="Alleen bij een openbaar adres slaan wij een straat of postcode op.",
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

    @property
    def phone(self) -> PhoneNumber | None:
        """The number that can be dialled, when this is a phone."""
        return _phone_or_none(self.value) if self.kind == ChannelKind.PHONE else None

    @property
    def week(self) -> Week:
        return opening_hours.week_of(self.opening_hours.all())


def _phone_or_none(text: str) -> PhoneNumber | None:
    """A number from before our form, or from an import, may not be readable: it is then shown without a link."""
    try:
        return read_phone(text)
    except NotReadable:
        return None


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
        """Those that stand above everything else, the emergency number first."""
        return self.filter(is_first=True)

    def for_audience(self, audience: Audience) -> Self:
        return self.filter(audiences__contains=[audience])


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

    last_verified_on = models.DateField("gecontroleerd op", null=True, blank=True)
    proof = models.CharField("bewijs", max_length=200, help_text="Waar is het nummer nagekeken?")

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        verbose_name = "hulplijn"
        verbose_name_plural = "hulplijnen"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return f"{self.name} {self.number}".strip()

    @property
    def phone(self) -> PhoneNumber | None:
        return _phone_or_none(self.number) if self.number else None

    @property
    def heading(self) -> str:
        """What stands above the number; the emergency number needs no name, but says when to call."""
        return self.for_whom if self.number == EMERGENCY_NUMBER else self.name

    @property
    def note(self) -> str:
        return "" if self.number == EMERGENCY_NUMBER else self.details

    @property
    def details(self) -> str:
        """Dag en nacht, gratis. Voor wie met iemand wil praten."""
        facts = ", ".join(fact for fact in (self.hours, self.costs) if fact)
        sentences = [text[0].upper() + text[1:].removesuffix(".") for text in (facts, self.for_whom) if text]
        return " ".join(f"{sentence}." for sentence in sentences)


class RiskyField(models.TextChoices):
    """A wrong number sends somebody in need to nobody, so a second pair of eyes looks at it first."""

    CLIENT_PHONE = "client_phone", "telefoon voor cliënten"
    PROFESSIONAL_PHONE = "professional_phone", "telefoon voor professionals"


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def waiting(self) -> Self:
        return self.filter(status=RequestStatus.WAITING)

    def with_names(self) -> Self:
        return self.select_related("service__organisation", "asked_by")

    def visible_to(self, person: "Person") -> Self:
        """All for who decides, those of the own organisation for its editors."""
        if may(person, Permission.CHANGE_REQUEST_DECIDE):
            return self
        return self.filter(service__organisation__in=person.editor_of)


@tracked()
class ChangeRequest(models.Model):
    """A change of a risky field that waits for the coordinator, while everybody still sees the old value."""

    service = models.ForeignKey(CareService, models.CASCADE, related_name="change_requests", verbose_name="aanbod")
    field = models.CharField("gegeven", max_length=20, choices=RiskyField.choices)
    old_value = models.CharField("nu", max_length=200, blank=True)
    new_value = models.CharField("straks", max_length=200, blank=True)

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)

    status = models.CharField("status", max_length=10, choices=RequestStatus.choices, default=RequestStatus.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="afgerond door"
    )
    decided_at = models.DateTimeField("afgerond op", null=True, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "wijzigingsverzoek"
        verbose_name_plural = "wijzigingsverzoeken"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "field"],
                condition=Q(status="waiting"),
                name="one_waiting_change_per_field",
                violation_error_message="Er wacht al een wijziging van dit nummer op beoordeling.",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_at__isnull=True)
                | (~Q(status="waiting") & Q(decided_at__isnull=False)),
                name="a_change_waits_until_it_is_decided",
                violation_error_message="Een wijziging wacht, of zij is afgerond op een moment.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.old_value or 'geen nummer'} wordt {self.new_value or 'geen nummer'}"

    @property
    def is_waiting(self) -> bool:
        return self.status == RequestStatus.WAITING

    @property
    def is_for_professionals(self) -> bool:
        return self.field == RiskyField.PROFESSIONAL_PHONE

    @property
    def old_text(self) -> str:
        return self.old_value or "geen nummer"

    @property
    def new_text(self) -> str:
        return self.new_value or "geen nummer"

    @property
    def explanation(self) -> str:
        asked_on = long_date(timezone.localtime(self.asked_at).date())
        return (
            f"Op {asked_on} is een nieuw nummer ingevuld bij {self.get_field_display()}: {self.new_text}."
            f" Tot het is nagekeken ziet iedereen het oude nummer: {self.old_text}."
        )
