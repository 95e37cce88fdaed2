"""A worker that is killed leaves its job behind as if somebody were at it."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import OperationalError, connection, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from monitor.jobs import save_figures
from network import stalled_jobs
from network.mail import deliver_mail
from network.management.commands import worker


@pytest.fixture
def queue(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Really in the database, so that another thread sees it; afterwards as empty as it was."""
    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
        connections.close_all()


def take_up_elsewhere() -> None:
    """In a thread of its own: in that of the tests a browser keeps an event loop."""

    async def as_a_worker() -> None:
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's
            async with app.open_async():
                await stalled_jobs.take_up()

    def run() -> None:
        try:
            async_to_sync(as_a_worker)()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(run).result()


def leave_behind(job: int) -> None:
    """As its worker was killed."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job])


def states() -> dict[int, tuple[str, int]]:
    return {job.pk: (job.status, job.attempts) for job in ProcrastinateJob.objects.all()}


def test_whatever_a_killed_worker_was_at_is_taken_up_once_and_then_given_up(
    queue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    monkeypatch.setitem(stalled_jobs._TELL, "monitor.save_figures", lambda **arguments: told.append(arguments))
    figures, mail = save_figures.defer(run=1), deliver_mail.defer(mailing_id=1)
    for job in (figures, mail):
        leave_behind(job)

    take_up_elsewhere()
    assert states() == {figures: ("todo", 1), mail: ("todo", 1)}
    assert told == []

    leave_behind(figures)
    take_up_elsewhere()
    assert states()[figures] == ("failed", 2)
    assert told == [{"run": 1}]


def test_a_job_of_which_the_next_is_in_the_queue_already_is_left_to_that_one(queue: None) -> None:
    task = app.configure_task("network.every_ten_minutes", queueing_lock="network.every_ten_minutes")
    broken = task.defer(timestamp=1)
    leave_behind(broken)
    following = task.defer(timestamp=2)

    take_up_elsewhere()

    assert {job: state for job, (state, _) in states().items()} == {broken: "failed", following: "todo"}


def test_of_two_workers_that_found_the_same_job_one_takes_it_up(queue: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second found it before the first took it up, and comes when somebody is at it again."""
    job = deliver_mail.defer(mailing_id=1)
    leave_behind(job)
    found = app.job_manager.get_stalled_jobs

    async def while_another_is_faster(**how: Any) -> Any:
        jobs = list(await found(**how))
        await app.job_manager.retry_job(jobs[0])
        await sync_to_async(leave_behind)(job)  # a worker is at it
        return jobs

    monkeypatch.setattr(app.job_manager, "get_stalled_jobs", while_another_is_faster)
    take_up_elsewhere()

    assert states() == {job: ("doing", 1)}


def test_a_job_of_which_nobody_can_be_told_keeps_no_other_from_its_turn(
    queue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**arguments: Any) -> None:
        raise OperationalError("the connection is closed")

    monkeypatch.setitem(stalled_jobs._TELL, "monitor.save_figures", broken)
    figures, mail = save_figures.defer(run=1), deliver_mail.defer(mailing_id=1)
    leave_behind(figures)
    take_up_elsewhere()
    for job in (figures, mail):
        leave_behind(job)

    take_up_elsewhere()

    assert states() == {figures: ("doing", 1), mail: ("todo", 1)}


def test_a_worker_stops_also_when_its_driver_takes_that_for_an_error_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def asked_in_the_middle_of_a_question() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError as cancelled:
            raise ConnectorException from cancelled

    async def stop_while_looking() -> None:
        ended = asyncio.Event()
        looking = asyncio.create_task(stalled_jobs.keep_looking(ended))
        await asyncio.sleep(0)  # it is at its question now
        ended.set()
        looking.cancel()
        await asyncio.wait_for(looking, timeout=60)

    monkeypatch.setattr(stalled_jobs, "take_up", asked_in_the_middle_of_a_question)
    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, stop_while_looking()).result()


def test_a_worker_that_is_stopped_while_its_connections_open_lets_them_open_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []

    async def stop_while_opening() -> None:
        loop, may_open, stops = asyncio.get_running_loop(), asyncio.Event(), []
        monkeypatch.setattr(loop, "add_signal_handler", lambda _signal, stop: stops.append(stop), raising=False)

        async def work(opened: asyncio.Event) -> None:
            try:
                await may_open.wait()
            except asyncio.CancelledError:
                told.append("broken off while opening")
                raise
            opened.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                told.append("stopped while working")
                raise

        monkeypatch.setattr(worker, "_work", work)
        stopping = asyncio.create_task(worker.work_until_stopped())
        for step in (lambda: None, lambda: stops[0](), may_open.set):
            for _ in range(5):  # as often as the loop needs to come round
                await asyncio.sleep(0)
            step()
        await asyncio.wait_for(stopping, timeout=60)

    with ThreadPoolExecutor(1) as elsewhere:
        elsewhere.submit(asyncio.run, stop_while_opening()).result()
    assert told == ["stopped while working"]
