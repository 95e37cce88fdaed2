"""Meetings of a body: what is on the agenda, who was there, what was laid down, and what was agreed to be done."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone

from network.constraints import says_something
from network.dates import today
from network.history import tracked
from network.policy import Permission, may
from partners.models.bodies import Body, BodyKind
from partners.models.register import Membership, Organisation

if TYPE_CHECKING:
    from network.models import Person


class PapersOfABody:
    """What the table of rights asks about a thing that belongs to a body."""

    @property
    def body_of_it(self) -> Body:
        raise NotImplementedError

    @property
    def chairs(self) -> frozenset[int]:
        return self.body_of_it.chairs

    @property
    def people(self) -> frozenset[int]:
        return self.body_of_it.people

    @property
    def organisations(self) -> frozenset[int]:
        return self.body_of_it.organisations

    @property
    def is_open(self) -> bool:
        return self.body_of_it.is_open

    @property
    def is_steering_group(self) -> bool:
        return self.body_of_it.is_steering_group


def bodies_whose_papers_are_for(person: "Person") -> "models.QuerySet[Body]":
    """The same as `meeting_papers_view` in the table of rights, for lists."""
    if may(person, Permission.MEETING_ADD):
        return Body.objects.all()
    own = Q(pk__in=Body.objects.with_a_seat_of(person).values("pk"))
    if may(person, Permission.OVERVIEW_VIEW):
        own |= Q(is_open=True)
    if may(person, Permission.REPORT_RECEIVE):
        own |= Q(kind=BodyKind.STEERING_GROUP)
    return Body.objects.filter(own)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, person: "Person") -> Self:
        return self if may(person, Permission.MEETING_VIEW) else self.none()

    def with_papers_for(self, person: "Person") -> Self:
        """Of which the person may read agenda, documents and minutes."""
        return self.filter(body__in=bodies_whose_papers_are_for(person).values("pk"))

    def planned(self) -> Self:
        return self.filter(cancelled_on__isnull=True)

    def coming(self, moment: datetime | None = None) -> Self:
        """Not over yet, the first one first."""
        return self.filter(ends_at__gte=moment or timezone.now()).order_by("starts_at", "pk")

    def past(self, moment: datetime | None = None) -> Self:
        """Over, the last one first."""
        return self.filter(ends_at__lt=moment or timezone.now()).order_by("-starts_at", "-pk")

    def between(self, first: date, last: date) -> Self:
        return self.filter(starts_at__date__gte=first, starts_at__date__lte=last)

    def regional_days(self) -> Self:
        return self.filter(body__kind=BodyKind.REGIONAL_DAY)


@tracked()
class Meeting(PapersOfABody, models.Model):
    """One time that a body comes together. Its texts are casework: never a person."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name="overleg")
    theme = models.CharField("thema", max_length=150, blank=True)
    starts_at = models.DateTimeField("begint op")
    ends_at = models.DateTimeField("eindigt op")
    place = models.CharField("plaats", max_length=150, blank=True)
    cancelled_on = models.DateField("afgelast op", null=True, blank=True)

    minutes = models.TextField("verslag", blank=True)
    minutes_settled_on = models.DateField("verslag vastgesteld op", null=True, blank=True)

    # Of a regio-dag, afterwards: how it went, in numbers.
    participants = models.PositiveIntegerField("aantal deelnemers", null=True, blank=True)
    numbers = models.TextField("de dag in cijfers", blank=True)
    version = models.PositiveIntegerField("versie", default=1, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "bijeenkomst"
        verbose_name_plural = "bijeenkomsten"
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_meeting_ends_after_it_starts",
                violation_error_message="Het overleg eindigt voordat het begint. Kies een latere eindtijd.",
            ),
            models.UniqueConstraint(
                fields=["body", "starts_at"],
                condition=Q(cancelled_on__isnull=True),
                name="one_meeting_of_a_body_at_a_time",
                violation_error_message="Dit overleg staat er al op deze dag en tijd. Open het bestaande.",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="meeting_by_moment")]

    def __str__(self) -> str:
        return f"{self.body}: {self.theme}" if self.theme else str(self.body)

    def get_absolute_url(self) -> str:
        return reverse("partners:meeting-detail", args=[self.pk])

    @property
    def body_of_it(self) -> Body:
        return self.body

    @property
    def day(self) -> date:
        """The day it starts, as the region's clocks have it."""
        return timezone.localdate(self.starts_at)

    @property
    def is_over(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_on is not None

    @property
    def is_regional_day(self) -> bool:
        return self.body.kind == BodyKind.REGIONAL_DAY


class AgendaItemKind(models.TextChoices):
    INFORM = "inform", "ter informatie"
    DISCUSS = "discuss", "ter bespreking"
    DECIDE = "decide", "ter besluitvorming"
    PROGRAMME = "programme", "programma"


@tracked()
class AgendaItem(PapersOfABody, models.Model):
    """A point on the agenda, or a part of the programme of a regio-dag."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name="bijeenkomst")
    position = models.PositiveSmallIntegerField("volgorde", default=1)
    starts = models.TimeField("tijd", null=True, blank=True)
    title = models.CharField("onderwerp", max_length=200)
    explanation = models.TextField("toelichting", blank=True)
    kind = models.CharField("soort", max_length=10, choices=AgendaItemKind.choices, default=AgendaItemKind.DISCUSS)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ingebracht door"
    )
    bottleneck = models.ForeignKey(
        "partners.Bottleneck",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name="knelpunt",
    )

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["meeting", "position", "pk"]
        constraints = [
            says_something(
                "an_agenda_item_says_what_it_is_about",
                field="title",
                message="Het onderwerp ontbreekt. Schrijf in een paar woorden waar het agendapunt over gaat.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def body_of_it(self) -> Body:
        return self.meeting.body


class Presence(models.TextChoices):
    PRESENT = "present", "aanwezig"
    EXCUSED = "excused", "afgemeld"
    ABSENT = "absent", "afwezig"


@tracked()
class Attendance(models.Model):
    """Whether a partner was there. Of organisations only: who came is nobody's business."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance", verbose_name="bijeenkomst")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="attendance", verbose_name="organisatie"
    )
    presence = models.CharField("aanwezigheid", max_length=10, choices=Presence.choices)

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheid"
        ordering = ["meeting", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                name="one_presence_of_a_partner_at_a_meeting",
                violation_error_message="De aanwezigheid van deze organisatie staat er al. Pas de bestaande aan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_presence_display()}"


@tracked()
class SignUp(models.Model):
    """With how many a partner comes to a regio-dag: a number, never names."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sign_ups", verbose_name="regio-dag")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="sign_ups", verbose_name="organisatie")
    people = models.PositiveSmallIntegerField("aantal personen")

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering = ["meeting", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "organisation"],
                name="one_sign_up_of_a_partner",
                violation_error_message="Deze organisatie is al aangemeld. Pas het aantal personen aan.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.people}"


class MeetingDocumentQuerySet(models.QuerySet["MeetingDocument"]):
    def visible_to(self, person: "Person") -> Self:
        return self.filter(meeting__body__in=bodies_whose_papers_are_for(person).values("pk"))


@tracked()
class MeetingDocument(PapersOfABody, models.Model):
    """A file for a meeting. Served by the portal only."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="documents", verbose_name="bijeenkomst")
    title = models.CharField("titel", max_length=150)
    file = models.FileField("bestand", upload_to="overleg/")
    file_name = models.CharField("naam van het bestand", max_length=120)
    size = models.PositiveIntegerField("aantal bytes", default=0)
    sha256 = models.CharField("controlegetal", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="geplaatst door"
    )
    uploaded_at = models.DateTimeField("geplaatst op", auto_now_add=True)

    objects = MeetingDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "vergaderstuk"
        verbose_name_plural = "vergaderstukken"
        ordering = ["meeting", "pk"]
        constraints = [
            says_something(
                "a_paper_of_a_meeting_has_a_title",
                field="title",
                message="De titel ontbreekt. Schrijf in een paar woorden wat voor stuk dit is.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is downloaded."""
        return reverse("partners:meeting-document", args=[self.pk])

    @property
    def body_of_it(self) -> Body:
        return self.meeting.body


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, person: "Person") -> Self:
        """What was decided is for the whole network."""
        return self if may(person, Permission.DECISION_VIEW) else self.none()

    def between(self, first: date, last: date) -> Self:
        return self.filter(decided_on__gte=first, decided_on__lte=last)

    def newest_first(self) -> Self:
        return self.select_related("body", "meeting").order_by("-year", "-sequence")


@tracked()
class Decision(PapersOfABody, models.Model):
    """What a body decided, with a number that is never used again: «2026-003»."""

    year = models.PositiveSmallIntegerField("jaar", editable=False)
    sequence = models.PositiveSmallIntegerField("volgnummer", editable=False)
    decided_on = models.DateField("besloten op", default=today)
    title = models.CharField("besluit", max_length=200)
    text = models.TextField("toelichting", blank=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", verbose_name="genomen door")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="in de bijeenkomst"
    )
    bottleneck = models.ForeignKey(
        "partners.Bottleneck",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="over knelpunt",
    )
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True)
    carried_out_on = models.DateField("uitgevoerd op", null=True, blank=True)
    version = models.PositiveIntegerField("versie", default=1, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering = ["-year", "-sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "sequence"],
                name="one_decision_per_number",
                violation_error_message="Er is al een besluit met dit nummer. Sla het nog een keer op.",
            ),
            models.CheckConstraint(
                condition=Q(year=ExtractYear("decided_on")),
                name="a_decision_has_a_number_of_its_own_year",
                violation_error_message="Het nummer hoort bij een ander jaar dan de datum. Kies een dag in dat jaar.",
            ),
            models.CheckConstraint(
                condition=Q(carried_out_on__isnull=True)
                | Q(carried_out_on__gte=F("decided_on"), withdrawn_on__isnull=True),
                name="a_decision_is_carried_out_after_it_was_taken",
                violation_error_message="Uitvoeren kan pas na het besluit, en niet als het is ingetrokken.",
            ),
            says_something(
                "a_decision_says_what_was_decided",
                field="title",
                message="Het besluit ontbreekt. Schrijf in een paar woorden wat er besloten is.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("partners:decision-detail", args=[self.pk])

    @property
    def number(self) -> str:
        """2026-003"""
        return f"{self.year}-{self.sequence:03d}"

    @property
    def body_of_it(self) -> Body:
        return self.body


class ActionPointQuerySet(models.QuerySet["ActionPoint"]):
    def visible_to(self, person: "Person") -> Self:
        """Of bodies whose papers the person may read, and those that the person or the own partner has to do."""
        if not may(person, Permission.OVERVIEW_VIEW):
            return self.none()
        own = Q(person=person.pk) | Q(organisation__in=person.editor_of)
        return self.filter(own | Q(body__in=bodies_whose_papers_are_for(person).values("pk")))

    def open(self) -> Self:
        return self.filter(done_on__isnull=True)

    def late(self, day: date | None = None) -> Self:
        """Open, and its last day is over."""
        return self.open().filter(due_on__lt=day or today())

    def to_do_for(self, person: "Person", day: date | None = None) -> Self:
        """What stands on somebody's name, and of a partner whose data the person keeps what names nobody who is still
        there.
        """
        still_there = Membership.objects.on(day).filter(
            person=OuterRef("person"), organisation=OuterRef("organisation"), person__is_active=True
        )
        of_nobody = Q(person__isnull=True) | ~Exists(still_there)
        return self.open().filter(Q(person=person.pk) | (of_nobody & Q(organisation__in=person.editor_of)))

    def in_order(self) -> Self:
        """What still has to be done first, by date."""
        return self.select_related("organisation", "person", "meeting", "body").order_by(
            F("done_on").desc(nulls_first=True), "due_on", "pk"
        )


@tracked()
class ActionPoint(PapersOfABody, models.Model):
    """What a partner, or somebody of it, promised to do before a day."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="action_points", verbose_name="overleg")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="action_points", verbose_name="uit de bijeenkomst"
    )
    title = models.CharField("wat er gebeurt", max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="action_points", verbose_name="wie het doet"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="action_points",
        verbose_name="persoon",
    )
    due_on = models.DateField("klaar op")
    done_on = models.DateField("gedaan op", null=True, blank=True)
    note = models.TextField("toelichting", blank=True)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        verbose_name = "actiepunt"
        verbose_name_plural = "actiepunten"
        ordering = ["due_on", "pk"]
        constraints = [
            says_something(
                "an_action_point_says_what_will_be_done",
                field="title",
                message="Het actiepunt ontbreekt. Schrijf in een paar woorden wat er gebeurt.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:actionpoint-edit", args=[self.pk])

    @property
    def body_of_it(self) -> Body:
        return self.body

    def is_late(self, on: date) -> bool:
        """Not on the day itself, the day after it is."""
        return self.done_on is None and self.due_on < on
