"""Daily work by the local clock."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from network import schedule
from network.jobs import every_ten_minutes
from network.models import Person, ScheduledRun
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # 02:30 does not exist, 02:30 exists twice
Runs = list[tuple[datetime, datetime]]


@pytest.fixture(autouse=True)
def only_the_jobs_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "JOBS", {})


def job_at(hour: int, minute: int = 0) -> Runs:
    runs: Runs = []
    schedule.daily(f"proef van {hour}.{minute:02}", hour=hour, minute=minute)(
        lambda since, until: runs.append((since, until))
    )
    return runs


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=AMSTERDAM), tick=False) as clock:
        schedule.run_what_is_due()
        yield clock


def ticks(clock: time_machine.Traveller, start: datetime, end: datetime) -> None:
    """The worker's beat, from one moment to another; each third one, since no job here is due in between."""
    moment = start.astimezone(ZoneInfo("UTC"))
    while moment <= end:
        clock.move_to(moment)
        every_ten_minutes(int(moment.timestamp()))
        moment += timedelta(minutes=30)


@pytest.mark.parametrize(("night", "hours"), [(SPRING, 71), (AUTUMN, 73)])
def test_around_a_change_of_the_clock_each_job_runs_once_a_day_at_its_local_hour(night: date, hours: int) -> None:
    jobs = {(2, 30): job_at(2, 30), (3, 0): job_at(3, 0), (7, 0): job_at(7), (9, 0): job_at(9), (0, 0): job_at(0)}
    before = datetime.combine(night - timedelta(days=1), datetime.min.time(), AMSTERDAM)
    with time_machine.travel(before - timedelta(hours=1), tick=False) as clock:
        schedule.run_what_is_due()
        after = before + timedelta(days=3)  # local days: the middle one has 23 or 25 hours
        assert after.astimezone(ZoneInfo("UTC")) - before.astimezone(ZoneInfo("UTC")) == timedelta(hours=hours)
        ticks(clock, before, after - timedelta(minutes=30))

    for (hour, minute), runs in jobs.items():
        moments = [timezone.localtime(until) for _, until in runs]
        assert [moment.date() for moment in moments] == [night + timedelta(days=day) for day in (-1, 0, 1)]
        expected = {(hour, minute)} | ({(3, 30)} if (hour, night) == (2, SPRING) else set())
        assert {(moment.hour, moment.minute) for moment in moments} == expected
        assert all(earlier[1] == later[0] for earlier, later in pairwise(runs))


def test_after_three_days_without_a_worker_there_is_one_run_over_all_three(clock: time_machine.Traveller) -> None:
    runs = job_at(7)
    clock.move_to(datetime(2026, 11, 20, 12, tzinfo=AMSTERDAM))
    schedule.run_what_is_due()
    clock.move_to(datetime(2026, 11, 21, 7, 5, tzinfo=AMSTERDAM))
    schedule.run_what_is_due()
    clock.move_to(datetime(2026, 11, 24, 15, tzinfo=AMSTERDAM))
    schedule.run_what_is_due()
    schedule.run_what_is_due()
    assert runs[-1] == (
        datetime(2026, 11, 21, 7, 5, tzinfo=AMSTERDAM),
        datetime(2026, 11, 24, 15, tzinfo=AMSTERDAM),
    )
    assert len(runs) == 2


def test_a_new_job_does_not_make_up_for_days_before_it(clock: time_machine.Traveller) -> None:
    runs = job_at(7)
    schedule.run_what_is_due()
    assert runs == []
    clock.shift(timedelta(days=1))
    schedule.run_what_is_due()
    assert len(runs) == 1


def test_a_job_that_fails_undoes_its_work_stops_no_other_and_is_tried_again(clock: time_machine.Traveller) -> None:
    fails = [True]

    @schedule.daily("gaat mis", hour=7)
    def breaks(since: datetime, until: datetime) -> None:
        PersonFactory(name="Half werk")
        if fails:
            raise RuntimeError

    runs = job_at(7)
    schedule.run_what_is_due()
    clock.shift(timedelta(days=1))
    schedule.run_what_is_due()
    assert len(runs) == 1
    assert not Person.objects.exists()

    fails.clear()
    schedule.run_what_is_due()
    assert (len(runs), Person.objects.count()) == (1, 1)


def test_a_clock_that_goes_back_runs_nothing_twice(clock: time_machine.Traveller) -> None:
    runs = job_at(7)
    schedule.run_what_is_due()
    clock.shift(timedelta(days=1))
    schedule.run_what_is_due()
    clock.shift(timedelta(hours=-3))
    schedule.run_what_is_due()
    clock.shift(timedelta(hours=5))
    schedule.run_what_is_due()
    assert len(runs) == 1


def test_the_history_says_that_the_portal_did_it(clock: time_machine.Traveller) -> None:
    @schedule.daily("wijzigt iets", hour=7)
    def changes(since: datetime, until: datetime) -> None:
        PersonFactory(name="Nieuw")

    schedule.run_what_is_due()
    clock.shift(timedelta(days=1))
    schedule.run_what_is_due()
    event = Person.pgh_event_model.objects.get()
    assert event.pgh_context.metadata["actor"] == "Het portaal"
    assert ScheduledRun.objects.get().name == "wijzigt iets"
