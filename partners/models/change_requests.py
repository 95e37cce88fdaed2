"""Changes of risky fields, which wait for the coordinator."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from network.dutch import long_date
from network.history import tracked
from network.policy import Permission, may
from partners.models.decisions import Decidable, RequestStatus, waits_until_it_is_decided
from partners.models.service_words import Audience
from partners.models.ways import Visibility, phone_or_none

if TYPE_CHECKING:
    from network.models import Person


class RiskyField(models.TextChoices):
    """A second pair of eyes looks first: a wrong number leads to nobody, and a shown address can't be taken back."""

    CLIENT_PHONE = "client_phone", "telefoon voor cliënten"
    PROFESSIONAL_PHONE = "professional_phone", "telefoon voor professionals"
    AUDIENCES = "audiences", "voor wie"
    VISIBILITY = "visibility", "wie het adres mag weten"


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    def waiting(self) -> Self:
        return self.filter(status=RequestStatus.WAITING)

    def with_names(self) -> Self:
        return self.select_related("service__organisation", "asked_by")

    def with_what_is_there_now(self) -> Self:
        """In the same few queries for any number of changes."""
        return self.with_names().select_related("channel").prefetch_related("service__channels", "service__locations")

    def visible_to(self, person: "Person") -> Self:
        """All for who decides, those of the own organisation for its editors."""
        if may(person, Permission.CHANGE_REQUEST_DECIDE):
            return self
        return self.filter(service__organisation__in=person.editor_of)


@tracked(exclude=["details"])
class ChangeRequest(Decidable):
    """A change of a risky field that waits for the coordinator, while everybody still sees the old value."""

    service = models.ForeignKey(
        "partners.CareService", models.CASCADE, related_name="change_requests", verbose_name="aanbod"
    )
    field = models.CharField("gegeven", max_length=20, choices=RiskyField.choices)
    # Which number it is about; without it the first one of its kind, which may still have to be made.
    channel = models.ForeignKey(
        "partners.Channel", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="kanaal"
    )
    old_value = models.CharField("nu", max_length=200, blank=True)
    new_value = models.CharField("straks", max_length=200, blank=True)
    # The place that will be shown, until it is decided. It never enters the history, and nothing keeps it afterwards.
    details = models.JSONField("adres dat wacht", default=dict, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "wijzigingsverzoek"
        verbose_name_plural = "wijzigingsverzoeken"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "field", "channel"],
                nulls_distinct=False,
                condition=Q(status="waiting"),
                name="one_waiting_change_per_field",
                violation_error_message="Er wacht al een wijziging van dit nummer op beoordeling.",
            ),
            waits_until_it_is_decided("a_change_waits_until_it_is_decided"),
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(details={}),
                name="a_decided_change_keeps_no_address",
                violation_error_message="Van een afgerond verzoek blijft geen adres bewaard.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.old_text} wordt {self.new_text}"

    @property
    def is_about_a_number(self) -> bool:
        return self.field in {RiskyField.CLIENT_PHONE, RiskyField.PROFESSIONAL_PHONE}

    @property
    def is_for_professionals(self) -> bool:
        return self.field == RiskyField.PROFESSIONAL_PHONE

    @property
    def tells_where(self) -> bool:
        """Whether it would give away where a place is that became secret."""
        phone = phone_or_none(self.new_value) if self.is_about_a_number else None
        return self.field == RiskyField.VISIBILITY or bool(phone and phone.has_area_code)

    @property
    def old_text(self) -> str:
        return self.in_words(self.old_value)

    @property
    def new_text(self) -> str:
        """Without the address that waits: this text comes in messages and lists."""
        return self.in_words(self.new_value)

    @property
    def value_now(self) -> str:
        """What everybody sees at this moment, written as `old_value` and `new_value` are."""
        if self.field == RiskyField.AUDIENCES:
            return ",".join(word for word in Audience.values if word in self.service.audiences)
        if self.field == RiskyField.VISIBILITY:
            return self.service.location.visibility if self.service.location else ""
        channel = self.channel or self.service.phone(for_professionals=self.is_for_professionals)
        return channel.value if channel else ""

    def in_words(self, value: str) -> str:
        if self.field == RiskyField.AUDIENCES:
            return ", ".join(str(Audience(word).label) for word in value.split(",") if word in Audience.values)
        if self.field == RiskyField.VISIBILITY:
            return str(Visibility(value).label) if value else "geen adres"
        return value or "geen nummer"

    @property
    def explanation(self) -> str:
        asked_on = long_date(timezone.localtime(self.asked_at).date())
        if not self.is_about_a_number:
            return (
                f"Op {asked_on} is een wijziging gevraagd van {self.get_field_display()}: {self.new_text}."
                f" Tot het is nagekeken blijft het voor iedereen: {self.old_text}."
            )
        return (
            f"Op {asked_on} is een nieuw nummer ingevuld bij {self.get_field_display()}: {self.new_text}."
            f" Tot het is nagekeken ziet iedereen het oude nummer: {self.old_text}."
        )
