"""Run in `manage.py shell` beside a running portal: fill it with meetings and what came of them, and time bare SQL.

Both functions print JSON for who runs the bench, which has no settings itself.
"""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.models import Person
from partners.models import (
    ActionPoint,
    Attendance,
    Body,
    BodyKind,
    Bottleneck,
    BottleneckStep,
    Decision,
    Lesson,
    Meeting,
    Organisation,
    Presence,
    Seat,
    SeatKind,
    StepKind,
)

WORD = "overdracht"
SEARCH = "/zoeken/"
LISTS = (
    "/",
    "/overleg/",
    "/overleg/groepen/",
    "/overleg/actiepunten/",
    "/besluiten/",
    "/knelpunten/",
    "/verbeterpunten/",
)
TIMES = 15


def fill(count: int) -> None:
    """As many of each kind as asked, over a hundred bodies; every second meeting is still to come."""
    organisations = list(Organisation.objects.order_by("pk")[:20])
    now = timezone.now().replace(microsecond=0)
    day = timezone.localdate()
    bodies = Body.objects.bulk_create(
        Body(name=f"Projectgroep {number}", kind=BodyKind.PROJECT_GROUP, is_open=True) for number in range(count // 100)
    )

    def body(number: int) -> Body:
        return bodies[number % len(bodies)]

    def partner(number: int) -> Organisation:
        return organisations[number % len(organisations)]

    starts = [now + timedelta(weeks=2 * (number // len(bodies)) - 99) for number in range(count)]
    meetings = Meeting.objects.bulk_create(
        Meeting(
            body=body(number),
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            place="Nijmegen",
            minutes="Besproken wat er beter kan." if start < now else "",
        )
        for number, start in enumerate(starts)
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, organisation=partner(number), presence=Presence.PRESENT)
        for number, meeting in enumerate(meetings)
    )
    Decision.objects.bulk_create(
        Decision(
            year=2000 + number // 999,
            sequence=1 + number % 999,
            decided_on=day - timedelta(days=number % 1000),
            title=f"Besluit {number} over de {WORD}",
            text="Alle partners doen het voortaan zo.",
            body=body(number),
            meeting=meetings[number],
        )
        for number in range(count)
    )
    ActionPoint.objects.bulk_create(
        ActionPoint(
            body=body(number),
            meeting=meetings[number],
            title=f"Actiepunt {number}",
            organisation=partner(number),
            due_on=day + timedelta(days=number % 300),
        )
        for number in range(count)
    )
    bottlenecks = Bottleneck.objects.bulk_create(
        Bottleneck(
            title=f"Knelpunt {number}",
            description="Het loopt vast.",
            body=body(number),
            organisation=partner(number),
            raised_on=day - timedelta(days=number % 1000),
        )
        for number in range(count)
    )
    BottleneckStep.objects.bulk_create(
        BottleneckStep(bottleneck=each, kind=StepKind.RAISED, happened_on=each.raised_on, body=each.body)
        for each in bottlenecks
    )
    Lesson.objects.bulk_create(
        Lesson(
            title=f"Verbeterpunt {number}", organisation=partner(number), noted_on=day - timedelta(days=number % 900)
        )
        for number in range(count)
    )
    coordinator = Person.objects.get(email="coordinator@demo.example")
    Seat.objects.create(body=bodies[0], person=coordinator, kind=SeatKind.CHAIR)
    print(json.dumps({"meeting": f"/overleg/{meetings[0].pk}/"}))


def bare_sql(meeting: str) -> None:
    """Per page the queries that it sends, sent again without the page: how many, and how many seconds they take."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(email="coordinator@demo.example"), backend="network.accounts.SignInBackend")
    asked: dict[str, Callable[[], object]] = {path: lambda path=path: client.get(path) for path in (*LISTS, meeting)}
    asked[SEARCH] = lambda: client.post(SEARCH, {"woord": WORD})
    print(json.dumps({path: bare(ask) for path, ask in asked.items()}))


def bare(ask: Callable[[], object]) -> dict[str, float]:
    ask()  # the second time nothing is new
    with CaptureQueriesContext(connection) as captured:
        ask()
    queries = [each["sql"] for each in captured.captured_queries if "SELECT" in each["sql"][:40].upper()]
    took = []
    with connection.cursor() as cursor:
        for _ in range(TIMES):
            start = time.perf_counter()
            for sql in queries:
                cursor.execute(sql.replace("%", "%%"), ())
                cursor.fetchall()
            took.append(time.perf_counter() - start)
    return {"queries": len(queries), "seconds": median(took)}
