"""Documents of agreements, and who may read them."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from network.history import tracked
from network.policy import Permission, may
from partners.models.agreements import Agreement, AgreementVersion, of_insider

if TYPE_CHECKING:
    from network.models import Person


class DocumentAccess(models.TextChoices):
    """Who may read a document, from many to few."""

    PUBLIC = "public", "openbaar"
    MEMBERS = "members", "leden van het netwerk"
    CONFIDENTIAL = "confidential", "vertrouwelijk: de partijen en de regiocoördinator"


class AgreementDocumentQuerySet(models.QuerySet["AgreementDocument"]):
    def visible_to(self, person: "Person") -> Self:
        """Of agreements that the person sees; a confidential one only for the coordinator, keeper and parties."""
        visible = self.filter(version__agreement__in=Agreement.objects.visible_to(person).values("pk"))
        if may(person, Permission.AGREEMENT_MANAGE):
            return visible
        open_to_members = ~Q(access=DocumentAccess.CONFIDENTIAL)
        return visible.filter(open_to_members | Q(version__agreement__in=of_insider(person)))


@tracked()
class AgreementDocument(models.Model):
    """A file that belongs to a version of an agreement, such as the signed text. Served by the portal only."""

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="documents", verbose_name="versie")
    title = models.CharField("titel", max_length=150)
    access = models.CharField(
        "wie mag het lezen", max_length=12, choices=DocumentAccess.choices, default=DocumentAccess.CONFIDENTIAL
    )
    file = models.FileField("bestand", upload_to="overeenkomsten/")
    file_name = models.CharField("naam van het bestand", max_length=120)
    size = models.PositiveIntegerField("aantal bytes", default=0)
    sha256 = models.CharField("controlegetal", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="geplaatst door"
    )
    uploaded_at = models.DateTimeField("geplaatst op", auto_now_add=True)

    objects = AgreementDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document bij een overeenkomst"
        verbose_name_plural = "documenten bij overeenkomsten"
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is downloaded."""
        return reverse("partners:document-download", args=[self.pk])

    @property
    def is_open_to_members(self) -> bool:
        return self.access != DocumentAccess.CONFIDENTIAL and self.version.agreement.is_open_to_members

    @property
    def insiders(self) -> frozenset[int]:
        return self.version.agreement.insiders

    @property
    def insider_municipalities(self) -> frozenset[int]:
        return self.version.agreement.insider_municipalities
