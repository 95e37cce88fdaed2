"""A delivery as a spreadsheet: fetched, filled in elsewhere and brought back, all of it or nothing."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from monitor.models import Delivery, DeliveryStatus
from network.spreadsheets import from_csv
from network.uploads import MOST_PACKED
from tests.monitor.deliveries.conftest import OLD, YOUNG, Asked
from tests.reading import Page

pytestmark = pytest.mark.django_db


def fetched(client: Client, asked: Asked, suffix: str = "csv") -> bytes:
    return bytes(client.get(f"{asked.page}levering.{suffix}").content)


def bring_in(client: Client, asked: Asked, content: bytes | str, name: str = "levering.csv") -> Any:
    body = content.encode() if isinstance(content, str) else content
    return client.post(f"{asked.page}rekenblad/", {"file": SimpleUploadedFile(name, body)})


def filled_in(workbook: bytes, change: Callable[[Any], None]) -> bytes:
    book = load_workbook(io.BytesIO(workbook))
    change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_file_holds_the_own_numbers_and_brought_back_unchanged_it_changes_nothing(
    asked: Asked, bas: Client
) -> None:
    """FC-020: own file, nothing changes."""
    bas.post(asked.page, asked.form("1.234", "0", "n.v.t."))
    rows = from_csv(fetched(bas, asked).decode())
    assert [row[2:] for row in rows] == [
        ["Gemeente", YOUNG, OLD],
        ["Nijmegen", "1234", "0"],
        ["Tiel", "n.v.t.", ""],
        ["Onbekend of buiten de regio", "", ""],
    ]
    for suffix in ("csv", "xlsx"):
        page = bring_in(bas, asked, fetched(bas, asked, suffix), f"levering.{suffix}")
        assert "Dit bestand verandert niets" in page.content.decode()


def test_what_a_file_changes_is_shown_first_and_then_saved_like_the_form(asked: Asked, bas: Client) -> None:
    def fill(sheet: Any) -> None:
        sheet["D2"], sheet["E2"], sheet["D3"], sheet["E3"] = 1234, "onbekend", "7", None

    page = Page.of(bring_in(bas, asked, filled_in(fetched(bas, asked, "xlsx"), fill), "levering.xlsx"))
    assert page.texts("tbody tr") == [
        f"Nijmegen, {YOUNG}niet opgegeven1.234",
        f"Nijmegen, {OLD}niet opgegevenonbekend",
        f"Tiel, {YOUNG}niet opgegeven7",
    ]
    assert asked.held() == {}

    sent = {field.get("name"): field.get("value") for field in page.all(f'form[action="{asked.page}"] input')}
    bas.post(asked.page, sent | {"leveren": "ja"})
    assert asked.held() == {f"Nijmegen, {YOUNG}": "1.234", f"Nijmegen, {OLD}": "onbekend", f"Tiel, {YOUNG}": "7"}
    assert Delivery.objects.get(pk=asked.of_mee.pk).status == DeliveryStatus.DELIVERED


def test_every_wrong_cell_is_named_and_nothing_is_taken_in(asked: Asked, bas: Client) -> None:
    """FC-025, FC-029, FC-045 and FC-047, all at once."""

    def fill(sheet: Any) -> None:
        sheet["D2"], sheet["E2"], sheet["D3"], sheet["E3"], sheet["D4"] = 3.7, "<5", "=SUM(D2:D2)", "#N/A", 12

    response = bring_in(bas, asked, filled_in(fetched(bas, asked, "xlsx"), fill), "levering.xlsx")
    rows = Page.of(response).texts("tbody tr")
    assert response.status_code == 422
    assert [row[: row.index(".")] for row in rows] == [
        f"Nijmegen, {YOUNG}D2«3,7» is geen heel getal",
        f"Nijmegen, {OLD}E2«<5» is geen getal",
        f"Tiel, {YOUNG}D3Formule zonder uitkomst in D3",
        f"Tiel, {OLD}E3Hier staat een fout van het rekenblad (#N/A)",
    ]
    assert asked.held() == {}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda text, asked: text.replace(f"ing {asked.of_mee.pk}:", f"ing {asked.of_sterker.pk}:"), "andere partner"),
        (lambda text, asked: text.replace(f";{OLD}", ""), "ontbreekt de kolom"),
        (lambda text, asked: text.replace(f";{OLD}", f";{YOUNG}"), "staat er twee keer"),
        (lambda text, asked: text.replace("GM0281;Tiel", "GM9999;Elders"), "«Elders» in rij 3 is geen gemeente"),
        (lambda text, asked: text.replace("GM0281;Tiel", "GM0268;Nijmegen"), "De rij van Nijmegen staat er twee keer"),
        (lambda text, asked: "\r\n".join(text.splitlines()[:-1]), "ontbreekt de rij van Onbekend of buiten de regio"),
        (lambda text, asked: "naam;aantal\r\nTiel;3\r\n", "staat deze levering niet"),
        (lambda text, asked: "", "Het bestand is leeg"),
        (lambda text, asked: "%PDF-1.7", "een PDF en geen lijst"),
    ],
)  # fmt: skip
def test_a_file_of_something_else_is_refused_in_words(
    asked: Asked, bas: Client, wrong: Callable[[str, Asked], str], told: str
) -> None:
    response = bring_in(bas, asked, wrong(fetched(bas, asked).decode(), asked))
    assert response.status_code == 422
    assert told in response.content.decode()
    assert asked.held() == {}


def test_the_right_sheet_is_found_and_a_workbook_without_it_is_refused(asked: Asked, bas: Client) -> None:
    """FC-027"""

    def put_another_in_front(sheet: Any) -> None:
        sheet["D2"] = 5
        sheet.parent.create_sheet("Uitleg", 0)["A1"] = "Lees dit eerst"
        sheet.parent.active = 0

    def rename(sheet: Any) -> None:
        sheet["A1"] = "Iets anders"
        sheet.title = "Blad1"

    workbook = fetched(bas, asked, "xlsx")
    good = bring_in(bas, asked, filled_in(workbook, put_another_in_front), "levering.xlsx")
    assert "1 getal verandert" in good.content.decode()
    wrong = bring_in(bas, asked, filled_in(workbook, rename), "levering.xlsx")
    assert wrong.status_code == 422
    assert "Op het blad «Blad1» staat deze levering niet." in wrong.content.decode()


def test_a_file_that_is_too_large_is_answered_without_being_read(asked: Asked, bas: Client) -> None:
    response = bas.post(
        f"{asked.page}rekenblad/", b"", content_type="text/plain", CONTENT_LENGTH=str(MOST_PACKED + 100_000)
    )
    assert response.status_code == 413
    assert "te groot" in response.content.decode()


def test_a_locked_delivery_takes_no_file(asked: Asked, bas: Client) -> None:
    content = fetched(bas, asked)
    asked.deliver("12")
    asked.approve()
    response = bring_in(bas, asked, content)
    assert (response.status_code, response["Location"]) == (302, asked.page)
