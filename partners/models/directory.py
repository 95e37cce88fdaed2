"""The sociale kaart: what help there is, for whom, and how to reach it."""

import secrets
import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from network.dates import today
from network.history import tracked
from network.policy import Permission, may
from network.search import Asked, asked
from partners import service_search
from partners.models.change_requests import ChangeRequest
from partners.models.register import Organisation
from partners.models.service_words import (
    Accessibility,
    Audience,
    CarePillar,
    CheckEvery,
    FundingRegime,
    IntakeStatus,
    Language,
    Phase,
    Referrer,
    ServiceStatus,
    ServiceType,
    SpecialGroup,
    ViolenceType,
)
from partners.models.ways import Channel, ChannelKind, ChannelQuerySet, HoursException, Location, Visibility
from partners.visitors import COLUMNS_OF_A_SERVICE, COLUMNS_OF_AN_ORGANISATION

if TYPE_CHECKING:
    from network.models import Municipality, Person

CONFIRMED_FOR = timedelta(days=183)  # the hard limit: after that an entry is «niet recent gecontroleerd», for everyone
WAITING_TIME_LASTS = timedelta(days=90)  # a time measured longer ago says nothing of how long one waits now


def new_short_id() -> str:
    """Four letters and digits without a telling word in them, such as «k7q2»: no vowels, nothing that looks alike."""
    return "".join(secrets.choice("23456789bcdfghjkmnpqrstvwxz") for _ in range(4))


def several(words: type[models.TextChoices], label: str, *, is_optional: bool = True) -> ArrayField:
    """A field with any number of these words."""
    may_be_empty: dict[str, Any] = {"default": list, "blank": True} if is_optional else {}
    return ArrayField(models.CharField(max_length=20, choices=words.choices), verbose_name=label, **may_be_empty)


