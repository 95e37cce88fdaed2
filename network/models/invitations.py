"""How somebody gets an account, and gets back in."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from network.history import tracked


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Neither accepted, withdrawn nor expired. Whether its person still belongs to the network is asked on use."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=timezone.now())


@tracked(exclude=["token_digest"])
class Invitation(models.Model):
    """A letter to one person at one address: who opens it there, and in time, may choose how to sign in; once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations", verbose_name="persoon"
    )
    email = models.EmailField("aan", max_length=254, help_text="Het adres van toen. Wijzigt het, dan vervalt de brief.")
    # The token itself stands in the mail only. Empty until the mail is made.
    token_digest = models.CharField("vingerafdruk van de link", max_length=64, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="door"
    )

    created_at = models.DateTimeField("uitgenodigd op", default=timezone.now)
    expires_at = models.DateTimeField("verloopt op")
    accepted_at = models.DateTimeField("aangenomen op", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="an_invitation_has_a_link_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="an_accepted_invitation_is_not_withdrawn",
                violation_error_message="Deze uitnodiging is al aangenomen en kan niet meer worden ingetrokken.",
            ),
        ]

    def __str__(self) -> str:
        return f"uitnodiging van {timezone.localdate(self.created_at):%d-%m-%Y}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()


class SecondFactorResetQuerySet(models.QuerySet["SecondFactorReset"]):
    def waiting(self) -> Self:
        return self.filter(done_at__isnull=True, refused_at__isnull=True)


@tracked()
class SecondFactorReset(models.Model):
    """Somebody lost the second step: one person asks to clear it, another approves."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor_resets", verbose_name="persoon"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gevraagd door"
    )
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="akkoord van"
    )
    approved_at = models.DateTimeField("akkoord op", null=True, blank=True)
    not_before = models.DateTimeField("niet eerder dan", null=True, blank=True)
    done_at = models.DateTimeField("uitgevoerd op", null=True, blank=True)
    refused_at = models.DateTimeField("afgewezen op", null=True, blank=True)

    objects = SecondFactorResetQuerySet.as_manager()

    class Meta:
        verbose_name = "nieuwe tweede stap"
        verbose_name_plural = "nieuwe tweede stappen"
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")),
                name="a_second_factor_is_cleared_by_two_people",
                violation_error_message="Iemand anders dan de vrager geeft akkoord.",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(done_at__isnull=True, refused_at__isnull=True),
                name="one_reset_of_a_second_factor_at_a_time",
                violation_error_message="Voor deze persoon loopt al een aanvraag.",
            ),
        ]

    def __str__(self) -> str:
        return f"nieuwe tweede stap van {self.person}"

    @property
    def is_waiting(self) -> bool:
        return self.done_at is None and self.refused_at is None
