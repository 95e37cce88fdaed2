"""One queue for every mail that reminds: what is due, and the mail it went out with."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

KEPT_FOR = timedelta(days=365)


class MailingState(models.TextChoices):
    WAITING = "waiting", "wacht"
    SENT = "sent", "verzonden"
    REFUSED = "refused", "geweigerd"
    GIVEN_UP = "given_up", "niet gelukt"
    WITHDRAWN = "withdrawn", "niet meer nodig"


class MailingQuerySet(models.QuerySet["Mailing"]):
    def ready(self) -> Self:
        """What may be tried now, oldest first."""
        return self.filter(state=MailingState.WAITING, try_again_at__lte=timezone.now()).order_by("pk")

    def with_names(self) -> Self:
        """With whom each goes to."""
        return self.select_related("person")

    def over_a_year_old(self) -> Self:
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)


class Mailing(models.Model):
    """One mail to one person: a link, and how many things wait behind it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailings", verbose_name="persoon"
    )
    kind = models.CharField("soort", max_length=40)
    # Only where a mail goes elsewhere, such as the notice to a former address. Emptied once it is sent.
    address = models.EmailField("ander adres", max_length=254, blank=True)
    created_at = models.DateTimeField("klaargezet op", default=timezone.now)

    state = models.CharField("stand", max_length=10, choices=MailingState.choices, default=MailingState.WAITING)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    try_again_at = models.DateTimeField("volgende poging", default=timezone.now)
    sent_at = models.DateTimeField("verzonden op", null=True, blank=True)
    # The answer code of the mail server only: its text repeats the address.
    problem = models.CharField("antwoord van de mailserver", max_length=20, blank=True)

    objects = MailingQuerySet.as_manager()

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mails"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["try_again_at"], condition=Q(state="waiting"), name="mail_that_waits")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="sent") & Q(sent_at__isnull=False)) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="a_sent_mail_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.get_state_display()}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def over_a_year_old(self) -> Self:
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)


class Notification(models.Model):
    """One thing that one person is told about, once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name="persoon"
    )
    # What it is about, without words of the record: kind, id and date, such as «milestone:12:2026-05-03».
    key = models.CharField("waarover", max_length=120)
    due_on = models.DateField("datum", null=True, blank=True)
    created_at = models.DateTimeField("opgemerkt op", default=timezone.now)
    mailing = models.ForeignKey(
        Mailing, models.SET_NULL, null=True, blank=True, related_name="notifications", verbose_name="mail"
    )

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="a_person_is_told_once")]

    def __str__(self) -> str:
        return self.key


class ScheduledRun(models.Model):
    """How far a job that runs by the clock has come, so that a run after a gap takes up what the gap left."""

    name = models.CharField("taak", max_length=60, unique=True)
    reached = models.DateTimeField("verwerkt tot en met")
    finished_at = models.DateTimeField("klaar op", default=timezone.now)

    class Meta:
        verbose_name = "geplande taak"
        verbose_name_plural = "geplande taken"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class HomeAddress(models.Model):
    """Where the portal of this database answers. A copy that runs elsewhere knows by it that it must not mail."""

    host = models.CharField("adres", max_length=255)
    noted_at = models.DateTimeField("vastgelegd op", auto_now=True)

    class Meta:
        verbose_name = "adres van het portaal"
        verbose_name_plural = "adressen van het portaal"

    def __str__(self) -> str:
        return self.host
