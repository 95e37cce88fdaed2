"""Reminders: once, together, and nothing about the past."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from actionplan.models import Plan
from network import mail, overview, reminders, schedule
from network.models import Mailing, MailingState, Notification, Person
from network.overview import Todo, todos_of
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    CareServiceFactory,
    MembershipFactory,
    MilestoneFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    StatusReportFactory,
)
from tests.smtp_sink import SmtpSink, every_third_not_now

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(day: int, hour: int = 7, minute: int = 5, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """The reminders ran on Friday 20 November at 7:05, when there was nothing to remind of."""
    monkeypatch.setattr(schedule, "JOBS", {"reminders": schedule.JOBS["reminders"]})
    with time_machine.travel(at(19), tick=False) as clock:
        schedule.run_what_is_due()
        clock.move_to(at(20))
        schedule.run_what_is_due()
        yield clock


@pytest.fixture
def plan(clock: time_machine.Traveller, cast: Cast) -> Plan:
    """A plan without actions. The coordinator, who keeps every action of the region, wants no mail about them."""
    cast.coordinator.wants_reminders = False
    cast.coordinator.save()
    return PlanFactory()


def run(clock: time_machine.Traveller, moment: datetime) -> None:
    """What the worker does at its ten-minute beat."""
    clock.move_to(moment)
    schedule.run_what_is_due()
    mail.deliver_all()


def test_what_is_new_is_told_in_one_mail_that_says_only_how_many(
    plan: Plan, cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    for planned in (25, 26, 27):
        MilestoneFactory(action=action_of(cast, plan), title="GEHEIM", planned_on=date(2026, 11, planned))
    run(clock, at(21))
    run(clock, at(21, 7, 15))
    assert smtp_sink.went_to() == [cast.lead_editor.email]
    [text] = smtp_sink.texts()
    assert "Er staan 3 dingen voor u klaar in het netwerkportaal." in text
    assert "http://localhost" in text
    for secret in ("GEHEIM", "Bas", "MEE", "november", "2026-11"):
        assert secret not in text.partition("Goedendag")[2]


def test_a_thing_is_told_when_it_appears_and_on_its_date_and_then_no_more(
    plan: Plan, cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    MilestoneFactory(action=action_of(cast, plan), planned_on=date(2026, 12, 8))  # shows from 24 November on
    told = []
    for day in (at(22), at(23), at(24), at(25), *(at(day, month=12) for day in (1, 7, 8, 9, 20))):
        run(clock, day)
        told += [day.day] * (len(smtp_sink.messages) - len(told))
    assert told == [24, 8]


def test_when_the_date_moves_it_is_told_again(
    plan: Plan, cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    milestone = MilestoneFactory(action=action_of(cast, plan), planned_on=date(2026, 11, 30))
    run(clock, at(21))
    milestone.planned_on = date(2026, 12, 2)
    milestone.save()
    run(clock, at(22))
    run(clock, at(23))
    assert len(smtp_sink.messages) == 2


def test_after_three_days_without_a_worker_each_due_thing_is_told_once_on_the_next_run(
    plan: Plan, cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    action = action_of(cast, plan)
    for day in (21, 22, 23):
        MilestoneFactory(action=action, planned_on=date(2026, 11, day))
    run(clock, at(24))
    run(clock, at(24, 7, 15))
    run(clock, at(25))
    assert smtp_sink.went_to() == [cast.lead_editor.email]
    # Each that it appeared, and that its date came.
    assert Notification.objects.filter(mailing__isnull=False).count() == 6


def test_forty_actions_that_ended_in_2019_bring_no_mail_and_stand_on_the_page(
    plan: Plan,
    cast: Cast,
    clock: time_machine.Traveller,
    smtp_sink: SmtpSink,
    client_of: Callable[[Person], Client],
) -> None:
    for _ in range(40):
        action = ActionFactory(plan=plan, lead_organisation=cast.lead_organisation, ends_on=date(2019, 6, 30))
        MilestoneFactory(action=action, planned_on=date(2019, 3, 1))
    run(clock, at(21))
    run(clock, at(22))
    assert smtp_sink.offered == 0
    assert len(todos_of(Person.objects.get(pk=cast.lead_editor.pk), date(2026, 11, 22))) == 80
    MilestoneFactory(action=action, planned_on=date(2026, 11, 24))  # the control: something new is told
    run(clock, at(23))
    assert len(smtp_sink.messages) == 1


def test_a_light_that_grows_old_is_told_to_the_one_who_keeps_it(
    plan: Plan, cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    StatusReportFactory(action=action_of(cast, plan), reported_on=date(2026, 9, 10))
    run(clock, at(26))
    assert cast.lead_editor.email in smtp_sink.went_to()
    assert cast.other_editor.email not in smtp_sink.went_to()


@pytest.mark.parametrize("how", ["left yesterday", "wants none", "address refused", "not active"])
def test_who_left_or_wants_none_or_cannot_be_reached_gets_no_mail(
    how: str, plan: Plan, cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    bas, membership = cast.lead_editor, cast.lead_editor.memberships.get()
    MilestoneFactory(action=action_of(cast, plan), planned_on=date(2026, 11, 27))
    if how == "left yesterday":
        membership.ends_on = date(2026, 11, 20)
        membership.save()
    bas.wants_reminders = how != "wants none"
    bas.mail_refused_on = date(2026, 11, 1) if how == "address refused" else None
    bas.is_active = how != "not active"
    bas.save()
    run(clock, at(21))
    assert smtp_sink.offered == 0


def test_who_leaves_or_does_it_between_queue_and_sending_gets_no_mail(
    plan: Plan, cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    MilestoneFactory(action=action_of(cast, plan), planned_on=date(2026, 11, 27))
    own = MilestoneFactory(
        action=ActionFactory(plan=plan, lead_organisation=cast.other_organisation), planned_on=date(2026, 11, 27)
    )
    clock.move_to(at(21))
    schedule.run_what_is_due()
    assert Mailing.objects.count() == 2
    cast.lead_editor.memberships.update(ended_at=at(21))
    own.achieved_on = date(2026, 11, 21)
    own.save()
    mail.deliver_all()
    assert set(Mailing.objects.values_list("state", flat=True)) == {MailingState.WITHDRAWN}
    assert smtp_sink.offered == 0


def test_a_mail_server_that_puts_off_every_third_still_brings_thirty_reminders_once(
    plan: Plan, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    smtp_sink.answer = every_third_not_now
    people = [an_editor(plan) for _ in range(30)]
    run(clock, at(21))
    assert len(smtp_sink.messages) == 20
    for beat in range(1, 6):
        run(clock, at(21) + timedelta(minutes=40 * beat))
    assert sorted(smtp_sink.went_to()) == sorted(person.email for person in people)


def test_one_persons_trouble_keeps_no_other_from_their_mail(
    plan: Plan, cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_for_bas(person: Person, on: date) -> list[Todo]:
        if person == cast.lead_editor:
            raise LookupError
        return []

    monkeypatch.setattr(overview, "_sources", [*overview._sources, breaks_for_bas])
    MilestoneFactory(action=action_of(cast, plan), planned_on=date(2026, 11, 27))
    other = an_editor(plan)
    run(clock, at(21))
    assert smtp_sink.went_to() == [other.email]


def test_a_copy_of_the_database_reminds_nobody(
    plan: Plan, cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink, settings: Settings
) -> None:
    mail.note_home()
    for _ in range(3):
        an_editor(plan)
    settings.PORTAL_URL = "https://proef.example"
    run(clock, at(21))
    assert (smtp_sink.offered, Mailing.objects.count()) == (0, 0)
    call_command("settle")  # the control: now it is the portal
    run(clock, at(22))
    assert len(smtp_sink.messages) == 3


def test_no_key_holds_a_word_of_a_record_or_names_two_things(plan: Plan, cast: Cast) -> None:
    action = action_of(cast, plan)
    for day in (24, 25):
        MilestoneFactory(action=action, title="GEHEIM", planned_on=date(2026, 11, day))
    StatusReportFactory(action=action, reported_on=date(2026, 9, 1))
    CareServiceFactory(organisation=cast.lead_organisation, name="GEHEIM")
    keys = [todo.key for todo in todos_of(cast.lead_editor, date(2026, 11, 21))]
    assert len(keys) == len(set(keys)) == 4
    assert not [key for key in keys if "GEHEIM" in key]


def test_a_person_more_costs_no_more_than_the_questions_about_that_person(
    plan: Plan, clock: time_machine.Traveller, record_property: Callable[[str, object], None]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            reminders.remind_everybody(at(20), at(21))
        Notification.objects.all().delete()
        Mailing.objects.all().delete()
        return len(asked)

    clock.move_to(at(21))
    for _ in range(5):
        an_editor(plan)
    few = queries()
    for _ in range(20):
        an_editor(plan)
    per_person = (queries() - few) / 20
    record_property("queries_per_person", per_person)
    assert round(per_person) <= 12


def action_of(cast: Cast, plan: Plan) -> object:
    return ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)


def an_editor(plan: Plan) -> Person:
    """Somebody who keeps an organisation of their own up to date, with one milestone within a week."""
    organisation = OrganisationFactory()
    person = PersonFactory()
    MembershipFactory(person=person, organisation=organisation, may_edit=True)
    MilestoneFactory(action=ActionFactory(plan=plan, lead_organisation=organisation), planned_on=date(2026, 11, 27))
    return person
