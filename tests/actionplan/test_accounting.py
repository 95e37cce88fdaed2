"""A partner accounts for a year: what was agreed, what was done, and what it cost."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from actionplan.accounting import Sheet, sheet_of, sheets_of
from actionplan.models import Action, ActionTarget, BudgetLine, Realisation
from actionplan.overview import year_to_account_for
from network.models import Person
from network.spreadsheets import from_csv
from tests.cast import Cast
from tests.factories import ActionFactory, BudgetLineFactory, FundingSourceFactory, PlanFactory
from tests.partners.filling_in import as_sent
from tests.reading import Page

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
YEAR = 2021

# Of the application: what MEE asks, in hours per week, hours per year and euros.
ASKED = {
    "Coaching": (None, 104, 9_058),
    "Workshop": (None, 25, 2_178),
    "Begeleiding": (3, 156, 13_588),
    "Lotgenotengroep": (None, 50, 4_355),
    "Uitstappen": (None, 104, 9_058),
    "Projectmanager": (None, 104, 9_058),
}
MADE = {"Coaching": "98", "Workshop": "25", "Begeleiding": "171.5"}


@pytest.fixture
def action(cast: Cast) -> Action:
    return ActionFactory(plan=PlanFactory(), code="4.2", title="Groep", lead_organisation=cast.lead_organisation)


@pytest.fixture
def lines(cast: Cast, action: Action) -> dict[str, BudgetLine]:
    """The lines of MEE in 2021, with and without a request; and one of Sterker, whose hours are per week only."""
    source = FundingSourceFactory(name="DUUP", year=YEAR)
    found = {
        name: BudgetLineFactory(
            organisation=cast.lead_organisation,
            action=action if name == "Begeleiding" else None,
            source=source,
            year=YEAR,
            description=name,
            hours_per_week=per_week,
            hours_per_year=per_year,
            hours_realised=MADE.get(name),
            amount_requested=asked,
            position=position,
        )
        for position, (name, (per_week, per_year, asked)) in enumerate(ASKED.items())
    }
    found["Overleg"] = BudgetLineFactory(
        organisation=cast.lead_organisation,
        year=YEAR,
        description="Overleg",
        funding_type="regular",
        hours_per_year=52,
    )
    found["R75"] = BudgetLineFactory(
        organisation=cast.other_organisation, source=source, year=YEAR, description="R75", hours_per_week=4
    )
    return found


def url_of(organisation: Any, year: int = YEAR) -> str:
    return f"/plan/financien/verantwoording/{organisation.pk}/{year}/"


def of_line(line: BudgetLine) -> str:
    return f"/plan/financien/verantwoording/posten/{line.pk}/"


def told(client: Client, line: BudgetLine, **typed: str) -> dict[str, Any]:
    """What the form of a line sends, with these fields typed over."""
    return {**as_sent(client.get(of_line(line)), with_field="hours_realised"), **typed}


def read_sheet(organisation: Any, reader: Person | None = None) -> Sheet:
    sheet = sheet_of(organisation.pk, YEAR, date(2026, 1, 1), reader)
    assert sheet
    return sheet


def test_the_sheet_of_mee_shows_that_it_asked_543_hours_and_which_it_made_per_activity(
    cast: Cast, lines: dict[str, BudgetLine], client_of: ClientOf
) -> None:
    page = Page.of(client_of(cast.steering_member).get(url_of(cast.lead_organisation)))
    asked, regular = "section[aria-labelledby=soort-grant] ", "section[aria-labelledby=soort-regular] "
    assert page.texts(f"{asked}tbody:not(:last-child) th") == [
        *("CoachingDUUP 2021", "WorkshopDUUP 2021", "Begeleidingactie 4.2 GroepDUUP 2021"),
        *("LotgenotengroepDUUP 2021", "UitstappenDUUP 2021", "ProjectmanagerDUUP 2021"),
    ]
    agreed = [text.split(" uur")[0] for text in page.texts(f"{asked}[data-label='Afgesproken uren']")]
    assert agreed == ["104", "25", "156", "50", "104", "104", "543"]
    none = "niet ingevuld"
    assert page.texts(f"{asked}[data-label='Gemaakte uren']") == [
        *("98 uur", "25 uur", "171,5 uur", none, none, none),
        "294,5 uur",
    ]
    assert page.texts(f"{regular}.sum [data-label='Afgesproken uren']") == ["52 uur per jaar"]


def test_hours_per_week_stay_as_they_were_agreed_and_the_total_says_that_it_leaves_them_out(
    cast: Cast, lines: dict[str, BudgetLine], client_of: ClientOf
) -> None:
    page = Page.of(client_of(cast.coordinator).get(url_of(cast.other_organisation)))
    assert page.texts("[data-label='Afgesproken uren']") == [
        "4 uur per week",
        "niet ingevuld1 post is alleen per week afgesproken en telt hier niet mee",
    ]


def test_what_is_left_of_a_grant_is_told_only_where_both_are_known(
    cast: Cast, lines: dict[str, BudgetLine], client_of: ClientOf
) -> None:
    BudgetLine.objects.filter(description="Begeleiding").update(amount_granted=13_588, amount_spent="14938.25")
    BudgetLine.objects.filter(description="Workshop").update(amount_granted=2_178)
    page = Page.of(client_of(cast.coordinator).get(url_of(cast.lead_organisation)))
    differences = page.texts("section[aria-labelledby=soort-grant] [data-label=Verschil]")
    assert differences == ["niet bekend"] * 2 + ["€ −1.350,25"] + ["niet bekend"] * 3 + ["€ −1.350,25"]


def test_small_numbers_of_persons_are_words_except_for_who_may_see_them(
    cast: Cast, lines: dict[str, BudgetLine], action: Action
) -> None:
    target = ActionTarget.objects.create(action=action, unit="trajecten", minimum=3, maximum=5, counts_persons=True)
    Realisation.objects.create(target=target, value=4, measured_on=date(2021, 12, 1))
    Realisation.objects.create(target=target, value=9, measured_on=date(2022, 2, 1))  # of a later year

    def results(reader: Person | None) -> list[tuple[str, ...]]:
        return [line.results for line in read_sheet(cast.lead_organisation, reader).lines if line.results]

    assert results(cast.coordinator) == results(cast.lead_editor) == [("4 van 3 tot 5 trajecten",)]
    assert results(cast.steering_member) == results(None) == [("Trajecten: binnen bandbreedte",)]


def test_an_editor_accounts_for_a_line_of_the_own_organisation(
    cast: Cast, lines: dict[str, BudgetLine], client_of: ClientOf
) -> None:
    line, bas = lines["Lotgenotengroep"], client_of(cast.lead_editor)
    typed = told(bas, line, hours_realised="48,5", amount_spent="4.200,75", account="De groep kwam acht keer.")
    assert bas.post(of_line(line), typed)["Location"] == f"{url_of(cast.lead_organisation)}#post-{line.pk}"
    line.refresh_from_db()
    assert (line.hours_realised, line.amount_spent) == (Decimal("48.5"), Decimal("4200.75"))
    assert (line.account, line.accounted_on is not None) == ("De groep kwam acht keer.", True)
    assert "1 van 7 posten verantwoord" in Page.of(bas.get(url_of(cast.lead_organisation))).words

    emptied = told(bas, line, hours_realised="", amount_spent="", account="")
    bas.post(of_line(line), emptied)
    line.refresh_from_db()
    assert (line.hours_realised, line.accounted_on) == (None, None)


def test_in_place_the_line_comes_back_with_the_sums_that_changed(
    cast: Cast, lines: dict[str, BudgetLine], client_of: ClientOf
) -> None:
    line, bas = lines["Lotgenotengroep"], client_of(cast.lead_editor)
    by_htmx = {"HTTP_HX_REQUEST": "true"}
    opened = Page.of(bas.get(of_line(line), **by_htmx))
    assert opened.one(f"tbody#post-{line.pk} form").get("hx-post") == of_line(line)

    saved = bas.post(of_line(line), told(bas, line, hours_realised="50"), **by_htmx)
    assert saved.status_code == 200
    page = Page.of(saved)
    assert page.one(f"#post-{line.pk} [data-label='Gemaakte uren']").text == "50 uur"
    assert page.texts("#totaal-grant[hx-swap-oob] [data-label='Gemaakte uren']") == ["344,5 uur"]
    assert not Page.of(bas.get(f"{of_line(line)}?dicht=ja", **by_htmx)).all("form")


def test_two_people_at_one_line_see_both_texts_and_nothing_is_lost(
    cast: Cast, lines: dict[str, BudgetLine], client_of: ClientOf
) -> None:
    line, bas, marijke = lines["Coaching"], client_of(cast.lead_editor), client_of(cast.coordinator)
    mine = told(bas, line, account="34 gesprekken.", hours_realised="99")
    marijke.post(of_line(line), told(marijke, line, account="Volgt nog.", amount_spent="9.000"))

    answer = bas.post(of_line(line), mine)
    assert answer.status_code == 409
    page = Page.of(answer)
    assert ["Volgt nog." in text for text in page.texts(".versus__side")] == [True, False]
    assert "34 gesprekken." in page.texts(".versus__side")[1]
    assert page.one("[name=hours_realised]").get("value") == "99"

    assert bas.post(of_line(line), as_sent(answer, with_field="account")).status_code == 302
    line.refresh_from_db()
    assert (line.account, line.hours_realised, line.amount_spent) == ("34 gesprekken.", 99, 9_000)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"hours_realised": "veel"}, "is geen getal"),
        ({"amount_spent": "-1"}, "nul of hoger"),
        ({"account": "Bel anna@voorbeeld.example"}, "e-mailadres"),
    ],
)
def test_what_cannot_stand_comes_back_with_everything_that_was_typed(
    cast: Cast, lines: dict[str, BudgetLine], client_of: ClientOf, typed: dict[str, str], says: str
) -> None:
    line, bas = lines["Workshop"], client_of(cast.lead_editor)
    sent = told(bas, line, **{"account": "Gegeven in november.", **typed})
    answer = bas.post(of_line(line), sent)
    page = Page.of(answer)
    assert answer.status_code == 422
    assert says in page.words
    assert page.one("[name=account]").text.strip() == sent["account"]
    line.refresh_from_db()
    assert line.accounted_on is None


def test_a_year_is_accounted_for_also_when_its_plan_is_over(
    cast: Cast, lines: dict[str, BudgetLine], action: Action, client_of: ClientOf
) -> None:
    action.plan.status = "closed"
    action.plan.save()
    line, bas = lines["Begeleiding"], client_of(cast.lead_editor)
    assert bas.post(of_line(line), told(bas, line, hours_realised="156")).status_code == 302
    line.refresh_from_db()
    assert line.hours_realised == 156
    assert not action.plan.versions.open().exists()


def test_a_sheet_is_read_by_who_decides_about_the_money_and_by_who_works_there(
    cast: Cast, lines: dict[str, BudgetLine], client_of: ClientOf
) -> None:
    statuses = {
        name: (client_of(person).get(url_of(cast.lead_organisation)).status_code)
        for name, person in cast.people.items()
        if name != "former_editor"
    }
    assert {name for name, status in statuses.items() if status == 200} == {
        "coordinator",
        "steering_member",
        "lead_editor",
    }
    assert set(statuses.values()) == {200, 404}
    assert client_of(cast.steering_member).get(of_line(lines["Coaching"])).status_code == 403
    assert client_of(cast.other_editor).post(of_line(lines["Coaching"])).status_code == 404
    listed = Page.of(client_of(cast.other_editor).get("/plan/financien/verantwoording/"))
    assert listed.texts("tbody th") == ["Sterker"]


def test_the_list_tells_of_each_partner_what_stands_on_its_sheet(
    cast: Cast,
    lines: dict[str, BudgetLine],
    client_of: ClientOf,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_of(cast.coordinator)
    with django_assert_max_num_queries(10):
        page = Page.of(client.get("/plan/financien/verantwoording/"))
    assert page.texts("tbody th") == ["MEE Gelderse Poort", "Sterker"]
    assert page.texts("[data-label='Uren met subsidie']") == ["543 uur per jaar", "niet ingevulden uren per week"]
    assert page.texts("[data-label=Gevraagd]") == ["€ 47.295", "niet ingevuld"]
    with django_assert_max_num_queries(10):
        client.get(url_of(cast.lead_organisation))
    assert [sheet.organisation for sheet in sheets_of(BudgetLine.objects.filter(year=2020))] == []


def test_the_finance_file_holds_what_was_told(cast: Cast, lines: dict[str, BudgetLine], client_of: ClientOf) -> None:
    BudgetLine.objects.filter(description="Begeleiding").update(account="Wachten kost uren.")
    rows = from_csv(client_of(cast.coordinator).get("/plan/financien/downloaden/csv/").content.decode())
    line = next(row for row in rows if row[1] == "Begeleiding")
    assert line[rows[0].index("Gemaakte uren")] == "171,50"
    assert line[rows[0].index("Verantwoording")] == "Wachten kost uren."


def test_from_january_to_march_an_editor_is_asked_to_account_for_the_year_before(
    cast: Cast, lines: dict[str, BudgetLine]
) -> None:
    def asked(person: Person, on: date) -> list[str]:
        return [f"{todo.title}. {todo.why}" for todo in year_to_account_for(person, on)]

    words = "Verantwoording 2021 invullen voor MEE Gelderse Poort. 6 posten zijn nog niet verantwoord."
    assert asked(cast.lead_editor, date(2022, 1, 1)) == asked(cast.lead_editor, date(2022, 3, 31)) == [words]
    assert asked(cast.lead_editor, date(2022, 4, 1)) == asked(cast.lead_editor, date(2021, 12, 31)) == []
    assert asked(cast.reader, date(2022, 2, 1)) == asked(cast.coordinator, date(2022, 2, 1)) == []

    BudgetLine.objects.filter(organisation=cast.lead_organisation).update(accounted_on=date(2022, 1, 20))
    assert asked(cast.lead_editor, date(2022, 2, 1)) == []
