"""National lines, whose numbers stand here and nowhere else."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from network.dates import today
from network.history import tracked
from network.phones import PhoneNumber
from network.policy import Permission, may
from partners.models.directory import CONFIRMED_FOR
from partners.models.service_words import EMERGENCY_NUMBER, Audience
from partners.models.ways import phone_or_none

if TYPE_CHECKING:
    from network.models import Person


class HelpLineQuerySet(models.QuerySet["HelpLine"]):
    def shown(self) -> Self:
        return self.filter(is_shown=True)

    def first_to_call(self) -> Self:
        """Those that stand above everything else, the emergency number first."""
        return self.filter(is_first=True)

    def for_audience(self, audience: Audience) -> Self:
        return self.filter(audiences__contains=[audience])

    def visible_to(self, person: "Person") -> Self:
        """All for who keeps them; the other members see what visitors see."""
        if may(person, Permission.HELP_LINE_EDIT):
            return self
        return self.shown() if may(person, Permission.SERVICE_LIST) else self.none()

    def not_recently_confirmed(self, day: date | None = None) -> Self:
        limit = (day or today()) - CONFIRMED_FOR
        return self.filter(Q(last_verified_on__isnull=True) | Q(last_verified_on__lt=limit))


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
    def is_recently_confirmed(self) -> bool:
        return self.last_verified_on is not None and self.last_verified_on >= today() - CONFIRMED_FOR

    @property
    def phone(self) -> PhoneNumber | None:
        return phone_or_none(self.number) if self.number else None

    @property
    def heading(self) -> str:
        """What stands above the number; the emergency number needs no name, but says when to call."""
        return self.for_whom if self.number == EMERGENCY_NUMBER else self.name

    @property
    def note(self) -> str:
        if self.number == EMERGENCY_NUMBER:
            return f"{self.costs.capitalize()}." if self.costs else ""
        return self.details

    @property
    def details(self) -> str:
        """Dag en nacht, gratis. Voor wie met iemand wil praten."""
        facts = ", ".join(fact for fact in (self.hours, self.costs) if fact)
        sentences = [text[0].upper() + text[1:].removesuffix(".") for text in (facts, self.for_whom) if text]
        return " ".join(sentence if sentence.endswith("?") else f"{sentence}." for sentence in sentences)
