"""What people say and show at an action. Two people who do so at once never stand in each other's way."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from actionplan.models.actions import Action
from network.constraints import says_something
from network.history import tracked
from network.policy import Permission, may

if TYPE_CHECKING:
    from network.models import Person


class ActionCommentQuerySet(models.QuerySet["ActionComment"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.ACTION_VIEW) else self.none()


@tracked(exclude=["text"])
class ActionComment(models.Model):
    """A remark at an action."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="comments", verbose_name="actie")
    text = models.TextField("opmerking", max_length=2000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="geschreven door"
    )
    written_at = models.DateTimeField("geschreven op", auto_now_add=True)

    objects = ActionCommentQuerySet.as_manager()

    class Meta:
        verbose_name = "opmerking bij een actie"
        verbose_name_plural = "opmerkingen bij acties"
        ordering = ["written_at", "pk"]
        constraints = [
            says_something(
                "a_comment_says_something", field="text", message="De opmerking is leeg. Schrijf wat u wilt zeggen."
            )
        ]

    def __str__(self) -> str:
        return f"Opmerking bij {self.action}"


class ActionDocumentQuerySet(models.QuerySet["ActionDocument"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.ACTION_VIEW) else self.none()


@tracked()
class ActionDocument(models.Model):
    """A file that shows what was done: bewijsstuk. Served by the portal only."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="documents", verbose_name="actie")
    title = models.CharField("titel", max_length=150)
    file = models.FileField("bestand", upload_to="acties/")
    file_name = models.CharField("naam van het bestand", max_length=120)
    size = models.PositiveIntegerField("aantal bytes", default=0)
    sha256 = models.CharField("controlegetal", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="geplaatst door"
    )
    uploaded_at = models.DateTimeField("geplaatst op", auto_now_add=True)

    objects = ActionDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "bewijsstuk van een actie"
        verbose_name_plural = "bewijsstukken van acties"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            says_something(
                "a_document_of_an_action_has_a_title",
                field="title",
                message="De titel ontbreekt. Schrijf in een paar woorden wat voor stuk dit is.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is downloaded."""
        return reverse("actionplan:action-document", args=[self.pk])