class CareServiceQuerySet(models.QuerySet["CareService"]):
    def published(self, day: date | None = None) -> Self:
        """What the public and the members may see, a temporary closing included."""
        on = day or today()
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        not_over = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        return self.filter(begun, not_over, status__in=[ServiceStatus.PUBLISHED, ServiceStatus.CLOSED])

    def free_short_id(self) -> str:
        """One that no entry has: of half a million, with two thousand taken, one in 266 draws is taken."""
        return next(mark for mark in iter(new_short_id, "") if not self.filter(short_id=mark).exists())

    def open_to_the_public(self) -> Self:
        """What a visitor may see too. The database says the same to the role that answers visitors."""
        return self.published().exclude(audiences=[Audience.PROFESSIONAL])

    def taking_people_in(self, day: date | None = None) -> Self:
        """Without what is closed for a while."""
        return self.exclude(self._closed_on(day or today()))

    @staticmethod
    def _closed_on(day: date) -> Q:
        begun = Q(closed_from__isnull=True) | Q(closed_from__lte=day)
        not_over = Q(closed_until__isnull=True) | Q(closed_until__gte=day)
        return Q(status=ServiceStatus.CLOSED) & begun & not_over

    def for_audiences(self, audiences: Iterable[str]) -> Self:
        return self.filter(audiences__overlap=list(audiences))

    def in_phases(self, phases: Iterable[str]) -> Self:
        return self.filter(phases__overlap=list(phases))

    def for_pillars(self, pillars: Iterable[str]) -> Self:
        return self.filter(pillars__overlap=list(pillars))

    def without_pillar(self) -> Self:
        return self.filter(pillars=[])

    def accepting_age(self, age: int) -> Self:
        """A blank age is no limit."""
        old_enough = Q(minimum_age__isnull=True) | Q(minimum_age__lte=age)
        young_enough = Q(maximum_age__isnull=True) | Q(maximum_age__gte=age)
        return self.filter(old_enough, young_enough)

    def speaking(self, language: str) -> Self:
        """In this language, or with an interpreter."""
        return self.filter(Q(languages__contains=[language]) | Q(has_interpreter=True))

    def funded_by(self, regimes: Iterable[str]) -> Self:
        return self.filter(funding_regimes__overlap=list(regimes))

    def without_referral(self) -> Self:
        return self.filter(Q(referral_required=False) | Q(referrers__contains=[Referrer.ONESELF]))

    def referred_by(self, referrer: str) -> Self:
        """To which this professional sends people."""
        return self.filter(referrers__contains=[referrer])

    def offering(self, service_types: Iterable[str]) -> Self:
        return self.filter(service_types__overlap=list(service_types))

    def with_attention_for(self, groups: Iterable[str]) -> Self:
        return self.filter(special_groups__overlap=list(groups))

    def reached_by(self, kind: str) -> Self:
        """With a channel of this kind, for clients or for professionals."""
        return self.filter(pk__in=Channel.objects.filter(kind=kind).values("service"))

    def with_a_place(self) -> Self:
        """Where people can go, be it a place that isn't told."""
        return self.filter(pk__in=Location.objects.values("service"))

    def concepts(self) -> Self:
        return self.filter(status=ServiceStatus.DRAFT)

    def to_be_reviewed(self) -> Self:
        return self.filter(status=ServiceStatus.REVIEW)

    def in_use(self) -> Self:
        """All but what was taken out of the sociale kaart."""
        return self.exclude(status=ServiceStatus.WITHDRAWN)

    def namesakes_of(self, service: "CareService") -> Self:
        """What else the same partner offers under this name: visitors can't tell them apart."""
        return (
            self.in_use().filter(organisation=service.organisation_id, name__iexact=service.name).exclude(pk=service.pk)
        )

    def serving(self, municipality: "Municipality") -> Self:
        """Also what serves the whole country."""
        there = CareService.municipalities.through.objects.filter(municipality=municipality)
        return self.filter(Q(is_nationwide=True) | Q(pk__in=there.values("careservice")))

    def found_from(self, municipality: "Municipality") -> Self:
        """What serves it, and whatever is in a secret place: which towns find that may not tell where it is."""
        secret = Location.objects.filter(visibility=Visibility.SECRET)
        there = CareService.municipalities.through.objects.filter(municipality=municipality)
        return self.filter(
            Q(is_nationwide=True) | Q(pk__in=there.values("careservice")) | Q(pk__in=secret.values("service"))
        )

    def reached_by_clients(self, kinds: Iterable[str]) -> Self:
        """With a channel of one of these kinds, which isn't for professionals only."""
        return self.filter(pk__in=Channel.objects.for_clients().filter(kind__in=list(kinds)).values("service"))

    def matching(self, words: str | Asked) -> Self:
        """Entries that answer what was typed, the best first. One query at once, for the list of terms; none of them
        when only words were typed that stand everywhere: `network.search.asked` tells that beforehand.
        """
        question = words if isinstance(words, Asked) else asked(words)
        if not question.text:
            return self
        found = self.filter(service_search.answers(question))
        return found.order_by(service_search.fit(question).desc(), "name", "pk") if question.is_telling else found

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
        waiting = Prefetch("change_requests", ChangeRequest.objects.waiting(), to_attr="waiting_changes")
        return everything.prefetch_related("locations", "municipalities", waiting)

    def with_what_a_list_shows(self) -> Self:
        """Less than that, in three queries less: the names of its area, whether its place is secret, how much waits."""
        this = OuterRef("pk")
        area = CareService.municipalities.through.objects.filter(careservice=this).order_by("municipality__name")
        waiting = ChangeRequest.objects.waiting().filter(service=this).order_by().values("service")
        secret = Location.objects.filter(service=this, visibility=Visibility.SECRET)
        with_contacts = self._with_contacts(Channel.objects.all()).select_related("organisation", "verified_by")
        return with_contacts.annotate(
            names_of_area=ArraySubquery(area.values("municipality__name")),
            is_in_a_secret_place=Exists(secret),
            number_waiting=Coalesce(Subquery(waiting.annotate(number=Count("pk")).values("number")), 0),
        )

    def with_what_visitors_see(self) -> Self:
        """Of the entry and its partner only what the database lets visitors read."""
        everything = self._with_contacts(Channel.objects.for_clients()).prefetch_related("locations", "municipalities")
        return everything.only(*COLUMNS_OF_A_SERVICE, *(f"organisation__{name}" for name in COLUMNS_OF_AN_ORGANISATION))

    def _with_contacts(self, channels: "ChannelQuerySet") -> Self:
        return self.select_related("organisation").prefetch_related(
            Prefetch(
                "channels",
                channels.prefetch_related("opening_hours", Prefetch("exceptions", HoursException.objects.to_come())),
            ),
        )

    def not_recently_confirmed(self, day: date | None = None) -> Self:
        limit = (day or today()) - CONFIRMED_FOR
        return self.filter(Q(last_verified_on__isnull=True) | Q(last_verified_on__lt=limit))

    def by_waiting_time(self, day: date | None = None) -> Self:
        """The shortest first. A time measured too long ago is not sorted: it stands behind, with those not told."""
        limit = (day or today()) - WAITING_TIME_LASTS
        recent = Case(When(waiting_time_date__gte=limit, then=F("waiting_time_weeks")))
        return self.order_by(recent.asc(nulls_last=True), "name")

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

    audiences = several(Audience, "voor wie", is_optional=False)
    phases = several(Phase, "wanneer", is_optional=False)
    pillars = several(CarePillar, "pijler")
    service_types = several(ServiceType, "soort hulp")
    special_groups = several(SpecialGroup, "extra aandacht voor")
    violence_types = several(ViolenceType, "vorm van geweld")
    minimum_age = models.PositiveSmallIntegerField("leeftijd van", null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField("leeftijd tot en met", null=True, blank=True)
    is_nationwide = models.BooleanField("landelijk", default=False)
    municipalities = models.ManyToManyField(
        "network.Municipality", blank=True, related_name="+", verbose_name="werkgebied"
    )
    is_anonymous = models.BooleanField("kan zonder naam", default=False)
    languages = several(Language, "talen")
    has_interpreter = models.BooleanField("tolk mogelijk", default=False)
    accessibility = several(Accessibility, "toegankelijk")

    referral_required = models.BooleanField("verwijzing nodig", null=True, blank=True)
    referrers = several(Referrer, "door wie")
    application_process = models.CharField("hoe iemand zich aanmeldt", max_length=300, blank=True)
    funding_regimes = several(FundingRegime, "kosten en vergoeding")
    waiting_time_weeks = models.PositiveSmallIntegerField("wachttijd in weken", null=True, blank=True)
    waiting_time_date = models.DateField("peildatum van de wachttijd", null=True, blank=True)
    intake_status = models.CharField("aanmelden", max_length=10, choices=IntakeStatus.choices, blank=True)
    intake_since = models.DateField("zo sinds", null=True, blank=True)

    alert = models.CharField("mededeling", max_length=200, blank=True)
    alert_until = models.DateField("mededeling tot en met", null=True, blank=True)
    professional_notes = models.TextField("voor professionals", blank=True)

    status = models.CharField("status", max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.DRAFT)
    closed_from = models.DateField("gesloten van", null=True, blank=True)
    closed_until = models.DateField("gesloten tot en met", null=True, blank=True)
    valid_from = models.DateField("geldig van", null=True, blank=True)
    valid_to = models.DateField("geldig tot en met", null=True, blank=True)

    check_every = models.PositiveSmallIntegerField("nakijken", choices=CheckEvery.choices, default=CheckEvery.HALF_YEAR)
    last_verified_on = models.DateField("laatst gecontroleerd op", null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gecontroleerd door",
    )
    last_changed_on = models.DateField("laatst gewijzigd op", default=today, editable=False)
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
            ),
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(minimum_age__lte=F("maximum_age")),
                name="service_ages_run_upwards",
                violation_error_message="De laagste leeftijd ligt boven de hoogste. Wissel ze om.",
            ),
            models.CheckConstraint(
                condition=Q(waiting_time_weeks__isnull=True, waiting_time_date__isnull=True)
                | Q(waiting_time_weeks__isnull=False, waiting_time_date__isnull=False),
                name="a_waiting_time_has_its_date",
                violation_error_message="Vul bij een wachttijd ook in op welke dag die gold.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="service_is_valid_for_a_while",
                violation_error_message="De laatste dag ligt voor de eerste. Kies een latere dag.",
            ),
            models.CheckConstraint(
                condition=Q(closed_from__isnull=True)
                | Q(closed_until__isnull=True)
                | Q(closed_until__gte=F("closed_from")),
                name="service_is_closed_for_a_while",
                violation_error_message="De laatste dag ligt voor de eerste. Kies een latere dag.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:service-detail", args=[self.short_id])

    @property
    def is_published(self) -> bool:
        has_begun = self.valid_from is None or self.valid_from <= today()
        return self.status in {ServiceStatus.PUBLISHED, ServiceStatus.CLOSED} and has_begun and not self.has_expired

    @property
    def is_live(self) -> bool:
        """It went through the review, so what others act on isn't changed without a second look."""
        return self.status in {ServiceStatus.PUBLISHED, ServiceStatus.CLOSED}

    @property
    def is_beyond_concept(self) -> bool:
        """Published, or on the desk of who decides about that."""
        return self.is_live or self.status == ServiceStatus.REVIEW

    @property
    def has_expired(self) -> bool:
        return self.valid_to is not None and self.valid_to < today()

    @property
    def is_closed(self) -> bool:
        """For a while, on this day; a closing that is planned or over doesn't count."""
        has_begun = self.closed_from is None or self.closed_from <= today()
        is_over = self.closed_until is not None and self.closed_until < today()
        return self.status == ServiceStatus.CLOSED and has_begun and not is_over

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
        """The number to call; from the prefetched channels when there are any. One that still waits is none."""
        phones = (channel for channel in self.channels.all() if channel.kind == ChannelKind.PHONE and channel.value)
        return next((channel for channel in phones if channel.for_professionals == for_professionals), None)

    @property
    def location(self) -> "Location | None":
        """The place that an editor changes: a secret one before the others, of which a file may bring more."""
        return min(self.locations.all(), key=lambda location: location.visibility != Visibility.SECRET, default=None)

    @property
    def channel_with_hours(self) -> "Channel | None":
        """Whose opening hours count as those of the entry: clients before professionals, a phone before the rest."""
        channels = sorted(self.channels.all(), key=lambda c: (c.for_professionals, c.kind != ChannelKind.PHONE))
        return next(iter(channels), None)
