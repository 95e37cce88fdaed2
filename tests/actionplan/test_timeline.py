"""The timeline (A29): where bars and marks come, what they say in words, and all of it on one page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from actionplan.models import Action, Milestone, Plan
from actionplan.timeline import Mark, Mile, Planned, Window, make_timeline
from actionplan.timeline_paper import SHADES, make_timeline_paper, timeline_paper
from actionplan.timeline_reading import timeline_of, window_of
from network.dates import today
from network.models import Person
from tests.cast import Cast
from tests.factories import ActionFactory, PlanFactory
from tests.reading import Page
from tests.verapdf import validate

ClientOf = Callable[[Person], Client]
ADDRESS = "/plan/tijdlijn/"
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
ON = date(2026, 11, 26)
VISION = Mile("Visie klaar", "1.1 Visie", "/", date(2026, 4, 1), None, date(2026, 3, 12), Mark.ACHIEVED)
ACTION = Planned(
    code="1.1",
    title="Visie",
    lead="GGD",
    url="/",
    group="1",
    light="green",
    starts_on=date(2026, 1, 1),
    ends_on=date(2026, 12, 31),
)


# --- arithmetic ---------------------------------------------------------------------------------------------------


def test_a_whole_year_is_a_bar_over_the_whole_width() -> None:
    [group] = make_timeline([ACTION], YEAR, ON).groups

    [row] = group.rows
    assert row.bar
    assert (row.bar.x, row.bar.width) == ("0.0", "720.0")
    assert row.words == "1 jan 2026 tot en met 31 dec 2026. Geen mijlpalen."


def test_a_bar_that_goes_on_stops_at_the_edge() -> None:
    long = replace(ACTION, starts_on=date(2025, 7, 1), ends_on=date(2027, 6, 30))

    [row] = make_timeline([long], YEAR, ON).groups[0].rows

    assert row.bar
    assert (row.bar.x, row.bar.width) == ("0.0", "720.0")


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_shown"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), False),
        (date(2027, 1, 1), date(2027, 12, 31), False),
        (None, date(2026, 1, 1), True),
        (date(2026, 12, 31), None, True),
        (None, None, True),
    ],
)
def test_an_action_is_shown_in_the_years_in_which_it_runs(
    starts_on: date | None, ends_on: date | None, is_shown: bool
) -> None:
    found = make_timeline([replace(ACTION, starts_on=starts_on, ends_on=ends_on)], YEAR, ON)

    assert found.count == int(is_shown)


def test_a_missing_date_is_said_and_drawn_open() -> None:
    [row] = make_timeline([replace(ACTION, ends_on=None)], YEAR, ON).groups[0].rows
    assert row.bar
    assert row.bar.is_open
    assert row.words.startswith("1 jan 2026, einde niet ingevuld")

    [row] = make_timeline([replace(ACTION, starts_on=None, ends_on=None)], YEAR, ON).groups[0].rows
    assert row.bar is None
    assert row.words.startswith("datums niet ingevuld")


def test_a_late_action_has_a_tail_until_today() -> None:
    late = replace(ACTION, ends_on=date(2026, 9, 1), is_late=True)

    found = make_timeline([late], YEAR, ON)

    [row] = found.groups[0].rows
    assert row.overrun
    assert row.bar
    assert float(row.overrun.x) == pytest.approx(float(row.bar.width), abs=0.1)
    assert float(row.overrun.x) + float(row.overrun.width) == pytest.approx(
        float(found.now_x or 0) + 720 / 365, abs=0.2
    )
    assert "te laat" in row.words


@pytest.mark.parametrize(
    ("mile", "words"),
    [
        (VISION, "Visie klaar: behaald op 12 maart 2026"),
        (
            replace(VISION, achieved_on=None, mark=Mark.LATE, forecast_on=date(2026, 12, 15)),
            "Visie klaar: te laat, gepland op 1 april 2026, verwacht op 15 december 2026",
        ),
        (
            replace(VISION, achieved_on=None, planned_on=date(2026, 12, 1), mark=Mark.PLANNED),
            "Visie klaar: gepland op 1 december 2026",
        ),
        (replace(VISION, achieved_on=None, planned_on=None, mark=Mark.PLANNED), "Visie klaar: datum volgt"),
    ],
)
def test_a_milestone_says_how_it_goes(mile: Mile, words: str) -> None:
    [row] = make_timeline([replace(ACTION, milestones=(mile,))], YEAR, ON).groups[0].rows

    assert mile.words == words
    assert words in row.words


def test_the_milestones_are_listed_by_date_with_those_without_one_last() -> None:
    without = replace(VISION, title="Later", achieved_on=None, planned_on=None, mark=Mark.PLANNED)
    first = replace(VISION, title="Eerst", achieved_on=date(2026, 1, 5))

    found = make_timeline([replace(ACTION, milestones=(without, VISION, first))], YEAR, ON)

    assert [mile.title for mile in found.milestones] == ["Eerst", "Visie klaar", "Later"]


def test_a_year_is_marked_by_month_and_a_plan_by_quarter() -> None:
    assert [tick.text for tick in make_timeline([], YEAR, ON).ticks][:3] == ["jan", "feb", "mrt"]
    whole = Window(date(2026, 1, 1), date(2029, 12, 31))
    assert [tick.text for tick in make_timeline([], whole, ON).ticks][:5] == ["2026", "2e kw", "3e kw", "4e kw", "2027"]
    assert make_timeline([], Window(date(2027, 1, 1), date(2027, 12, 31)), ON).now_x is None


# --- the page and the paper ---------------------------------------------------------------------------------------


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return PlanFactory()


def sixty_actions(plan: Plan, cast: Cast) -> None:
    for number in range(60):
        action = ActionFactory(
            plan=plan,
            code=f"{number // 15 + 1}.{number % 15 + 1}",
            title=f"Samenwerken aan een veilige regio, deel {number + 1}",
            building_block=number // 15 + 1,
            lead_organisation=cast.lead_organisation,
            starts_on=date(2026, number % 12 + 1, 1),
            ends_on=date(2026, 12, 31),
        )
        Milestone.objects.create(action=action, title=f"Mijlpaal {number + 1}", planned_on=date(2026, 12, 1))


@pytest.mark.pdf
@pytest.mark.django_db
def test_a_year_of_sixty_actions_is_on_one_landscape_page_and_the_same_as_a_table_on_screen(
    plan: Plan, cast: Cast, client_of: ClientOf, tmp_path: Path
) -> None:
    """A29: the page and the paper hold each action, its dates and its milestone."""
    sixty_actions(plan, cast)
    client = client_of(cast.reader)

    page = Page.of(client.get(ADDRESS, {"jaar": "2026"}))
    response = client.get(f"{ADDRESS}afdrukken/", {"jaar": "2026"})

    assert len(page.all("tbody svg.gantt")) == 60
    [sheet] = PdfReader(BytesIO(response.content)).pages
    assert sheet.mediabox.width > sheet.mediabox.height
    printed = " ".join(sheet.extract_text().split())
    for number in range(1, 61):
        assert page.words.count(f"Mijlpaal {number}: gepland op 1 december 2026") == 1
        assert f"deel {number}" in page.words
        assert f"{(number - 1) // 15 + 1}.{(number - 1) % 15 + 1} Samenwerken" in printed
    file = tmp_path / "tijdlijn.pdf"
    file.write_bytes(response.content)
    assert [(verdict.flavour, verdict.failures) for verdict in validate([file])] == [("ua1", ()), ("2a", ())]


def test_the_colours_on_paper_are_those_of_the_tokens() -> None:
    tokens = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()

    assert [name for name, shade in SHADES.items() if shade not in tokens] == []


@pytest.mark.django_db
def test_a_milestone_past_its_date_is_late_from_the_day_after(plan: Plan, cast: Cast) -> None:
    action = ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)
    Milestone.objects.create(action=action, title="Klaar", planned_on=ON)

    def mark(day: date) -> Mark:
        [mile] = timeline_of(plan, cast.reader, window_of(plan, 2026), by="bouwsteen", on=day).milestones
        return mile.mark

    assert (mark(ON), mark(ON + timedelta(days=1))) == (Mark.PLANNED, Mark.LATE)


@pytest.mark.django_db
def test_the_timeline_leaves_out_what_was_dropped_and_groups_as_asked(
    plan: Plan, cast: Cast, client_of: ClientOf
) -> None:
    ActionFactory(plan=plan, title="Gaat door", lead_organisation=cast.lead_organisation)
    ActionFactory(plan=plan, title="Gestopt", dropped_on=today(), lead_organisation=cast.lead_organisation)

    page = Page.of(client_of(cast.reader).get(ADDRESS, {"groep": "trekker", "jaar": "alles"}))

    assert "Gaat door" in page.words
    assert "Gestopt" not in page.words
    assert page.texts("tr.group-row") == ["MEE Gelderse Poort"]


@pytest.mark.django_db
def test_the_timeline_asks_as_often_for_many_actions_as_for_few(
    plan: Plan, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    window = window_of(plan, None)
    ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)
    with django_assert_max_num_queries(4) as few:
        timeline_of(plan, cast.reader, window, by="pijler", on=ON)
    for _ in range(4):
        Milestone.objects.create(action=ActionFactory(plan=plan), title="Klaar", planned_on=ON)
    with django_assert_max_num_queries(len(few)):
        timeline_of(plan, cast.reader, window, by="pijler", on=ON)


@pytest.mark.django_db
def test_the_database_picks_the_actions_that_are_busy_or_reach_something(plan: Plan) -> None:
    before, after = date(2025, 6, 1), date(2027, 2, 1)

    def action(code: str, starts_on: date | None, ends_on: date | None, **more: date) -> Action:
        return ActionFactory(plan=plan, code=code, starts_on=starts_on, ends_on=ends_on, **more)

    action("1.1", before, after)
    action("1.2", None, None)
    action("1.3", before, None, completed_on=before)  # done before the year
    action("1.4", before, date(2025, 12, 31))
    action("1.5", after, None)
    reached = action("1.6", before, before)
    Milestone.objects.create(action=reached, title="Klaar", planned_on=before, achieved_on=date(2026, 2, 1))
    missed = action("1.7", before, before)
    Milestone.objects.create(action=missed, title="Klaar", planned_on=date(2026, 2, 1), achieved_on=before)

    busy = Action.objects.of_plan(plan).busy_between(YEAR.first, YEAR.last, ON)

    assert sorted(each.code for each in busy) == ["1.1", "1.2", "1.6"]


@pytest.mark.django_db
def test_a_long_timeline_has_pages_each_with_the_milestones_of_its_own_actions(
    plan: Plan, cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actionplan.timeline_reading.PER_PAGE", 2)
    for number in (1, 2, 3):
        action = ActionFactory(plan=plan, code=f"4.{number}", position=number)
        Milestone.objects.create(action=action, title=f"Mijlpaal {number}", planned_on=ON)
    reader = client_of(cast.reader)
    pages = [Page.of(reader.get(f"/plan/tijdlijn/?pagina={number}")) for number in (1, 2)]
    assert [page.texts(".gantt-table__code") for page in pages] == [["4.1", "4.2"], ["4.3"]]
    assert [page.texts(".gantt-miles tbody th") for page in pages] == [["Mijlpaal 1", "Mijlpaal 2"], ["Mijlpaal 3"]]
    assert "3 acties. Stand" in pages[1].words


@pytest.mark.django_db
def test_more_actions_are_printed_in_smaller_letters(plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def two_pages_unless_small(template: str, context: dict[str, str], **_: object) -> object:
        tried.append(context["size"])
        return type("Made", (), {"pages": 1 if context["size"] == "m" else 2, "content": b"%PDF-"})

    monkeypatch.setattr("actionplan.one_page.make_paper", two_pages_unless_small)
    paper = timeline_paper(plan, cast.reader, year=2026, by="bouwsteen", on=ON)

    assert make_timeline_paper(paper) == b"%PDF-"
    assert tried == ["xl", "l", "m"]
    assert paper.file_name == "tijdlijn-2026-2026-11-26.pdf"
