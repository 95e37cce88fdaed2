"""Where the network meets to decide and to work: stuurgroep, kerngroep, werkgroepen, and who has a seat."""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property

from network.dates import ValidForAWhile, ends_after_it_starts, today
from network.history import tracked
from network.labels import nobody_is_labelled
from network.models import MunicipalOffice, RoleGrant
from network.plain_words import alphabetical
from partners.models.register import Membership, Organisation

if TYPE_CHECKING:
    from network.models import Person


class BodyKind(models.TextChoices):
    """Kinds of bodies, after the landelijke bouwstenen (bouwsteen 2) and the plan of Gelderland-Zuid."""

    STEERING_GROUP = "steering_group", "stuurgroep"
    CORE_GROUP = "core_group", "kerngroep"
    BROAD_MEETING = "broad_meeting", "breed netwerkoverleg"
    WORKING_GROUP = "working_group", "werkgroep"
    PROJECT_GROUP = "project_group", "projectgroep"
    CASE_MEETING = "case_meeting", "casuïstiekoverleg"
    CHAIN_TEAM = "chain_team", "ketenregieteam"
    REGIONAL_DAY = "regional_day", "regio-dag"


# From the work floor to who decides: a bottleneck goes up this ladder, a step or more at a time.
_LEVELS = {BodyKind.CORE_GROUP: 2, BodyKind.STEERING_GROUP: 3}
WORK_FLOOR = 1


