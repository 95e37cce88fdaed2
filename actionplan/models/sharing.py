"""Where an action came from, and what it brought that others may hear of."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from actionplan.models.actions import Action
from actionplan.models.scan import ScanAnswer
from network.constraints import says_something
from network.dates import today
from network.history import tracked
from network.policy import Permission, may
from partners.models import AgendaItem, Bottleneck, Decision, Lesson, Organisation

if TYPE_CHECKING:
    from network.models import Person


class SuccessQuerySet(models.QuerySet["Success"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.ACTION_VIEW) else self.none()

    def for_the_report(self) -> Self:
        """Those that the coordinator picked."""
        return self.filter(is_in_report=True).select_related("action__lead_organisation")

    def newest_first(self) -> Self:
        near = self.select_related("action__lead_organisation", "action__plan", "agenda_item__meeting__body")
        return near.prefetch_related("action_origins__action").order_by("-happened_on", "-pk")


@tracked()
class Success(models.Model):
    """What went well in an action: «deel en vier succes» (landelijke bouwstenen, bouwsteen 3)."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="successes", verbose_name="actie")
    title = models.CharField("succes", max_length=200)
    text = models.TextField("wat er lukte", blank=True)
    happened_on = models.DateField("wanneer", default=today)
    is_in_report = models.BooleanField("in de voortgangsrapportage", default=False)
    agenda_item = models.OneToOneField(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="success", verbose_name="in het programma"
    )
    version = models.PositiveIntegerField("versie", default=1, editable=False)

    objects = SuccessQuerySet.as_manager()

    class Meta:
        verbose_name = "succes"
        verbose_name_plural = "successen"
        ordering = ["-happened_on", "-pk"]
        constraints = [
            says_something(
                "a_success_says_what_went_well",
                field="title",
                message="Het succes ontbreekt. Schrijf in een paar woorden wat er lukte.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('actionplan:action-detail', args=[self.action_id])}#succes-{self.pk}"

    @property
    def lead_organisation(self) -> Organisation:
        """Who may tell of it is who may report on its action."""
        return self.action.lead_organisation

    @property
    def lead_organisation_id(self) -> int:
        return self.action.lead_organisation_id


ORIGINS = ("lesson", "bottleneck", "decision", "success", "scan_answer")


def _one_of(names: tuple[str, ...]) -> Q:
    """Exactly one of these points to something."""
    one = Q()
    for name in names:
        one |= Q(**{f"{other}__isnull": other != name for other in names})
    return one


@tracked()
class ActionOrigin(models.Model):
    """The lesson, bottleneck, decision, success or gap in the scan that an action follows from: one of them per row."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="origins", verbose_name="actie")
    lesson = models.ForeignKey(
        Lesson, models.PROTECT, null=True, blank=True, related_name="action_origins", verbose_name="verbeterpunt"
    )
    bottleneck = models.ForeignKey(
        Bottleneck, models.PROTECT, null=True, blank=True, related_name="action_origins", verbose_name="knelpunt"
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="action_origins", verbose_name="besluit"
    )
    success = models.ForeignKey(
        Success, models.CASCADE, null=True, blank=True, related_name="action_origins", verbose_name="succes"
    )
    scan_answer = models.ForeignKey(
        ScanAnswer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_origins",
        verbose_name="punt uit de scan",
    )

    class Meta:
        verbose_name = "herkomst van een actie"
        verbose_name_plural = "herkomst van acties"
        ordering = ["action", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=_one_of(ORIGINS),
                name="an_action_follows_from_one_thing_per_row",
                violation_error_message="Kies één verbeterpunt, knelpunt, besluit, succes of punt uit de scan.",
            ),
            *(
                models.UniqueConstraint(
                    fields=["action", name],
                    name=f"one_link_of_an_action_with_a_{name}",
                    violation_error_message="Deze actie is hier al aan gekoppeld.",
                )
                for name in ORIGINS
            ),
        ]

    def __str__(self) -> str:
        return str(self.lesson or self.bottleneck or self.decision or self.success or self.scan_answer)
