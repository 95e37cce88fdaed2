"""Changes of risky fields, which wait for the coordinator."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from network.dutch import long_date
from network.history import tracked
from network.policy import Permission, may
from partners.models.decisions import Decidable, RequestStatus, waits_until_it_is_decided

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
        return f"{self.get_field_display()}: {self.old_value or 'geen nummer'} wordt {self.new_value or 'geen nummer'}"

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
