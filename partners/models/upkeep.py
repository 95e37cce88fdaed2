"""How the sociale kaart is kept true: what was confirmed by whom, who was asked, and links that no longer work."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from network.dates import ends_after_it_starts, today
from network.history import tracked
from network.policy import Permission, may
from partners.models.service_words import Section

if TYPE_CHECKING:
    from network.models import Person

LINK_LASTS = timedelta(days=30)
FAILURES_TO_REPORT = 3  # a link that fails once may be one that is being repaired


@tracked()
class SectionCheck(models.Model):
    """What somebody last said of a part of an entry: it is right, or «weet ik niet»."""

    service = models.ForeignKey(
        "partners.CareService", models.CASCADE, related_name="section_checks", verbose_name="aanbod"
    )
    section = models.CharField("onderdeel", max_length=10, choices=Section.choices)
    is_known = models.BooleanField("klopt", default=True)  # False: «weet ik niet»
    checked_on = models.DateField("gecontroleerd op", default=today)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gecontroleerd door"
    )

    class Meta:
        verbose_name = "controle van een onderdeel"
        verbose_name_plural = "controles van onderdelen"
        ordering = ["service", "section"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "section"],
                name="one_check_per_section",
                violation_error_message="Dit onderdeel is al gecontroleerd.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}: {'klopt' if self.is_known else 'weet ik niet'}"


class ConfirmLinkQuerySet(models.QuerySet["ConfirmLink"]):
    def unanswered(self) -> Self:
        return self.filter(used_at__isnull=True)


@tracked(exclude=["digest"])
class ConfirmLink(models.Model):
    """A link in a reminder with which one person confirms one entry, once. Only a digest of its secret is kept."""

    service = models.ForeignKey(
        "partners.CareService", models.CASCADE, related_name="confirm_links", verbose_name="aanbod"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="confirm_links", verbose_name="aan wie"
    )
    digest = models.CharField("kenmerk", max_length=64, unique=True)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)
    used_at = models.DateTimeField("gebruikt op", null=True, blank=True)

    objects = ConfirmLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "bevestigingslink"
        verbose_name_plural = "bevestigingslinks"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"link voor {self.service}"

    @property
    def has_expired(self) -> bool:
        return timezone.now() > self.made_at + LINK_LASTS


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.CAMPAIGN_RUN) else self.none()

    def running(self, day: date | None = None) -> Self:
        on = day or today()
        return self.filter(starts_on__lte=on, ends_on__gte=on)


@tracked()
class Campaign(models.Model):
    """All partners look at all their entries in the same weeks: before the summer, and before Christmas."""

    title = models.CharField("naam", max_length=100, help_text="Bijvoorbeeld: voor de zomer van 2027.")
    message = models.TextField("bericht aan de partners", blank=True)
    starts_on = models.DateField("begint op")
    ends_on = models.DateField("klaar op")
    asked_at = models.DateTimeField("mail verstuurd op", null=True, blank=True, editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "controleronde"
        verbose_name_plural = "controlerondes"
        ordering = ["-starts_on"]
        constraints = [ends_after_it_starts("campaign_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_running(self) -> bool:
        return self.starts_on <= today() <= self.ends_on


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def broken(self) -> Self:
        return self.filter(failures__gte=FAILURES_TO_REPORT)


class LinkCheck(models.Model):
    """How often in a row an address on the web did not answer. No history: it is the portal's own notebook."""

    url = models.URLField("adres", max_length=200, unique=True)
    failures = models.PositiveSmallIntegerField("keer achter elkaar mislukt", default=0)
    problem = models.CharField("wat er gebeurde", max_length=100, blank=True)
    checked_at = models.DateTimeField("bezocht op", null=True, blank=True)
    reported_at = models.DateTimeField("gemeld op", null=True, blank=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "gecontroleerde link"
        verbose_name_plural = "gecontroleerde links"
        ordering = ["url"]
        indexes = [models.Index(fields=["failures"], condition=Q(failures__gte=1), name="links_that_fail")]

    def __str__(self) -> str:
        return self.url