class BodyQuerySet(ValidForAWhile["Body"]):
    def in_order(self) -> Self:
        return self.order_by(alphabetical("name"), "pk")

    def not_over(self, day: date | None = None) -> Self:
        """Those that exist on that day or will: a meeting can be planned for them."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day or today()))

    def above(self, body: "Body") -> Self:
        """Bodies to which a bottleneck of this one can be escalated."""
        return self.filter(kind__in=[kind for kind in BodyKind if level_of(kind) > body.level])

    def with_a_seat_of(self, person: "Person", day: date | None = None) -> Self:
        """Where the person sits, or keeps the data of a partner whose seat names nobody."""
        return self.filter(pk__in=where_seated(person, day))

    def chaired_by(self, person: "Person", day: date | None = None) -> Self:
        return self.filter(pk__in=where_presiding(person, day))

    def with_seats(self, day: date | None = None) -> Self:
        """Adds `seats_now`: who has a seat on that day, and still is there to take it."""
        return self.prefetch_related(seats_ready("seats", day))


def seats_ready(way: str, day: date | None = None) -> "models.Prefetch[str, SeatQuerySet, str]":
    """What the table of rights asks of a body, for many at once; `way` leads to its seats, as `body__seats`."""
    return models.Prefetch(way, Seat.objects.on(day).still_taken(day).in_order(), "seats_now")


def where_seated(person: "Person", day: date | None = None) -> set[int]:
    return {body for body, _ in _own_seats(person, day)}


def where_presiding(person: "Person", day: date | None = None) -> set[int]:
    return {body for body, presides in _own_seats(person, day) if presides}


def _own_seats(person: "Person", day: date | None) -> list[tuple[int, bool]]:
    """The bodies in which the person has a seat, and whether that is the chair's.

    Asked once for a person and a day: lists of papers and half of «Mijn overzicht» begin with it, and inside each of
    their queries it would cost more than all the rest.
    """
    key = ("own seats", day := day or today())
    if key not in person.answers:
        person.answers[key] = list(_seats_of(person, day)) if person.is_in_the_network else []
    seats: list[tuple[int, bool]] = person.answers[key]
    return seats


def _seats_of(person: "Person", day: date) -> "models.QuerySet[Seat, tuple[int, bool]]":
    own = Q(person=person.pk) | Q(person__isnull=True, organisation__in=person.editor_of)
    presides = models.ExpressionWrapper(Q(person=person.pk, kind=SeatKind.CHAIR), models.BooleanField())
    return Seat.objects.on(day).still_taken(day).filter(own).values_list("body", presides)


def level_of(kind: str) -> int:
    """1 on the work floor, 2 for the kerngroep, 3 for the stuurgroep."""
    return _LEVELS.get(BodyKind(kind), WORK_FLOOR)


@tracked()
class Body(models.Model):
    """A group of people that meets under one name, for a while."""

    name = models.CharField("naam", max_length=150)
    kind = models.CharField("soort", max_length=20, choices=BodyKind.choices)
    theme = models.CharField("thema", max_length=150, blank=True, help_text="Het speerpunt van een werkgroep.")
    purpose = models.TextField("waarvoor het overleg is", blank=True)
    is_open = models.BooleanField(
        "elk lid van het netwerk mag agenda, stukken en verslag lezen",
        default=False,
        help_text="Anders lezen alleen wie er een zetel heeft en de regiocoördinator die.",
    )
    rhythm = models.CharField("komt bijeen", max_length=100, blank=True, help_text="Bijvoorbeeld: eens per 2 maanden.")
    starts_on = models.DateField("vanaf", default=today)
    ends_on = models.DateField("tot en met", null=True, blank=True)

    objects = BodyQuerySet.as_manager()
    seats_now: "list[Seat]"

    class Meta:
        verbose_name = "overleg"
        verbose_name_plural = "overleggen"
        ordering = ["name"]
        constraints = [
            ends_after_it_starts("body_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(kind="working_group") | Q(ends_on__isnull=False),
                name="a_working_group_has_a_last_day",
                violation_error_message="Een werkgroep is tijdelijk. Vul in tot en met welke dag zij werkt.",
            ),
            # Whoever sits in such a body would carry the label by sitting there.
            nobody_is_labelled("no_body_labels_its_members", fields=("name",)),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:body-detail", args=[self.pk])

    @property
    def level(self) -> int:
        return level_of(self.kind)

    @property
    def is_steering_group(self) -> bool:
        return self.kind == BodyKind.STEERING_GROUP

    # --- what the table of rights asks; `with_seats()` has the seats of a day ready ---

    @cached_property
    def _seats(self) -> "list[Seat]":
        found = getattr(self, "seats_now", None)
        return list(self.seats.on().still_taken()) if found is None else found

    @property
    def chairs(self) -> frozenset[int]:
        """The persons who preside today."""
        return frozenset(seat.person_id for seat in self._seats if seat.kind == SeatKind.CHAIR and seat.person_id)

    @property
    def people(self) -> frozenset[int]:
        """The persons with a seat today."""
        return frozenset(seat.person_id for seat in self._seats if seat.person_id)

    @property
    def organisations(self) -> frozenset[int]:
        """Partners with a seat today that names nobody: their editors act for them."""
        return frozenset(seat.organisation_id for seat in self._seats if seat.organisation_id and not seat.person_id)


class SeatKind(models.TextChoices):
    CHAIR = "chair", "voorzitter"
    MEMBER = "member", "lid"
    EXPERT_BY_EXPERIENCE = "expert_by_experience", "ervaringsdeskundige"


@lru_cache(maxsize=4)
def _of_who_left(day: date) -> Q:
    """The same for everybody, and long to write; half of «Mijn overzicht» and the pages of partners ask it."""
    of_person, since = {"person": OuterRef("person")}, {"starts_on__lte": day}
    worked = Membership.objects.filter(**of_person, **since)
    granted = RoleGrant.objects.filter(**of_person, **since)
    worked_there = worked.filter(organisation=OuterRef("organisation"))
    has_office = Exists(MunicipalOffice.objects.on(day).filter(**of_person))
    works_there = Exists(worked_there.on(day).in_active_organisation(day))
    is_here = Exists(granted.on(day)) | Exists(worked.on(day).in_active_organisation(day))
    left_the_partner = Q(Exists(worked_there)) & ~Q(works_there)
    left_the_network = (Q(Exists(worked)) | Q(Exists(granted))) & ~Q(is_here)
    return Q(organisation__left_on__isnull=False, organisation__left_on__lt=day) | (
        (left_the_partner | left_the_network) & ~Q(has_office)
    )


class SeatQuerySet(ValidForAWhile["Seat"]):
    def still_taken(self, day: date | None = None) -> Self:
        """Without the seats of who left: the person, for that partner or for the network, or the partner itself.

        A portefeuillehouder sits there by the office, and somebody who never had an account just as a name.
        """
        return self.exclude(_of_who_left(day or today()))

    def left_empty(self, day: date | None = None) -> Self:
        """The seats of who left: still to be ended."""
        return self.filter(_of_who_left(day or today()))

    def in_order(self) -> "SeatQuerySet":
        """The chair first, the seats without a name last."""
        first = models.Case(
            models.When(kind=SeatKind.CHAIR, then=0), models.When(kind=SeatKind.MEMBER, then=1), default=2
        )
        return self.select_related("person", "organisation").order_by(first, "person__name", "pk")


@tracked()
class Seat(models.Model):
    """A place in a body. The seat of an ervaringsdeskundige never says whose it is: that could reveal what happened."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="seats", verbose_name="overleg")
    kind = models.CharField("zetel", max_length=20, choices=SeatKind.choices, default=SeatKind.MEMBER)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="persoon"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name="namens"
    )
    starts_on = models.DateField("vanaf", default=today)
    ends_on = models.DateField("tot en met", null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "zetel"
        verbose_name_plural = "zetels"
        ordering = ["body", "pk"]
        constraints = [
            ends_after_it_starts("seat_ends_after_it_starts"),
            models.CheckConstraint(
                condition=(
                    Q(kind="expert_by_experience", person__isnull=True, organisation__isnull=True)
                    | (~Q(kind="expert_by_experience") & (Q(person__isnull=False) | Q(organisation__isnull=False)))
                ),
                name="the_seat_of_an_expert_by_experience_has_no_name",
                violation_error_message=(
                    "De zetel van een ervaringsdeskundige heeft geen naam en geen organisatie; elke andere zetel wel."
                ),
            ),
        ]
        triggers = [
            # A seat with a name that became one without would tell in its history whose it was.
            pgtrigger.Protect(
                name="a_seat_stays_with_or_without_a_name",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__kind="expert_by_experience", new__kind__df=pgtrigger.F("old__kind"))
                | pgtrigger.Q(new__kind="expert_by_experience", old__kind__df=pgtrigger.F("new__kind")),
            )
        ]

    def __str__(self) -> str:
        return self.holder

    @property
    def holder(self) -> str:
        """Who sits here, as every page, PDF, export and history says it."""
        if self.kind == SeatKind.EXPERT_BY_EXPERIENCE:
            return SeatKind.EXPERT_BY_EXPERIENCE.label
        return str(self.person or self.organisation)

    @property
    def in_words(self) -> str:
        """«Hester Kramer, Gemeente Nijmegen (voorzitter)»"""
        if self.kind == SeatKind.EXPERT_BY_EXPERIENCE:
            return self.holder
        names = ", ".join(str(who) for who in (self.person, self.organisation) if who)
        return f"{names} ({self.get_kind_display()})"
