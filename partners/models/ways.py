"""How to reach a service: its places, its channels, and when each of them answers."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from network.dates import today
from network.dutch import NotReadable, long_date
from network.history import tracked
from network.phones import PhoneNumber, read_phone
from partners import opening_hours
from partners.opening_hours import Block, HoursKind, OtherDays, Week, Weekday

if TYPE_CHECKING:
    from partners.models.directory import CareService


class Visibility(models.TextChoices):
    PUBLIC = "public", "openbaar"
    PLACE_ONLY = "place_only", "alleen de plaats"
    SECRET = "secret", "geheim"


@tracked(exclude=["street", "postcode", "place"])
class Location(models.Model):
    """Where a service is. Of a secret place no address is stored at all."""

    service = models.ForeignKey("partners.CareService", models.CASCADE, related_name="locations", verbose_name="aanbod")
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

    @property
    def address(self) -> str:
        """«Dorpsweg 1, 6511 AB Nijmegen», or as much of it as is told."""
        return ", ".join(filter(None, [self.street, f"{self.postcode} {self.place}".strip()]))


class ChannelKind(models.TextChoices):
    PHONE = "phone", "telefoon"
    CHAT = "chat", "chat"
    WHATSAPP = "whatsapp", "WhatsApp"
    EMAIL = "email", "e-mail"
    WEBSITE = "website", "website"


NUMBERS = frozenset((ChannelKind.PHONE, ChannelKind.WHATSAPP))


class ChannelQuerySet(models.QuerySet["Channel"]):
    def for_clients(self) -> Self:
        """Without a number that still waits for the coordinator."""
        return self.filter(for_professionals=False).exclude(value="")

    def of(self, services: "models.QuerySet[CareService]") -> Self:
        """The ways to reach these entries, as in `of(CareService.objects.visible_to(person))`."""
        return self.filter(service__in=services)


@tracked()
class Channel(models.Model):
    """A way to reach a service."""

    service = models.ForeignKey("partners.CareService", models.CASCADE, related_name="channels", verbose_name="aanbod")
    kind = models.CharField("soort", max_length=10, choices=ChannelKind.choices)
    value = models.CharField("nummer of adres", max_length=200)
    note = models.CharField("toelichting", max_length=100, blank=True, help_text="Bijvoorbeeld: kies optie 3.")
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
        return phone_or_none(self.value) if self.kind == ChannelKind.PHONE else None

    @property
    def number(self) -> PhoneNumber | None:
        """The number that can be called or written to: WhatsApp has one too."""
        return phone_or_none(self.value) if self.kind in NUMBERS else None

    @property
    def texts(self) -> list[str]:
        """What people wrote at it in their own words, and where it leads."""
        return [self.value, self.note, *(day.note for day in self.exceptions.all())]

    @property
    def week(self) -> Week:
        return opening_hours.week_of(self.opening_hours.all())

    def store_week(self, week: Week) -> list[Weekday]:
        """Store the days that changed, and say which; of a day that is «niet opgegeven» nothing is stored."""
        stored = self.week
        changed = [weekday for weekday, day in week.items() if day != stored[weekday]]
        self.opening_hours.filter(weekday__in=changed).delete()
        OpeningHours.objects.bulk_create(
            OpeningHours(channel=self, weekday=weekday, kind=week[weekday].kind, opens_at=opens, closes_at=closes)
            for weekday in changed
            if week[weekday].kind != HoursKind.UNKNOWN
            for opens, closes in week[weekday].times
        )
        return changed

    @property
    def other_days(self) -> tuple[OtherDays, ...]:
        """Days with hours of their own; of the prefetched exceptions, those to come."""
        return opening_hours.others_of(self.exceptions.all())


def phone_or_none(text: str) -> PhoneNumber | None:
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


class HoursExceptionQuerySet(models.QuerySet["HoursException"]):
    def of(self, services: "models.QuerySet[CareService]") -> Self:
        return self.filter(channel__service__in=services)

    def to_come(self, day: date | None = None) -> Self:
        """Those of this day and later; of yesterday too, whose night may not be over."""
        return self.filter(last_day__gte=(day or today()) - timedelta(days=1)).order_by("first_day", "opens_at")


@tracked()
class HoursException(models.Model):
    """Days on which a channel keeps other hours: Christmas, or a summer. Two blocks are two rows."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="exceptions", verbose_name="kanaal")
    first_day = models.DateField("van")
    last_day = models.DateField("tot en met")
    kind = models.CharField("soort", max_length=12, choices=HoursKind.choices)
    opens_at = models.TimeField("van", null=True, blank=True)
    closes_at = models.TimeField("tot", null=True, blank=True)
    note = models.CharField("reden", max_length=60, blank=True, help_text="Bijvoorbeeld: eerste kerstdag.")

    objects = HoursExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = "afwijkende openingstijd"
        verbose_name_plural = "afwijkende openingstijden"
        ordering = ["channel", "first_day", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="exception_ends_after_it_starts",
                violation_error_message="De laatste dag ligt voor de eerste. Kies een latere dag.",
            ),
            models.CheckConstraint(
                condition=Q(kind="open", opens_at__isnull=False, closes_at__isnull=False)
                | (~Q(kind="open") & Q(opens_at__isnull=True, closes_at__isnull=True)),
                name="only_an_open_exception_has_times",
                violation_error_message="Vul bij «open» twee tijden in, en bij de andere soorten geen.",
            ),
        ]

    def __str__(self) -> str:
        days = long_date(self.first_day)
        if self.last_day != self.first_day:
            days = f"{days} tot en met {long_date(self.last_day)}"
        return f"{days}: {self.note}" if self.note else days

    @property
    def text(self) -> str:
        """«gesloten», or from and up to."""
        if self.opens_at is None or self.closes_at is None:
            return self.get_kind_display()
        return Block(self.opens_at, self.closes_at).text
