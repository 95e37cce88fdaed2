"""Mails that ask whether entries are still right: spread, once, to who can answer, and then to the coordinator."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from network import mail, schedule
from network.models import Mailing, MailingState, Person
from network.overview import todos_of
from partners import upkeep_reminders
from partners.models import CareService, CheckEvery, ConfirmLink
from partners.upkeep_flows import confirm_service
from partners.upkeep_reminders import KIND, whom_to_ask
from tests.cast import Cast
from tests.factories import CareServiceFactory, ChannelFactory, MembershipFactory, OrganisationFactory, PersonFactory
from tests.reading import Page
from tests.smtp_sink import SmtpSink, every_third_not_now

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST = datetime(2026, 11, 2, 7, 35, tzinfo=AMSTERDAM)
OLD = date(2026, 1, 1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """The job of the day ran on 1 November, when there was nothing to ask."""
    monkeypatch.setattr(schedule, "JOBS", {"entries-to-confirm": schedule.JOBS["entries-to-confirm"]})
    with time_machine.travel(FIRST - timedelta(days=1), tick=False) as clock:
        schedule.run_what_is_due()
        clock.move_to(FIRST)
        yield clock


@pytest.fixture
def service(clock: time_machine.Traveller, cast: Cast) -> CareService:
    return CareServiceFactory(
        name="Praten over geweld", organisation=cast.lead_organisation, last_verified_on=OLD, last_changed_on=OLD
    )


def run(clock: time_machine.Traveller, day: int) -> None:
    """What the worker does so many days after the first."""
    clock.move_to(FIRST + timedelta(days=day))
    schedule.run_what_is_due()
    mail.deliver_all()


def an_editor_of(organisation: object) -> Person:
    person = PersonFactory()
    MembershipFactory(person=person, organisation=organisation, may_edit=True)
    return person


# --- what a mail says ------------------------------------------------------------------------------


def test_the_mail_shows_what_stands_there_now_with_a_link_and_without_the_name(
    service: CareService, clock: time_machine.Traveller, smtp_sink: SmtpSink, cast: Cast
) -> None:
    ChannelFactory(service=service, value="088-0000 123")
    ChannelFactory(service=service, value="088-0000 456", for_professionals=True)
    service.professional_notes = "Vraag naar de achterwacht."
    service.save()
    run(clock, 0)
    [text] = smtp_sink.texts()
    assert smtp_sink.went_to() == [cast.lead_editor.email]
    assert "Telefoon: 088-0000 123" in text
    assert "Openingstijden: niet ingevuld" in text
    assert "http://localhost:8000/klopt-nog/" in text
    for hidden in ("geweld", "Praten", "MEE", "088-0000 456", "achterwacht"):
        assert hidden not in text


def test_one_mail_holds_four_entries_at_most_and_the_rest_comes_25_days_later(
    clock: time_machine.Traveller, cast: Cast, smtp_sink: SmtpSink
) -> None:
    for _ in range(6):
        CareServiceFactory(organisation=cast.lead_organisation, last_verified_on=OLD)
    for day in (0, 1, 24):
        run(clock, day)
    assert [text.count("/klopt-nog/") for text in smtp_sink.texts()] == [4]
    run(clock, 25)
    assert [text.count("/klopt-nog/") for text in smtp_sink.texts()] == [4, 4]


def test_entries_that_are_due_on_the_same_day_are_asked_about_in_the_two_weeks_before(cast: Cast) -> None:
    due = date(2026, 12, 20)
    for _ in range(14):
        CareServiceFactory(
            organisation=OrganisationFactory(), check_every=CheckEvery.MONTH, last_verified_on=date(2026, 11, 20)
        )
    for service in CareService.objects.all():
        an_editor_of(service.organisation)
    numbers = [sum(map(len, whom_to_ask(due - timedelta(days=before)).values())) for before in (14, 7, 0)]
    assert numbers == [0, 7, 14]


# --- who gets it, and when -------------------------------------------------------------------------


def test_with_the_job_down_for_three_days_each_due_reminder_goes_out_once_on_the_next_run(
    clock: time_machine.Traveller, cast: Cast, smtp_sink: SmtpSink
) -> None:
    """S23"""
    of_sterker = CareServiceFactory(organisation=cast.other_organisation, last_verified_on=OLD)
    of_mee = CareServiceFactory(organisation=cast.lead_organisation, last_verified_on=OLD)
    run(clock, 3)
    run(clock, 3)
    run(clock, 4)
    assert sorted(smtp_sink.went_to()) == [cast.lead_editor.email, cast.other_editor.email]
    assert set(ConfirmLink.objects.values_list("service", "person")) == {
        (of_mee.pk, cast.lead_editor.pk),
        (of_sterker.pk, cast.other_editor.pk),
    }


def test_nobody_gets_more_than_one_mail_in_25_days(
    service: CareService, clock: time_machine.Traveller, cast: Cast, smtp_sink: SmtpSink
) -> None:
    run(clock, 0)
    confirm_service(service, by=cast.lead_editor, on=FIRST.date())
    CareServiceFactory(organisation=cast.lead_organisation)
    for day in (1, 10, 24):
        run(clock, day)
    assert len(smtp_sink.messages) == 1
    run(clock, 25)
    assert len(smtp_sink.messages) == 2


def test_what_is_confirmed_is_asked_about_again_when_it_is_due_again(
    service: CareService, clock: time_machine.Traveller, cast: Cast, smtp_sink: SmtpSink
) -> None:
    service.check_every = CheckEvery.QUARTER
    service.save()
    run(clock, 0)
    confirm_service(service, by=cast.lead_editor, on=FIRST.date())
    run(clock, 60)
    assert len(smtp_sink.messages) == 1
    run(clock, 92)
    assert len(smtp_sink.messages) == 2


def test_a_colleague_is_asked_the_second_time_and_after_two_in_vain_the_coordinator_is_told(
    service: CareService,
    clock: time_machine.Traveller,
    cast: Cast,
    smtp_sink: SmtpSink,
    client_of: Callable[[Person], Client],
) -> None:
    service.verified_by = cast.lead_editor
    service.save()
    colleague = an_editor_of(cast.lead_organisation)
    for day in (0, 25, 50, 75):
        run(clock, day)
    assert smtp_sink.went_to() == [cast.lead_editor.email, colleague.email]
    page = Page.of(client_of(cast.coordinator).get("/sociale-kaart/nakijken/?waarom=gevraagd"))
    assert page.texts("tbody .row-title") == ["Praten over geweld"]
    assert "Bel de partner." in page.words
    told = [
        todo for todo in todos_of(cast.coordinator, date(2026, 12, 20)) if "antwoordt de partner niet" in todo.title
    ]
    assert [todo.key for todo in told] == ["services-asked-in-vain:2026-12"]


def test_who_left_yesterday_gets_no_mail_and_neither_does_who_leaves_before_it_goes_out(
    service: CareService, clock: time_machine.Traveller, cast: Cast, smtp_sink: SmtpSink
) -> None:
    """FC-112"""
    schedule.run_what_is_due()
    cast.lead_editor.memberships.update(ends_on=FIRST.date() - timedelta(days=1))
    mail.deliver_all()
    assert (smtp_sink.offered, Mailing.objects.get().state) == (0, MailingState.WITHDRAWN)
    run(clock, 30)
    assert smtp_sink.offered == 0


def test_a_bounce_stops_the_mails_and_the_next_editor_is_asked(
    service: CareService,
    clock: time_machine.Traveller,
    cast: Cast,
    smtp_sink: SmtpSink,
    client_of: Callable[[Person], Client],
) -> None:
    """FC-117"""
    service.verified_by = cast.lead_editor
    service.save()
    colleague = an_editor_of(cast.lead_organisation)
    smtp_sink.answer = lambda _, address: "550 5.1.1 onbekend" if address == cast.lead_editor.email else "250 OK"
    for day in (0, 1, 26, 27):
        run(clock, day)
    assert smtp_sink.went_to() == [colleague.email] * 2
    page = Page.of(client_of(cast.coordinator).get("/sociale-kaart/nakijken/"))
    assert page.texts("#geen-mail ~ ul a") == ["Bas Hendriks"]


def test_when_nobody_can_be_mailed_the_coordinator_sees_it(
    service: CareService, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    Person.objects.filter(pk=cast.lead_editor.pk).update(mail_refused_on=OLD)
    assert whom_to_ask(FIRST.date()) == {}
    page = Page.of(client_of(cast.coordinator).get("/sociale-kaart/nakijken/?waarom=niemand"))
    assert page.texts("tbody .row-title") == ["Praten over geweld"]


def test_the_third_mail_fails_and_the_others_go_out_and_it_is_tried_again(
    clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    """FC-118"""
    smtp_sink.answer = every_third_not_now
    people = [an_editor_of(CareServiceFactory(last_verified_on=OLD).organisation) for _ in range(4)]
    run(clock, 0)
    assert len(smtp_sink.messages) == 3
    clock.move_to(FIRST + timedelta(minutes=10))
    mail.deliver_all()
    assert sorted(smtp_sink.went_to()) == sorted(person.email for person in people)
    assert ConfirmLink.objects.count() == 4


def test_one_persons_trouble_keeps_no_other_from_their_mail(
    clock: time_machine.Traveller, cast: Cast, smtp_sink: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    for organisation in (cast.lead_organisation, cast.other_organisation):
        CareServiceFactory(organisation=organisation)
    works = upkeep_reminders.ask

    def breaks_for_bas(person: Person, services: list[CareService]) -> Mailing:
        if person == cast.lead_editor:
            raise LookupError
        return works(person, services)

    monkeypatch.setattr(upkeep_reminders, "ask", breaks_for_bas)
    run(clock, 0)
    assert smtp_sink.went_to() == [cast.other_editor.email]


def test_a_copy_of_the_database_asks_nobody(
    service: CareService, clock: time_machine.Traveller, smtp_sink: SmtpSink, settings: Settings
) -> None:
    mail.note_home()
    settings.PORTAL_URL = "https://proef.example"
    run(clock, 0)
    assert (smtp_sink.offered, ConfirmLink.objects.count()) == (0, 0)


def test_the_overview_asks_the_same_without_a_second_mail(service: CareService, cast: Cast) -> None:
    (todo,) = [todo for todo in todos_of(cast.lead_editor, FIRST.date()) if "Klopt uw aanbod" in todo.title]
    assert todo.key == ""


def test_two_attempts_to_send_a_mail_hold_the_same_link(
    service: CareService, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    schedule.run_what_is_due()
    mailing = Mailing.objects.get(kind=KIND)
    assert mail.text_of(mailing) == mail.text_of(mailing)
    assert ConfirmLink.objects.count() == 1
