"""Wat we meenemen: what the network learned in the year, what it says of its changes, and which ambitions are new.

From the evaluation of that year, and the verbeterpunten that were noted in the period. The texts of the evaluation
have no date: they are read as they are now. Who brought something in is not told: never a person, nor a partner.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse

from monitor.reporting.meetings import Days
from monitor.reporting.part import Place, Row
from partners.models import Lesson, LessonStatus

if TYPE_CHECKING:
    from monitor.reporting.live import Live


@dataclass(frozen=True)
class Point:
    """A verbeterpunt, and what came of it by the reference date."""

    pk: int
    title: str
    noted_on: date
    status: str
    because: str


@dataclass(frozen=True)
class NewAmbition:
    pk: int
    title: str
    from_year: int


@dataclass(frozen=True)
class Learned:
    year: int
    is_begun: bool
    lessons: str
    network_changes: str
    new_ambitions: tuple[NewAmbition, ...]
    points: tuple[Point, ...]


def build(live: "Live") -> Learned:
    shown, points = live.evaluation, tuple(_points(live.rows(lessons_asked), live.on))
    if shown is None:
        return Learned(live.evaluated_year, False, "", "", (), points)
    return Learned(
        year=shown.evaluation.year,
        is_begun=True,
        lessons=shown.evaluation.lessons,
        network_changes=shown.evaluation.network_changes,
        new_ambitions=tuple(NewAmbition(each.pk, each.title, each.from_year) for each in shown.new_ambitions),
        points=points,
    )


def lessons_asked(live: "Live") -> QuerySet[Lesson]:
    days = Days.of(live.report)
    return Lesson.objects.filter(noted_on__gte=days.first, noted_on__lte=days.last).order_by("noted_on", "pk")


def _points(lessons: Iterable[Lesson], on: date) -> Iterator[Point]:
    for lesson in lessons:
        is_settled = lesson.settled_on is not None and lesson.settled_on <= on
        status = LessonStatus(lesson.status) if is_settled else LessonStatus.NEW
        because = lesson.settled_because if is_settled else ""
        yield Point(lesson.pk, lesson.title, lesson.noted_on, str(status.label), because)


def rows(body: Learned) -> Iterator[Row]:
    subject = f"Evaluatie {body.year}"
    if body.lessons:
        yield Row(subject, "wat we meenemen", body.lessons)
    if body.network_changes:
        yield Row(subject, "wat er veranderde in het netwerk", body.network_changes)
    for ambition in body.new_ambitions:
        yield Row(ambition.title, "nieuwe ambitie vanaf", str(ambition.from_year))
    for point in body.points:
        yield Row(point.title, "verbeterpunt", point.status, note=point.because)


def places(body: Learned) -> Iterator[Place]:
    url = reverse("actionplan:evaluation-edit", args=[body.year])
    yield Place(f"In de evaluatie van {body.year}", body.lessons, url)
    yield Place(f"In de evaluatie van {body.year}", body.network_changes, url)
    for ambition in body.new_ambitions:
        at_ambition = reverse("actionplan:ambition-edit", args=[ambition.pk])
        yield Place(f"In de ambitie «{ambition.title}»", ambition.title, at_ambition)
    for point in body.points:
        at_point = reverse("partners:lesson-detail", args=[point.pk])
        for text in (point.title, point.because):
            yield Place(f"In het verbeterpunt «{point.title}»", text, at_point)
