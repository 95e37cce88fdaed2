"""/plan/financien/: what each partner asks, what there is and what is short."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from actionplan.models import BudgetChoice, FundingSource
from network.models import Person
from network.spreadsheets import from_csv
from tests.cast import Cast
from tests.factories import ActionFactory, BudgetLineFactory, FundingSourceFactory, OrganisationFactory
from tests.reading import Page

pytestmark = pytest.mark.django_db

ASKED = {
    "GGD Gelderland-Zuid": [("Coördinatie", 12, 475, 44_650), ("Ervaringsdeskundige", 16, 634, 42_478)],
    "MEE": [
        ("Coaching", None, 104, 9_058),
        ("Workshop", None, 25, 2_178),
        ("Begeleiding", 3, 156, 13_588),
        ("Lotgenoten", None, 50, 4_355),
        ("Uitstappen", None, 104, 9_058),
        ("Projectmanager", None, 104, 9_058),
    ],
    "R75": [("Uitbreiding", 4, None, 11_000)],
}


@pytest.fixture
def source(db: None) -> FundingSource:
    """The application of 2021."""
    source = FundingSourceFactory(name="DUUP", year=2021, amount_available=Decimal(119_256), is_example=True)
    for name, lines in ASKED.items():
        organisation = OrganisationFactory(name=name)
        for position, (description, per_week, per_year, amount) in enumerate(lines):
            BudgetLineFactory(
                organisation=organisation,
                source=source,
                year=2021,
                description=description,
                hours_per_week=per_week,
                hours_per_year=per_year,
                amount_requested=amount,
                position=position,
            )
    return source


@pytest.fixture
def read(cast: Cast, client_of: Callable[[Person], Client]) -> Callable[..., Page]:
    return lambda person=cast.coordinator: Page.of(client_of(person).get("/plan/financien/"))


def test_the_figures_of_the_application_are_on_the_page_to_the_euro(
    source: FundingSource, read: Callable[..., Page]
) -> None:
    page = read()
    assert page.texts(".tiles .figure") == ["€ 145.423", "€ 119.256", "€ 26.167"]
    assert page.texts("tr.subtotal th") == ["GGD Gelderland-Zuid", "MEE", "R75"]
    assert page.texts("tr.subtotal [data-label=Gevraagd]") == ["€ 87.128", "€ 47.295", "€ 11.000"]
    assert page.texts("tfoot th") == ["Totaal", "Beschikbaar", "Tekort"]
    assert page.texts("tfoot [data-label=Gevraagd], tfoot [data-label=Bedrag]") == [
        "€ 145.423",
        "€ 119.256",
        "€ 26.167",
    ]
    assert "DUUP 2021, voorbeeld" in page.words


def test_hours_stand_as_they_were_typed_and_are_never_worked_out(
    source: FundingSource, read: Callable[..., Page]
) -> None:
    page = read()
    hours = page.texts("tbody tr:not(.subtotal) td[data-label=Uren]")
    assert (hours[0], page.texts("tbody td[data-label=Uren] .row-meta")[0]) == (
        "475 uur per jaar12 uur per week",
        "12 uur per week",
    )
    assert hours[2] == "104 uur per jaar"
    assert hours[-1] == "4 uur per week"
    assert page.texts("tr.subtotal td[data-label=Uren]") == ["1.109 uur per jaar", "543 uur per jaar", ""]


def test_each_line_leads_to_its_action(source: FundingSource, read: Callable[..., Page]) -> None:
    action = ActionFactory(code="4.2")
    line = source.lines.get(description="Begeleiding")
    line.action = action
    line.save()
    assert read().one(f"a[href='/plan/acties/{action.pk}/']").text == "Begeleiding"
    assert "actie 4.2" in read().words


def test_what_was_granted_and_spent_is_added_up_where_it_is_known(
    source: FundingSource, read: Callable[..., Page]
) -> None:
    assert read().texts("tfoot [data-label=Toegekend]") == ["nog niet bekend"]
    source.lines.filter(description="Begeleiding").update(
        amount_granted=Decimal(12_000), amount_spent=Decimal("9407.50")
    )
    assert read().texts("tfoot [data-label=Toegekend]") == ["€ 12.000"]
    assert read().texts("tfoot [data-label=Besteed]") == ["€ 9.407,50"]


def test_work_without_a_request_stands_apart_with_its_hours(source: FundingSource, read: Callable[..., Page]) -> None:
    BudgetLineFactory(
        organisation=OrganisationFactory(name="MEE regulier"),
        year=2021,
        description="Multidisciplinair overleg",
        funding_type="regular",
        hours_per_year=52,
    )
    [row] = read().texts("section[aria-labelledby=regulier] tbody tr:not(.subtotal)")
    assert "Multidisciplinair overleg" in row
    assert "52 uur per jaar" in row
    assert "Uit reguliere middelen" in row
    assert read().texts(".tiles .figure")[0] == "€ 145.423"


def test_without_a_known_amount_there_is_no_shortfall_to_tell(source: FundingSource, read: Callable[..., Page]) -> None:
    source.amount_available = None
    source.save()
    assert read().texts(".tiles .figure") == ["€ 145.423", "niet ingevuld", "niet ingevuld"]


def test_another_source_is_one_choice_away(
    source: FundingSource, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    other = FundingSourceFactory(name="Regiodeal", year=2019, amount_available=Decimal(5_000))
    client = client_of(cast.steering_member)
    assert Page.of(client.get("/plan/financien/")).texts("select#bron option") == [
        "DUUP 2021, voorbeeld",
        "Regiodeal 2019",
    ]
    page = Page.of(client.get(f"/plan/financien/?bron={other.pk}"))
    assert "Uit deze bron is nog geen geld gevraagd." in page.words
    assert page.texts(".tiles .figure") == ["€ 5.000"]
    assert client.get("/plan/financien/?bron=999999").status_code == 404


def test_the_page_as_a_file_holds_the_same_lines_and_totals(
    source: FundingSource, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    line = source.lines.get(description="Lotgenoten")
    BudgetChoice.objects.create(line=line, choice="defer", amount_less=Decimal(4_355))
    BudgetLineFactory(
        organisation=line.organisation, year=2021, description="Overleg", funding_type="regular", hours_per_year=52
    )
    client = client_of(cast.steering_member)

    rows = from_csv(client.get("/plan/financien/downloaden/csv/").content.decode())
    book = load_workbook(BytesIO(client.get("/plan/financien/downloaden/xlsx/").content))

    asked = rows[0].index("Gevraagd")
    assert [row[asked] for row in rows[1:]] == [
        *("44650,00", "42478,00", "9058,00", "2178,00", "13588,00", "4355,00", "9058,00", "9058,00", "11000,00"),
        "",
    ]
    deferred = next(row for row in rows if row[1] == "Lotgenoten")
    assert deferred[rows[0].index("Keuze") : rows[0].index("Keuze") + 2] == ["doorschuiven naar 2022", "4355,00"]
    assert rows[-1][:2] == ["MEE", "Overleg"]
    totals = {row[0]: row[1] for row in book["Totalen"].iter_rows(values_only=True)}
    assert (totals["Totaal"], totals["Tekort"], totals["Na de keuzes nog te dekken"]) == (145_423, 26_167, 21_812)
    assert client.get("/plan/financien/downloaden/pdf/").status_code == 404


def test_without_a_budget_the_page_says_who_makes_it(read: Callable[..., Page]) -> None:
    assert "Er is nog geen begroting." in read().words


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("municipal_coordinator", 200),
        ("lead_editor", 200),
        ("other_editor", 200),
        ("steering_member", 200),
        ("reader", 403),
        ("data_steward", 403),
        ("administrator", 403),
        ("former_editor", 302),
    ],
)
def test_the_money_is_for_those_who_decide_about_it(
    cast: Cast, client_of: Callable[[Person], Client], who: str, status: int
) -> None:
    assert client_of(cast.people[who]).get("/plan/financien/").status_code == status


def test_the_page_costs_the_same_for_many_lines(
    source: FundingSource,
    cast: Cast,
    client_of: Callable[[Person], Client],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_of(cast.coordinator)
    with django_assert_max_num_queries(12):
        client.get("/plan/financien/")
