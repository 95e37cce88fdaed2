"""What a partner changes in its own profile and waits for the coordinator, since others rely on the old values."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from network.history import tracked
from network.labels import nobody_is_labelled
from network.policy import Permission, may
from partners.models.decisions import Decidable, RequestStatus, waits_until_it_is_decided
from partners.models.register import ContactKind, Organisation

if TYPE_CHECKING:
    from network.models import Person


class ProfileField(models.TextChoices):
    """What others act on: a wrong name, number or address sends somebody the wrong way. Values are names of fields."""

    NAME = "name", "de naam"
    SHORT_NAME = "short_name", "de korte naam"
    KVK_NUMBER = "kvk_number", "het KvK-nummer"
    PHONE = "phone", "het algemene telefoonnummer"
    EMAIL = "email", "het algemene e-mailadres"
    WEBSITE = "website", "de website"


class ProfileChangeQuerySet(models.QuerySet["ProfileChange"]):
    def waiting(self) -> Self:
        return self.filter(status=RequestStatus.WAITING)

    def with_names(self) -> Self:
        return self.select_related("organisation", "asked_by", "decided_by")

    def visible_to(self, person: "Person") -> Self:
        """Everybody's for who decides, the own organisation's for its editors."""
        if may(person, Permission.PROFILE_CHANGE_DECIDE):
            return self
        return self.filter(organisation__in=person.editor_of)


@tracked()
class ProfileChange(Decidable):
    """A change of the profile that waits for the coordinator, while everybody still sees the old value."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="profile_changes", verbose_name="organisatie"
    )
    field = models.CharField("gegeven", max_length=20, choices=ProfileField.choices)
    old_value = models.CharField("nu", max_length=250, blank=True)
    new_value = models.CharField("straks", max_length=250, blank=True)

    objects = ProfileChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging van een profiel"
        verbose_name_plural = "wijzigingen van profielen"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "field"],
                condition=Q(status="waiting"),
                name="one_waiting_profile_change_per_field",
                violation_error_message="Er wacht al een wijziging van dit gegeven op beoordeling.",
            ),
            waits_until_it_is_decided("a_profile_change_waits_until_it_is_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.old_text} wordt {self.new_text}"

    @property
    def old_text(self) -> str:
        return self.old_value or "niet ingevuld"

    @property
    def new_text(self) -> str:
        return self.new_value or "niet ingevuld"


class ContactRequestQuerySet(models.QuerySet["ContactRequest"]):
    def waiting(self) -> Self:
        return self.filter(status=RequestStatus.WAITING)

    def with_names(self) -> Self:
        return self.select_related("organisation", "asked_by", "decided_by")

    def visible_to(self, person: "Person") -> Self:
        if may(person, Permission.PROFILE_CHANGE_DECIDE):
            return self
        return self.filter(organisation__in=person.editor_of)


@tracked(exclude=["name", "email", "phone", "function"])
class ContactRequest(Decidable):
    """A colleague whom an editor would like to have listed. Who it is, is kept only until it is decided."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contact_requests", verbose_name="organisatie"
    )
    name = models.CharField("naam", max_length=150, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoonnummer", max_length=40, blank=True)
    function = models.CharField("functie", max_length=100, blank=True)
    contact_kind = models.CharField("waarvoor", max_length=20, choices=ContactKind.choices, default=ContactKind.CONTACT)
    listed_since = models.DateField("toestemming om te tonen, sinds", null=True, blank=True)

    objects = ContactRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "nieuwe contactpersoon"
        verbose_name_plural = "nieuwe contactpersonen"
        ordering = ["asked_at"]
        constraints = [
            waits_until_it_is_decided("a_contact_request_waits_until_it_is_decided"),
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(name="", email="", phone="", function=""),
                name="a_decided_contact_request_names_nobody",
                violation_error_message="Na het besluit staat de persoon in het register, en niet meer in het verzoek.",
            ),
            nobody_is_labelled("no_contact_carries_the_label_of_an_expert_by_experience", fields=("function",)),
        ]

    def __str__(self) -> str:
        return f"{self.get_contact_kind_display()} van {self.organisation}"
