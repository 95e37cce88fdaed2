"""/plan/acties/<nummer>/: how an action goes, its results, milestones, money and history."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from actionplan.models import Action
from network.dates import today
from network.dutch import long_date
from network.models import Person
from tests.cast import Cast
from tests.factories import (
    ActionFactory,
    ActionTargetFactory,
    BudgetLineFactory,
    FundingSourceFactory,
    MilestoneFactory,
    PlanFactory,
    RealisationFactory,
    StatusReportFactory,
    TargetGroupFactory,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

Read = Callable[..., Page]
EXPLAINED = {"cause": "Geen trainer.", "consequence": "Start later.", "correction": "Sterker levert er een."}


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(
        plan=PlanFactory(), code="4.2", title="Individuele begeleiding", lead_organisation=cast.lead_organisation
    )


@pytest.fixture
def read(action: Action, cast: Cast, client_of: Callable[[Person], Client]) -> Read:
    def page(person: Person = cast.lead_editor) -> Page:
        return Page.of(client_of(person).get(f"/plan/acties/{action.pk}/"))

    return page


def test_it_tells_how_it_goes_in_three_aspects_and_who_said_so(read: Read, action: Action, cast: Cast) -> None:
    StatusReportFactory(
        action=action,
        reported_on=today(),
        reported_by=cast.lead_editor,
        time="red",
        money="amber",
        light="red",
        explanation="De groep is begonnen.",
        **EXPLAINED,
    )
    page = read()
    assert page.texts(".aspects > div") == ["Tijd Rood", "Geld Oranje", "Kwaliteit Groen"]
    assert page.texts(".light--large") == ["Rood"]
    assert f"Ingevuld door Bas Hendriks op {long_date(today())}" in page.words
    for text in ("De groep is begonnen.", *EXPLAINED.values()):
        assert text in page.words


def test_a_light_older_than_90_days_is_not_up_to_date(read: Read, action: Action) -> None:
    StatusReportFactory(action=action, reported_on=today() - timedelta(days=91))
    assert read().texts(".light--large") == ["Niet bijgewerkt"]
    assert "telt daarom niet meer mee als groen" in read().words


def test_the_lead_and_the_coordinator_see_the_exact_small_number_and_others_words(
    read: Read, action: Action, cast: Cast
) -> None:
    target = ActionTargetFactory(action=action, minimum=3, maximum=5, counts_persons=True)
    RealisationFactory(target=target, value=4)
    section = "section[aria-labelledby=resultaat]"
    for person in (cast.lead_editor, cast.coordinator):
        assert read(person).texts(f"{section} .figure") == ["4 trajecten"]
        assert read(person).texts(f"{section} .badge") == ["binnen bandbreedte"]
    for person in (cast.other_editor, cast.reader, cast.steering_member, cast.administrator):
        page = read(person)
        assert page.texts(f"{section} .figure") == ["Binnen bandbreedte"]
        assert page.all("svg.band .band__mark") == []
        assert "4" not in page.one("svg.band").get("aria-label")
        assert "zodat niemand te herkennen is" in page.words


def test_a_result_counts_once_however_many_target_groups(read: Read, action: Action) -> None:
    action.target_groups.set([TargetGroupFactory() for _ in range(4)])
    RealisationFactory(target=ActionTargetFactory(action=action, minimum=5, maximum=10), value=6)
    assert "Dit resultaat telt één keer mee, ook al hoort de actie bij 4 doelgroepen." in read().words


def test_milestones_show_what_was_reached_what_is_late_and_what_is_to_come(read: Read, action: Action) -> None:
    MilestoneFactory(action=action, title="Klaar", planned_on=date(2026, 2, 1), achieved_on=date(2026, 1, 29))
    MilestoneFactory(action=action, title="Laat", planned_on=today() - timedelta(days=1), forecast_on=date(2027, 1, 6))
    MilestoneFactory(action=action, title="Vandaag", planned_on=today())
    milestones = read().texts(".timeline > li")
    assert "behaald 29 januari 2026" in milestones[0]
    assert "te laat" in milestones[1]
    assert "verwacht 6 januari 2027" in milestones[1]
    assert "te laat" not in milestones[2]


def test_the_budget_is_for_whoever_may_see_the_money(read: Read, action: Action, cast: Cast) -> None:
    BudgetLineFactory(
        action=action,
        source=FundingSourceFactory(name="DUUP", year=2021, is_example=True),
        description="Individuele begeleiding",
        hours_per_week=3,
        hours_per_year=156,
        amount_requested=Decimal(13_588),
    )
    BudgetLineFactory(action=action, description="Casemanagement", funding_type="regular", hours_per_year=156)
    asked, regular = read(cast.steering_member).texts("section[aria-labelledby=begroting] tbody tr")
    assert "156 uur per jaar" in asked
    assert "3 uur per week" in asked
    assert "€ 13.588" in asked
    assert "DUUP 2021, voorbeeld" in asked
    assert "uit reguliere middelen" in regular
    assert regular.count("n.v.t.") == 3
    assert "Begroting" not in read(cast.reader).words
    assert "13.588" not in read(cast.reader).words


def test_the_history_tells_each_change_of_the_light_and_of_the_action(
    read: Read, action: Action, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    green = {"time": "green", "money": "green", "quality": "green"}
    client_of(cast.lead_editor).post(f"/plan/acties/{action.pk}/stand/", green)
    seen = {"last_seen": action.status_reports.get().pk}
    client_of(cast.coordinator).post(
        f"/plan/acties/{action.pk}/stand/", {**green, "time": "amber", **EXPLAINED, **seen}
    )
    newest, before, *_ = read().texts(".history > li")
    assert newest.startswith("Marijke de Wit veranderde stand van Groen in Oranje. Reden: Geen trainer.")
    assert before.startswith("Bas Hendriks veranderde stand van niet ingevuld in Groen.")


def test_who_may_do_what_shows_in_the_buttons(read: Read, cast: Cast) -> None:
    buttons = ".page-title__actions a"
    assert read(cast.coordinator).texts(buttons) == ["Actie wijzigen", "Voortgang invullen"]
    assert read(cast.lead_editor).texts(buttons) == ["Voortgang invullen"]
    assert read(cast.reader).texts(buttons) == []


def test_what_is_missing_is_said_with_who_adds_it(read: Read) -> None:
    words = read().words
    assert "Nog geen stand ingevuld. De trekker vult hem in." in words
    assert "Nog geen mijlpalen. De trekker voegt ze toe." in words


def test_text_that_people_typed_is_shown_as_text(read: Read, action: Action) -> None:
    StatusReportFactory(action=action, explanation="<script>document.title='x'</script>")
    assert "<script>document" in read().words


def test_the_page_costs_the_same_number_of_queries_whatever_it_shows(
    action: Action,
    cast: Cast,
    client_of: Callable[[Person], Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for _ in range(10):
        MilestoneFactory(action=action)
        StatusReportFactory(action=action)
        BudgetLineFactory(action=action)
        RealisationFactory(target=ActionTargetFactory(action=action))
    client = client_of(cast.coordinator)
    with django_assert_max_num_queries(7):
        client.get(f"/plan/acties/{action.pk}/")


def test_a_report_that_leaves_the_light_as_it_was_is_in_the_history_too(read: Read, action: Action, cast: Cast) -> None:
    StatusReportFactory(action=action, reported_on=date(2026, 9, 1), reported_by=cast.lead_editor)
    StatusReportFactory(action=action, reported_on=date(2026, 11, 1), reported_by=cast.coordinator)
    assert any(line.startswith("Marijke de Wit meldde stand opnieuw: Groen.") for line in read().texts(".history > li"))
