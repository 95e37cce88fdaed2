"""M11: a partner gives its own numbers, and no others; what is locked changes only with a reason."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from monitor.models import Delivery, DeliveryCorrection, DeliveryStatus
from network.history_list import kinds_for
from network.models import Mailing
from tests.cast import Cast
from tests.factories import AreaMembershipFactory
from tests.monitor.deliveries.conftest import OLD, YOUNG, Asked
from tests.reading import Page
from tests.signing_in import browser_of

pytestmark = pytest.mark.django_db


def status_of(delivery: Delivery) -> str:
    return Delivery.objects.get(pk=delivery.pk).status


def test_the_form_has_a_labelled_cell_per_municipality_and_part_and_what_is_of_none(asked: Asked, bas: Client) -> None:
    page = Page.of(bas.get(asked.page))

    cells = page.all("input.counts__cell")
    assert [cell.get("aria-label") for cell in cells] == [
        f"Nijmegen, {YOUNG}",
        f"Nijmegen, {OLD}",
        f"Tiel, {YOUNG}",
        f"Tiel, {OLD}",
        f"Onbekend of buiten de regio, {YOUNG}",
        f"Onbekend of buiten de regio, {OLD}",
    ]
    assert {cell.get("inputmode") for cell in cells} == {"numeric"}


def test_a_figure_without_parts_has_one_column(asked: Asked, bas: Client) -> None:
    asked.indicator.dimensions.all().delete()
    cells = Page.of(bas.get(asked.page)).all("input.counts__cell")
    assert [cell.get("aria-label") for cell in cells] == ["Nijmegen", "Tiel", "Onbekend of buiten de regio"]


def test_a_draft_keeps_each_kind_of_missing_apart_and_shows_totals_to_who_typed_it(asked: Asked, bas: Client) -> None:
    """M22: 0, niet opgegeven, onbekend, n.v.t. en nog niet stay apart."""
    bas.post(asked.page, asked.form("1.234", "0", "n.v.t.", "onbekend", "nog niet", ""))

    page = Page.of(bas.get(asked.page))
    assert status_of(asked.of_mee) == DeliveryStatus.WAITING
    assert [cell.get("value") for cell in page.all("input.counts__cell")] == [
        "1.234", "0", "n.v.t.", "onbekend", "nog niet", "",
    ]  # fmt: skip
    assert page.texts("tfoot td") == [
        "1.234zonder 1 vak zonder getal", "0zonder 2 vakken zonder getal", "1.234zonder 3 vakken zonder getal",
    ]  # fmt: skip


def test_a_cell_that_is_no_whole_number_is_named_and_nothing_typed_is_lost(asked: Asked, bas: Client) -> None:
    response = bas.post(asked.page, asked.form("12", "3,7", "<5", leveren="ja"))

    page = Page.of(response)
    assert response.status_code == 422
    assert page.texts("[data-error-summary] li") == [
        f"Nijmegen, {OLD}: «3,7» is geen heel getal. Vul een heel getal in, bijvoorbeeld 4 of 1.234.",
        f"Tiel, {YOUNG}: «<5» is geen getal. Vul het echte aantal in: het portaal beschermt kleine aantallen.",
    ]
    assert [cell.get("value") for cell in page.all("input.counts__cell")] == ["12", "3,7", "<5", "", "", ""]
    assert (asked.held(), status_of(asked.of_mee)) == ({}, DeliveryStatus.WAITING)


def test_a_partner_delivers_and_the_coordinator_approves_exactly_what_was_seen(asked: Asked, marijke: Client) -> None:
    """FC-105: a change after the page was opened is not approved unseen."""
    asked.deliver("12", "4")
    seen = Page.of(marijke.get(asked.page))
    asked.deliver("12", "5")

    approve = reverse("monitor:delivery-approve", args=[asked.of_mee.pk])
    too_late = marijke.post(approve, {"version": seen.one("input[name=version]").get("value")})
    assert seen.texts(".counts tbody td")[:2] == ["12", "4"]
    assert too_late.status_code == 409
    assert "is veranderd nadat u haar opende" in too_late.content.decode()
    asked.approve()
    assert status_of(asked.of_mee) == DeliveryStatus.APPROVED


def test_sent_back_with_a_reason_the_partner_gets_a_mail_and_delivers_again(
    asked: Asked, bas: Client, marijke: Client
) -> None:
    asked.deliver("12", "4")
    version = str(Delivery.objects.get(pk=asked.of_mee.pk).version)
    back = reverse("monitor:delivery-send-back", args=[asked.of_mee.pk])
    assert marijke.post(back, {"version": version, "reason": ""}).status_code == 422
    marijke.post(back, {"version": version, "reason": "Tiel ontbreekt."})

    assert [mailing.kind for mailing in Mailing.objects.filter(person=asked.cast.lead_editor)] == ["delivery_sent_back"]
    assert "Tiel ontbreekt." in bas.get(asked.page).content.decode()
    assert not Page.of(marijke.get(asked.page)).all(".counts")  # the partner is at work in it
    asked.deliver("12", "4", "7")
    assert status_of(asked.of_mee) == DeliveryStatus.DELIVERED


def test_what_is_approved_changes_only_by_a_correction_with_a_reason_and_is_approved_anew(
    asked: Asked, bas: Client, marijke: Client
) -> None:
    asked.deliver("12", "4")
    asked.approve()
    correct = reverse("monitor:delivery-correct", args=[asked.of_mee.pk])

    assert not Page.of(bas.get(asked.page)).all("input.counts__cell")
    assert bas.post(asked.page, asked.form("99", leveren="ja")).status_code == 409
    assert bas.post(correct, asked.form("15", "4", reason="")).status_code == 422
    unchanged = bas.post(correct, asked.form("12", "4", reason="Dubbel geteld."))
    assert unchanged.status_code == 422
    assert "U veranderde geen getal" in unchanged.content.decode()
    assert asked.held() == {f"Nijmegen, {YOUNG}": "12", f"Nijmegen, {OLD}": "4"}

    bas.post(correct, asked.form("15", "4", reason="Dubbel geteld."))
    assert asked.held() == {f"Nijmegen, {YOUNG}": "15", f"Nijmegen, {OLD}": "4"}
    assert status_of(asked.of_mee) == DeliveryStatus.DELIVERED
    assert bas.post(asked.page, asked.form("16", "4", leveren="ja")).status_code == 409  # still only with a reason
    for client in (bas, marijke):
        rows = Page.of(client.get(asked.page)).texts("#correcties ~ table tbody tr")
        assert [row.partition("Dubbel")[0].strip() for row in rows] == [f"Nijmegen, {YOUNG}1215"]
    asked.approve()
    assert status_of(asked.of_mee) == DeliveryStatus.APPROVED


def test_after_closing_the_period_the_figures_are_read_only_and_a_correction_needs_a_reason(
    asked: Asked, bas: Client, marijke: Client
) -> None:
    """M11: A PE enters figures for its organisation only; after closing the period they are read-only and a correction
    needs a reason.
    """
    bas.post(asked.page, asked.form("12"))
    marijke.post(reverse("monitor:round-close", args=[asked.round.pk]))

    assert not Page.of(bas.get(asked.page)).all("input.counts__cell")
    refused = bas.post(asked.page, asked.form("13", leveren="ja"))
    correct = reverse("monitor:delivery-correct", args=[asked.of_mee.pk])
    without = bas.post(correct, asked.form("13"))
    held = asked.held()
    bas.post(correct, asked.form("13", reason="Eén telling kwam later binnen."))

    assert (refused.status_code, without.status_code) == (409, 422)
    assert "Uw getallen zijn niet opgeslagen" in refused.content.decode()
    assert held == {f"Nijmegen, {YOUNG}": "12"}
    assert asked.held() == {f"Nijmegen, {YOUNG}": "13"}
    assert DeliveryCorrection.objects.get().made_by == asked.cast.lead_editor

    opened = marijke.post(reverse("monitor:round-open", args=[asked.round.pk]), {"reason": "Drie partners missen."})
    assert opened.status_code == 302
    assert bas.post(asked.page, asked.form("14", leveren="ja")).status_code == 409  # it was corrected before


def test_a_second_save_shows_both_numbers_and_keeps_what_the_other_changed(asked: Asked, bas: Client) -> None:
    seen = json.dumps(["", "", "", "", "", ""])
    mine = asked.form("12", "", "7", seen=seen)
    bas.post(asked.page, asked.form("20", "4"))

    response = bas.post(asked.page, mine)

    page = Page.of(response)
    assert response.status_code == 409
    assert page.texts("[role=alert] tbody tr") == [f"Nijmegen, {YOUNG}2012", f"Tiel, {YOUNG}niet opgegeven7"]
    assert [cell.get("value") for cell in page.all("input.counts__cell")] == ["12", "4", "7", "", "", ""]
    again = {field.get("name"): field.get("value") or "" for field in page.all("form[data-unsaved] input")}
    bas.post(asked.page, again)
    assert asked.held() == {f"Nijmegen, {YOUNG}": "12", f"Nijmegen, {OLD}": "4", f"Tiel, {YOUNG}": "7"}


def test_a_number_that_differs_more_than_three_times_is_asked_about_once_and_not_refused(
    asked: Asked, bas: Client
) -> None:
    before = asked.deliver_before("10", "8")
    typed = asked.form("40", "9", leveren="ja")

    response = bas.post(asked.page, typed)
    page = Page.of(response)
    assert response.status_code == 422
    assert f"Nijmegen, {YOUNG}: nu 40, over {before} was het 10." in page.words
    tick = page.one("input[name=jumps_are_right]").get("value")
    other = bas.post(asked.page, typed | {"jumps_are_right": tick, asked.grid.places[1].name: "90"})
    assert other.status_code == 422  # a tick covers only the numbers beside it
    assert bas.post(asked.page, typed | {"jumps_are_right": tick}).status_code == 302
    assert status_of(asked.of_mee) == DeliveryStatus.DELIVERED


def test_nobody_fills_in_before_the_round_opens(asked: Asked, bas: Client) -> None:
    asked.move(opens_in=1, due_in=20)
    assert "U kunt deze cijfers invullen vanaf" in bas.get(asked.page).content.decode()
    assert bas.post(asked.page, asked.form("12")).status_code == 409
    assert asked.held() == {}


@pytest.mark.parametrize("name", ["", "corrigeren/", "levering.xlsx", "levering.csv", "rekenblad/"])
def test_an_editor_of_another_organisation_finds_no_delivery(asked: Asked, cast: Cast, name: str) -> None:
    noor = browser_of(cast.other_editor)
    assert noor.get(asked.page + name).status_code == 404
    if not name.startswith("levering"):
        assert noor.post(asked.page + name, asked.form("12", leveren="ja")).status_code == 404
    assert asked.held() == {}


def test_the_raw_number_is_nowhere_but_with_the_partner_and_who_judges(
    asked: Asked, cast: Cast, marijke: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """T48: a canary that no history, search, log or overview may tell."""
    asked.deliver("7.654.321")
    asked.approve()
    browser_of(cast.lead_editor).post(
        reverse("monitor:delivery-correct", args=[asked.of_mee.pk]), asked.form("7.654.322", reason="Eén vergeten.")
    )
    for person in (cast.other_editor, cast.reader, cast.administrator, cast.coordinator):
        client = browser_of(person)
        for path in ("/", "/geschiedenis/", "/zoeken/?q=Meldingen", "/leveringen/", "/monitor/"):
            words = client.get(path, follow=True).content.decode().replace(".", "")
            assert "76543" not in words, path
    assert "7654" not in caplog.text.replace(".", "")
    assert "7.654.322" in marijke.get(asked.page).content.decode()


def test_a_reason_at_a_delivery_is_no_part_of_the_history_that_others_read(cast: Cast) -> None:
    """It may tell a number: «de 4 van Tiel zijn er 5»."""
    readers = [cast.coordinator, cast.data_steward]
    for person in cast.people.values():
        told = {"monitor.delivery", "monitor.deliverycorrection", "monitor.deliveredvalue"} & kinds_for(person).keys()
        assert bool(told) == (person in readers)
        assert "monitor.deliveredvalue" not in told


def test_words_about_a_person_are_asked_about_before_they_stand_at_a_delivery(asked: Asked, marijke: Client) -> None:
    asked.deliver("12")
    back = reverse("monitor:delivery-send-back", args=[asked.of_mee.pk])
    version = str(Delivery.objects.get(pk=asked.of_mee.pk).version)
    words = "Bel het slachtoffer op 06-12345678 of mail naar jan@voorbeeld.nl."
    assert marijke.post(back, {"version": version, "reason": words}).status_code == 422


def test_the_page_of_a_delivery_costs_the_same_however_many_cells_it_has(asked: Asked, bas: Client) -> None:
    """Going to the raw numbers as another role of the database, and back, reads nothing and isn't counted."""
    asked.deliver("12")
    with CaptureQueriesContext(connection) as few:
        bas.get(asked.page)
    region = asked.cast.tiel.area_sets.get()
    for _ in range(20):
        AreaMembershipFactory(area_set=region)
    with CaptureQueriesContext(connection) as many:
        page = Page.of(bas.get(asked.page))

    assert len(page.all("input.counts__cell")) == 46
    assert questions(few) == questions(many) <= 12


def questions(asked: CaptureQueriesContext) -> int:
    return sum(" FROM " in query["sql"] for query in asked)
