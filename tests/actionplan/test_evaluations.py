"""Looking back on a year: which ambitions were realised, which were not, and what comes next."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from actionplan import evaluation_flows as flows
from actionplan.models import Ambition, Evaluation, Outcome, Verdict
from network.dates import today
from tests.actionplan.part_pages import ClientOf, address, fill_in, sent_by, words
from tests.cast import Cast
from tests.factories import AmbitionFactory, GoalFactory, OrganisationFactory, PlanFactory

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def evaluation(cast: Cast) -> Evaluation:
    """Of two ambitions."""
    PlanFactory()
    AmbitionFactory(title="Veilig opgroeien", from_year=YEAR)
    AmbitionFactory(title="Op tijd hulp", from_year=YEAR)
    return flows.start_evaluation(YEAR, by=cast.coordinator)


def judge(client: Client, verdict: Verdict, outcome: str, **typed: str | None) -> int:
    page = address("verdict-edit", verdict.evaluation.year, verdict.pk)
    return int(fill_in(client, page, outcome=outcome, **typed).status_code)


def test_starting_the_evaluation_of_a_year_lists_all_ambitions_of_that_year(coordinator: Client) -> None:
    PlanFactory()
    AmbitionFactory(title="Veilig opgroeien", from_year=YEAR)
    AmbitionFactory(title="Van later", from_year=YEAR + 1)

    answer = fill_in(coordinator, address("evaluation-list"), year=str(YEAR))

    assert answer["Location"] == address("evaluation-detail", YEAR)
    page = words(coordinator.get(answer["Location"]))
    assert "Veilig opgroeien" in page
    assert "Nog geen oordeel" in page
    assert "Van later" not in page


def test_an_evaluation_cannot_be_closed_while_an_ambition_has_no_verdict(
    evaluation: Evaluation, coordinator: Client
) -> None:
    first, second = evaluation.verdicts.all()
    judge(coordinator, first, Outcome.REALISED)

    refused = coordinator.post(address("evaluation-close", YEAR))
    assert refused.status_code == 422
    assert "Nog geen oordeel over «Op tijd hulp»" in words(refused)
    evaluation.refresh_from_db()
    assert evaluation.closed_on is None

    judge(coordinator, second, Outcome.NOT_REALISED, reason="Er was geen geld.")
    coordinator.post(address("evaluation-close", YEAR))
    evaluation.refresh_from_db()
    assert evaluation.closed_on == today()


def test_an_ambition_that_is_added_later_wants_a_verdict_too(evaluation: Evaluation, coordinator: Client) -> None:
    for verdict in evaluation.verdicts.all():
        judge(coordinator, verdict, Outcome.REALISED)
    fill_in(coordinator, address("ambition-add"), title="Vergeten ambitie", from_year=str(YEAR))

    assert "Nog geen oordeel over «Vergeten ambitie»" in words(coordinator.post(address("evaluation-close", YEAR)))


def test_an_ambition_that_moves_to_a_later_year_leaves_the_list_unless_it_was_judged(
    evaluation: Evaluation, coordinator: Client
) -> None:
    judged, other = evaluation.verdicts.all()
    judge(coordinator, judged, Outcome.REALISED)

    for verdict in (judged, other):
        fill_in(coordinator, address("ambition-edit", verdict.ambition_id), from_year=str(YEAR + 1))

    assert list(evaluation.verdicts.all()) == [judged]


def test_what_did_not_work_out_is_explained(evaluation: Evaluation, coordinator: Client) -> None:
    verdict = evaluation.verdicts.first()
    assert verdict

    assert judge(coordinator, verdict, Outcome.PARTLY) == 422
    assert judge(coordinator, verdict, Outcome.PARTLY, reason="Twee scholen deden niet mee.") == 302

    assert "Twee scholen deden niet mee." in words(coordinator.get(address("evaluation-detail", YEAR)))


def test_two_who_judge_the_same_ambition_see_both_words(evaluation: Evaluation, coordinator: Client) -> None:
    verdict = evaluation.verdicts.first()
    assert verdict
    page = address("verdict-edit", YEAR, verdict.pk)
    mine = sent_by(coordinator, page, outcome="realised", reason="Alles lukte.")
    judge(coordinator, verdict, Outcome.PARTLY, reason="De helft lukte.")

    answer = coordinator.post(page, mine)

    assert answer.status_code == 409
    assert "Alles lukte." in words(answer)
    assert "De helft lukte." in words(answer)


def test_an_ambition_that_does_not_go_on_ends_when_the_evaluation_closes(
    evaluation: Evaluation, coordinator: Client
) -> None:
    ending, going_on = evaluation.verdicts.all()
    judge(coordinator, ending, Outcome.REALISED, goes_on=None)
    judge(coordinator, going_on, Outcome.REALISED)

    coordinator.post(address("evaluation-close", YEAR))

    assert dict(Ambition.objects.values_list("title", "until_year")) == {"Veilig opgroeien": YEAR, "Op tijd hulp": None}


def test_a_new_ambition_comes_out_of_the_evaluation_for_the_year_after(
    evaluation: Evaluation, coordinator: Client
) -> None:
    fill_in(coordinator, f"{address('ambition-add')}?evaluatie={YEAR}", title="Ook online veilig")

    assert "Ook online veilig (vanaf 2027)" in words(coordinator.get(address("evaluation-detail", YEAR)))
    assert evaluation.verdicts.count() == 2


def test_it_tells_how_the_network_changed(evaluation: Evaluation, coordinator: Client) -> None:
    OrganisationFactory(name="ROC", joined_on=today().replace(year=YEAR, month=1, day=20))
    fill_in(coordinator, address("evaluation-edit", YEAR), network_changes="Er kwam een school bij.")

    page = words(coordinator.get(address("evaluation-detail", YEAR)))

    assert "ROC (20 jan 2026)" in page
    assert "Er kwam een school bij." in page


def test_it_costs_as_many_queries_for_many_ambitions_as_for_few(
    evaluation: Evaluation, coordinator: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = address("evaluation-detail", YEAR)
    coordinator.get(page)
    with django_assert_max_num_queries(13) as few:
        coordinator.get(page)
    GoalFactory.create_batch(4, ambition=evaluation.verdicts.all()[0].ambition)
    AmbitionFactory.create_batch(4, from_year=YEAR)
    flows.start_evaluation(YEAR, by=cast.coordinator)
    with django_assert_max_num_queries(13) as many:
        assert "Nog 6 van 6 ambities zonder oordeel" in words(coordinator.get(page))

    assert len(many) == len(few)


def test_a_closed_evaluation_does_not_change(evaluation: Evaluation, coordinator: Client) -> None:
    Evaluation.objects.update(closed_on=today())
    verdict = evaluation.verdicts.first()
    assert verdict

    assert judge(coordinator, verdict, Outcome.REALISED) == 422
    assert fill_in(coordinator, address("evaluation-edit", YEAR), lessons="Anders").status_code == 422
    assert "Oordeel geven" not in words(coordinator.get(address("evaluation-detail", YEAR)))
    fill_in(coordinator, address("ambition-add"), title="Nog een", from_year=str(YEAR))
    assert evaluation.verdicts.count() == 2


def test_everybody_reads_it_and_only_the_coordinator_writes_it(
    evaluation: Evaluation, cast: Cast, client_of: ClientOf
) -> None:
    reader = client_of(cast.reader)

    assert "Veilig opgroeien" in words(reader.get(address("evaluation-detail", YEAR)))
    assert "beginnen" not in words(reader.get(address("evaluation-list")))
    assert reader.post(address("evaluation-list"), {"year": "2026"}).status_code == 403
    assert reader.post(address("evaluation-close", YEAR)).status_code == 403
