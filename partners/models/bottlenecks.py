"""What the work floor can't solve, on its way to who decides; and what casework taught, never with a person in it."""

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from network.constraints import says_something
from network.dates import today
from network.history import tracked
from network.policy import Permission, may
from partners.models.bodies import Body
from partners.models.chain import ChainLink
from partners.models.meetings import Decision, Meeting, PapersOfABody
from partners.models.register import Organisation

if TYPE_CHECKING:
    from network.models import Person


class Origin(models.TextChoices):
    """Where something came up."""

    CASEWORK = "casework", "casuïstiekoverleg"
    MEETING = "meeting", "ander overleg"
    REGIONAL_DAY = "regional_day", "regio-dag"
    PARTNER = "partner", "een partner"


class BottleneckStatus(models.TextChoices):
    OPEN = "open", "in behandeling"
    ESCALATED = "escalated", "geëscaleerd"
    DECIDED = "decided", "besloten"
    CLOSED = "closed", "afgerond"


Rows = TypeVar("Rows", bound=models.QuerySet[Any])


def _with_every_word(rows: Rows, words: str, *fields: str) -> Rows:
    for word in words.split():
        rows = rows.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)))
    return rows


class BottleneckQuerySet(models.QuerySet["Bottleneck"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.BOTTLENECK_VIEW) else self.none()

    def not_closed(self) -> Self:
        return self.exclude(status=BottleneckStatus.CLOSED)

    def escalated(self) -> Self:
        """Waiting for a decision."""
        return self.filter(status=BottleneckStatus.ESCALATED)

    def matching(self, words: str) -> Self:
        """Every word stands in its own words or in the name of who raised it."""
        return _with_every_word(self, words, "title", "description", "asked", "outcome", "organisation__name")

    def with_last_move(self) -> Self:
        """Adds `since`: the day on which it came to where it lies now."""
        moves = BottleneckStep.objects.filter(bottleneck=OuterRef("pk"), kind__in=_MOVES)
        last = Subquery(moves.order_by("-happened_on", "-pk").values("happened_on")[:1])
        return self.annotate(since=Coalesce(last, F("raised_on")))

    def escalated_before(self, day: date) -> Self:
        """Waiting for a decision since before that day."""
        return self.escalated().with_last_move().filter(Q(since__lt=day))

    def in_order(self) -> Self:
        return self.select_related("body", "organisation", "chain_link").order_by("raised_on", "pk")


@tracked()
class Bottleneck(PapersOfABody, models.Model):
    """A knelpunt: werkgroep → kerngroep → stuurgroep → decision → what changed."""

    title = models.CharField("knelpunt", max_length=200)
    description = models.TextField("wat er knelt")
    asked = models.TextField("gevraagd besluit", blank=True)
    origin = models.CharField("komt uit", max_length=15, choices=Origin.choices, default=Origin.CASEWORK)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="bottlenecks", verbose_name="bijeenkomst"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="bottlenecks", verbose_name="ingebracht door"
    )
    chain_link = models.ForeignKey(
        ChainLink, models.SET_NULL, null=True, blank=True, related_name="bottlenecks", verbose_name="ketenschakel"
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="bottlenecks", verbose_name="ligt nu bij")
    status = models.CharField("status", max_length=10, choices=BottleneckStatus.choices, default=BottleneckStatus.OPEN)
    raised_on = models.DateField("ingebracht op", default=today)
    closed_on = models.DateField("afgerond op", null=True, blank=True)
    outcome = models.TextField("wat er veranderde", blank=True)
    version = models.PositiveIntegerField("versie", default=1, editable=False)

    objects = BottleneckQuerySet.as_manager()
    since: date

    class Meta:
        verbose_name = "knelpunt"
        verbose_name_plural = "knelpunten"
        ordering = ["raised_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False)
                | (~Q(status="closed") & Q(closed_on__isnull=True)),
                name="a_closed_bottleneck_has_its_day",
                violation_error_message="Een afgerond knelpunt heeft een datum; een ander knelpunt niet.",
            ),
            says_something(
                "a_bottleneck_says_what_it_is_about",
                field="title",
                message="Het knelpunt ontbreekt. Schrijf in een paar woorden wat er knelt.",
            ),
            says_something(
                "a_bottleneck_says_what_is_stuck",
                field="description",
                message="Wat er knelt, ontbreekt. Beschrijf het zonder personen.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:bottleneck-detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.status == BottleneckStatus.CLOSED

    @property
    def body_of_it(self) -> Body:
        return self.body


class StepKind(models.TextChoices):
    RAISED = "raised", "ingebracht"
    ESCALATED = "escalated", "geëscaleerd"
    DECIDED = "decided", "besloten"
    RETURNED = "returned", "teruggelegd"
    CLOSED = "closed", "afgerond"


# After these it lies somewhere else, or begins to lie there.
_MOVES = (StepKind.RAISED, StepKind.ESCALATED, StepKind.RETURNED)


@tracked()
class BottleneckStep(models.Model):
    """One step of a bottleneck, with its day: a signal may be written down days after it came up."""

    bottleneck = models.ForeignKey(Bottleneck, models.CASCADE, related_name="steps", verbose_name="knelpunt")
    kind = models.CharField("stap", max_length=10, choices=StepKind.choices)
    happened_on = models.DateField("op", default=today)
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name="ligt daarna bij")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="steps", verbose_name="besluit"
    )
    note = models.TextField("toelichting", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="vastgelegd door"
    )
    recorded_at = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name = "stap van een knelpunt"
        verbose_name_plural = "stappen van knelpunten"
        ordering = ["bottleneck", "happened_on", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()


class LessonStatus(models.TextChoices):
    NEW = "new", "nog op te pakken"
    TAKEN_UP = "taken_up", "opgepakt"
    SET_ASIDE = "set_aside", "niet opgepakt"


class LessonQuerySet(models.QuerySet["Lesson"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.LESSON_VIEW) else self.none()

    def to_take_up(self) -> Self:
        return self.filter(status=LessonStatus.NEW)

    def matching(self, words: str) -> Self:
        """Every word stands in its own words or in the name of who brought it in."""
        return _with_every_word(self, words, "title", "text", "settled_because", "organisation__name")

    def newest_first(self) -> Self:
        return self.select_related("meeting__body", "organisation", "chain_link").order_by("-noted_on", "-pk")


@tracked()
class Lesson(models.Model):
    """A verbeterpunt from casework, a meeting or a regio-dag. Never a person, never the case itself."""

    title = models.CharField("verbeterpunt", max_length=200)
    text = models.TextField("toelichting", blank=True)
    origin = models.CharField("komt uit", max_length=15, choices=Origin.choices, default=Origin.CASEWORK)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="lessons", verbose_name="bijeenkomst"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="lessons", verbose_name="ingebracht door"
    )
    chain_link = models.ForeignKey(
        ChainLink, models.SET_NULL, null=True, blank=True, related_name="lessons", verbose_name="ketenschakel"
    )
    noted_on = models.DateField("genoteerd op", default=today)
    status = models.CharField("status", max_length=10, choices=LessonStatus.choices, default=LessonStatus.NEW)
    settled_on = models.DateField("opgepakt of weggelegd op", null=True, blank=True)
    settled_because = models.TextField("wat er mee gebeurt", blank=True)
    version = models.PositiveIntegerField("versie", default=1, editable=False)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = "verbeterpunt"
        verbose_name_plural = "verbeterpunten"
        ordering = ["-noted_on", "-pk"]
        constraints = [
            says_something(
                "a_lesson_says_what_can_be_better",
                field="title",
                message="Het verbeterpunt ontbreekt. Schrijf in een paar woorden wat er beter kan.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:lesson-detail", args=[self.pk])

    @property
    def is_new(self) -> bool:
        return self.status == LessonStatus.NEW
