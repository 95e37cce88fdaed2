"""P09, FC-064 and FC-065: told in time, once, the right person, and nothing about what is long over."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from network import mail, schedule
from network.models import Mailing, Person, Role
from network.overview import Todo, todos_of
from partners.agreement_overview import days_of_agreements
from partners.models import Agreement, AgreementParty, Domain
from tests.cast import Cast
from tests.factories import AgreementFactory, OrganisationFactory, PersonFactory, RoleGrantFactory
from tests.smtp_sink import SmtpSink

pytestmark = pytest.mark.django_db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
BEGIN = date(2026, 11, 20)
END = date(2027, 3, 31)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, 5, tzinfo=AMSTERDAM)


@pytest.fixture
def clock(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[time_machine.Traveller]:
    """The reminders ran on Friday 20 November 2026 at 7:05, when there was nothing to remind of."""
    OrganisationFactory(domain=Domain.SAFETY)  # so that no domain is without a partner
    monkeypatch.setattr(schedule, "JOBS", {"reminders": schedule.JOBS["reminders"]})
    with time_machine.travel(at(BEGIN - timedelta(days=1)), tick=False) as clock:
        schedule.run_what_is_due()
        clock.move_to(at(BEGIN))
        schedule.run_what_is_due()
        yield clock


@pytest.fixture
def make(clock: time_machine.Traveller, cast: Cast) -> Callable[..., Agreement]:
    """Signed by MEE, and running since 2024."""

    def made(**values: object) -> Agreement:
        agreement: Agreement = AgreementFactory(
            **{"parties": [cast.lead_organisation], "starts_on": date(2024, 1, 1), **values}
        )
        AgreementParty.objects.filter(version__agreement=agreement).update(
            representative="A. de Boer", function="bestuurder", signed_on=date(2024, 1, 2)
        )
        return agreement

    return made


def run(clock: time_machine.Traveller, *days: date) -> None:
    for day in days:
        clock.move_to(at(day))
        schedule.run_what_is_due()
        mail.deliver_all()


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def of(person: Person, on: date) -> list[Todo]:
    return list(days_of_agreements(Person.objects.get(pk=person.pk), on))


def test_ninety_days_before_the_end_the_coordinator_gets_one_mail_and_not_a_daily_one(
    make: Callable[..., Agreement], cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    agreement = make(ends_on=END)
    first = END - timedelta(days=90)
    run(clock, first - timedelta(days=1))
    assert smtp_sink.went_to() == []
    run(clock, *days(first, first + timedelta(days=2)))
    assert smtp_sink.went_to() == [cast.coordinator.email]
    assert not [text for text in smtp_sink.texts() if str(agreement) in text]
    [todo] = of(cast.coordinator, first)
    assert (todo.due, todo.late, todo.key) == (END, False, f"agreement-end:{agreement.pk}:{END}")


def test_a_run_that_was_missed_is_made_up_for_once(
    make: Callable[..., Agreement], cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    make(ends_on=END)
    first = END - timedelta(days=90)
    run(clock, first - timedelta(days=1), first + timedelta(days=2), first + timedelta(days=3))
    assert smtp_sink.went_to() == [cast.coordinator.email]


def test_after_the_end_a_red_line_stays_for_a_month_without_mail(make: Callable[..., Agreement], cast: Cast) -> None:
    agreement = make(ends_on=END)
    [todo] = of(cast.coordinator, END + timedelta(days=1))
    assert (todo.late, todo.title) == (True, f"{agreement} is verlopen op 31 maart 2027")
    assert of(cast.coordinator, END + timedelta(days=31)) == []
    make(supersedes=agreement)
    assert of(cast.coordinator, END + timedelta(days=1)) == []


def test_of_what_is_renewed_tacitly_the_notice_date_is_told_each_term(
    make: Callable[..., Agreement], cast: Cast
) -> None:
    agreement = make(ends_on=date(2024, 12, 31), renewal_months=12, notice_months=3)
    told = {
        day: [(todo.due, todo.key) for todo in of(cast.coordinator, day)]
        for day in (date(2027, 7, 1), date(2027, 7, 2), date(2027, 9, 30), date(2027, 10, 1), date(2028, 7, 2))
    }
    this = [(date(2027, 9, 30), f"agreement-notice:{agreement.pk}:2027-09-30")]
    following = [(date(2028, 9, 30), f"agreement-notice:{agreement.pk}:2028-09-30")]
    assert list(told.values()) == [[], this, this, [], following]
    [todo] = of(cast.coordinator, date(2027, 9, 1))
    assert "Anders loopt zij na 31 december 2027 stilzwijgend door." in todo.why


def test_an_evaluation_is_told_of_until_it_is_done(make: Callable[..., Agreement], cast: Cast) -> None:
    agreement = make(evaluate_on=date(2027, 6, 1))
    assert of(cast.coordinator, date(2027, 3, 2)) == []
    assert [todo.late for day in (date(2027, 3, 3), date(2027, 6, 2)) for todo in of(cast.coordinator, day)] == [
        False,
        True,
    ]
    agreement.evaluated_on = date(2027, 6, 1)
    agreement.save()
    assert of(cast.coordinator, date(2027, 6, 2)) == []


def test_signatures_that_are_due_or_late_are_told_of(cast: Cast) -> None:
    agreement = AgreementFactory(parties=[cast.lead_organisation], sign_by=date(2026, 12, 1))
    assert of(cast.coordinator, date(2026, 10, 31)) == []
    [soon] = of(cast.coordinator, date(2026, 11, 1))
    assert (soon.late, soon.key) == (False, "")  # without a mail
    [todo] = of(cast.coordinator, date(2026, 12, 2))
    assert (todo.late, todo.why) == (True, "0 van 1 partijen ondertekenden. De streefdatum was 1 december 2026.")
    assert todo.key == f"agreement-signing:{agreement.pk}:2026-12-01"


def test_forty_old_agreements_that_come_in_at_once_give_no_mail(
    make: Callable[..., Agreement], cast: Cast, clock: time_machine.Traveller, smtp_sink: SmtpSink
) -> None:
    values = {"ends_on": date(2019, 12, 31), "starts_on": date(2015, 1, 1), "evaluate_on": date(2018, 1, 1)}
    for number in range(40):
        agreement = make(**values, sign_by=date(2015, 1, 1)) if number % 2 else AgreementFactory(**values)
        if not number % 2:
            AgreementParty.objects.create(version=agreement.versions.get(), organisation=cast.lead_organisation)
    run(clock, *days(BEGIN + timedelta(days=1), BEGIN + timedelta(days=2)))
    assert (smtp_sink.offered, Mailing.objects.count()) == (0, 0)
    make(ends_on=BEGIN + timedelta(days=50))  # the control
    run(clock, BEGIN + timedelta(days=3))
    assert smtp_sink.went_to() == [cast.coordinator.email]


# --- who is told --------------------------------------------------------------------------------------------------


def test_who_watches_it_is_told_and_the_coordinators_when_that_person_is_gone(
    make: Callable[..., Agreement], cast: Cast
) -> None:
    second = RoleGrantFactory(role=Role.COORDINATOR, person=PersonFactory()).person
    make(ends_on=END, responsible=second)
    day = END - timedelta(days=30)
    assert (len(of(second, day)), len(of(cast.coordinator, day))) == (1, 0)
    second.role_grants.update(ends_on=BEGIN - timedelta(days=2))
    assert (len(of(second, day)), len(of(cast.coordinator, day))) == (0, 1)


def test_who_watches_it_is_told_also_without_a_role_of_the_region(make: Callable[..., Agreement], cast: Cast) -> None:
    agreement = make(ends_on=END, responsible=cast.lead_editor)
    make(ends_on=END)  # which nobody watches, so it is the coordinator's
    day = END - timedelta(days=30)
    assert [todo.key for todo in of(cast.lead_editor, day)] == [f"agreement-end:{agreement.pk}:{END}"]
    assert len(of(cast.coordinator, day)) == 1


def test_of_what_a_municipality_keeps_its_own_coordinator_is_told(make: Callable[..., Agreement], cast: Cast) -> None:
    make(ends_on=END, keeper=cast.tiel_organisation)
    make(ends_on=END, keeper=cast.nijmegen_organisation)  # which has no coordinator of its own
    day = END - timedelta(days=30)
    assert [todo.due for todo in of(cast.municipal_coordinator, day)] == [END]
    assert [todo.due for todo in of(cast.coordinator, day)] == [END]


def test_nobody_is_told_of_an_agreement_that_they_may_not_see(make: Callable[..., Agreement], cast: Cast) -> None:
    make(title="GEHEIM", ends_on=END, is_confidential=True, responsible=cast.steering_member)
    day = END - timedelta(days=30)
    assert of(cast.steering_member, day) == []
    assert len(of(cast.coordinator, day)) == 1
    for person in (cast.reader, cast.other_editor, cast.municipal_coordinator):
        assert not [todo for todo in todos_of(person, day) if "GEHEIM" in todo.title]


def test_no_key_holds_a_word_of_an_agreement(make: Callable[..., Agreement], cast: Cast) -> None:
    make(title="GEHEIM", ends_on=END, evaluate_on=END)
    AgreementFactory(title="GEHEIM", parties=[cast.lead_organisation], sign_by=BEGIN)
    day = END - timedelta(days=30)
    keys = [todo.key for person in (cast.coordinator, cast.lead_editor) for todo in todos_of(person, day)]
    assert len(set(keys)) == len(keys) == 4
    assert not [key for key in keys if "GEHEIM" in key]


def test_many_agreements_cost_no_more_questions_than_one(make: Callable[..., Agreement], cast: Cast) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            of(cast.coordinator, END - timedelta(days=30))
        return len(asked)

    make(ends_on=END)
    few = questions()
    for _ in range(5):
        make(ends_on=END, evaluate_on=END)
    assert questions() == few
