"""Tables of another layout: somebody says what each column is, and the portal remembers it."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from monitor import import_flows
from monitor.models import ImportRun, ImportStatus, ReleasedValue, TableMapping
from monitor.statline import Role
from network.models import Person
from network.spreadsheets import as_xlsx
from tests.cast import Cast
from tests.monitor.figures.bringing_in import bring_in, new_indicator

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
LIST = "/monitor/import/"
HEADINGS = ["Plaats", "Kwartaal", "Groep", "Meldingen"]
COLUMNS = {"column_0": Role.AREA, "column_1": Role.PERIOD, "column_2": Role.CATEGORY, "column_3": Role.VALUE}


@pytest.fixture
def steward(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.data_steward)


def own_table(*rows: list[str]) -> SimpleUploadedFile:
    return SimpleUploadedFile("levering.csv", "\n".join(";".join(row) for row in [HEADINGS, *rows]).encode())


def test_a_table_is_read_by_what_somebody_says_of_its_columns_and_remembered(steward: Client) -> None:
    """The same headings again: no question, and the same indicator."""
    asked = steward.post(LIST, {"file": own_table(["Tiel", "2025 1e kwartaal", "Vrouwen", "12"])}, follow=True)
    run = ImportRun.objects.get()
    assert "Welke kolom is wat?" in asked.content.decode()
    assert "Kolom D: Meldingen" in asked.content.decode()

    seen = steward.post(reverse("monitor:import-columns", args=[run.pk]), COLUMNS, follow=True).content.decode()

    assert "eigen indeling, kolommen zelf gekozen" in seen
    run.refresh_from_db()
    assert (run.preview["new"], run.preview["areas"], run.preview["periods"]) == (1, ["Tiel"], ["2025KW01"])
    import_flows.choose(run, new_indicator=new_indicator(run, source="GGD", name="Meldingen"))
    saved = import_flows.confirm(run)
    assert ReleasedValue.objects.get().value == 12

    again = bring_in(own_table(["Tiel", "2025 2e kwartaal", "Vrouwen", "20"]).read())
    assert (again.indicator, again.preview["new"]) == (saved.indicator, 1)
    assert TableMapping.objects.count() == 1


@pytest.mark.full
def test_a_workbook_asks_which_sheet_and_which_columns(steward: Client) -> None:
    content = as_xlsx([HEADINGS, ["Tiel", "2025 2e kwartaal", "Vrouwen", 20]], sheet="Cijfers")
    steward.post(LIST, {"file": SimpleUploadedFile("levering.xlsx", content)})
    run = ImportRun.objects.get()

    seen = steward.post(reverse("monitor:import-columns", args=[run.pk]), COLUMNS, follow=True).content.decode()

    assert "eigen indeling, kolommen zelf gekozen" in seen
    run.refresh_from_db()
    assert (run.mapping["table"]["sheet"], run.preview["new"]) == ("Cijfers", 1)


def test_without_a_column_of_figures_or_a_period_nothing_is_read(steward: Client) -> None:
    steward.post(LIST, {"file": own_table(["Tiel", "2025", "Vrouwen", "12"])})
    columns = reverse("monitor:import-columns", args=[ImportRun.objects.get().pk])

    without_figures = steward.post(columns, COLUMNS | {"column_3": Role.SKIP})
    without_period = steward.post(columns, COLUMNS | {"column_1": Role.SKIP})

    assert (without_figures.status_code, without_period.status_code) == (422, 422)
    assert "Kies ten minste één kolom met cijfers." in without_figures.content.decode()
    assert "Kies de kolom met de periode" in without_period.content.decode()
    assert not TableMapping.objects.exists()


def test_a_table_of_which_nobody_said_what_its_columns_are_can_not_be_saved(steward: Client) -> None:
    steward.post(LIST, {"file": own_table(["Tiel", "2025", "Vrouwen", "12"])})
    run = ImportRun.objects.get()

    for name in ("import-choose", "import-confirm"):
        response = steward.post(reverse(f"monitor:{name}", args=[run.pk]))
        assert response.headers["Location"] == reverse("monitor:import-columns", args=[run.pk])
    page = steward.post(reverse("monitor:import-cancel", args=[run.pk]), follow=True)

    assert "is geannuleerd" in page.content.decode()
    assert steward.get(run.get_absolute_url()).status_code == 200
    assert ImportRun.objects.get().status == ImportStatus.CANCELLED
