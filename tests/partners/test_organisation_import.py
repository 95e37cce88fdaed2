"""A list of partners comes in: looked at first, cell by cell, and then all of it or nothing."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network import schedule
from network.dates import today
from network.history import history_of
from network.imports import flows
from network.imports.flows import ImportRefusedError
from network.imports.kinds import Choice, RowState
from network.imports.layouts import Layout
from network.imports.looks import Look
from network.models import Person, RememberedLayout, Role, WaitingImport
from network.spreadsheets import as_xlsx, from_csv
from network.tables import TableError
from network.uploads import MOST_PACKED
from partners.models import Domain, Organisation, OrganisationKind
from partners.organisation_columns import read_domain
from partners.organisation_import import ORGANISATIONS
from tests.cast import Cast
from tests.factories import MunicipalityFactory, OrganisationFactory, RoleGrantFactory
from tests.partners.bringing_in_lists import (
    START,
    as_list,
    columns_url,
    confirm,
    look_of,
    look_url,
    reasons,
    send,
    waiting_of,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
TWO = as_list(
    "GGD Voorbeeld;GGD;zorgdomein;12.345.678;088-0000 123;info@ggd.example;www.ggd.example;Tiel, Nijmegen",
    "Stichting Samen;maatschappelijk werk;sociaal;;;;;GM0281",
)


# --- looking -------------------------------------------------------------------------------------------------------


def test_a_list_of_our_own_layout_goes_straight_to_the_preview(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    assert send(client, TWO).headers["Location"] == look_url(cast.coordinator)
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert page.texts(".tiles .card .figure") == ["2", "0", "0", "0"]
    assert "088-0000 123" in page.words
    assert "Werkgebied: Nijmegen, Tiel" in page.words


def test_nothing_is_written_until_it_is_confirmed(cast: Cast, client_of: ClientOf) -> None:
    before = Organisation.objects.count()
    client = client_of(cast.coordinator)
    send(client, TWO)
    client.get(look_url(cast.coordinator))
    assert Organisation.objects.count() == before
    answer = confirm(client, cast.coordinator)
    assert answer.status_code == 302
    assert Organisation.objects.count() == before + 2
    ggd = Organisation.objects.get(kvk_number="12345678")
    assert (ggd.kind, ggd.domain, ggd.website) == (OrganisationKind.GGD, Domain.CARE, "https://www.ggd.example")
    assert {each.name for each in ggd.municipalities_served.all()} == {"Tiel", "Nijmegen"}


def test_the_history_tells_who_brought_it_in_and_from_which_file(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, TWO, name="partners 2026.csv")
    confirm(client, cast.coordinator)
    [change] = history_of(Organisation.objects.get(kvk_number="12345678"))
    assert (change.who, change.reason) == ("Marijke de Wit", "ingelezen uit partners 2026.csv")


def test_the_same_file_twice_changes_nothing(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, TWO)
    confirm(client, cast.coordinator)
    events = Organisation.pgh_event_model.objects.count()  # type: ignore[attr-defined]
    send(client, TWO)
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert page.texts(".tiles .card p") == ["0", "nieuw", "0", "gewijzigd", "2", "ongewijzigd", "0", "afgekeurd"]
    assert page.all('input[name="gezien"]') == []
    assert Organisation.pgh_event_model.objects.count() == events  # type: ignore[attr-defined]


def test_every_cell_that_can_not_be_read_has_its_row_its_column_and_its_reason(cast: Cast) -> None:
    look = look_of(
        as_list(
            "Een;GGD;zorg;1234;088-0000 123 / 088-0000 124;geen adres;javascript:x;Tiel",
            ";GGD;zorg;;;;;",
            "Drie;kapper;zorg;;;;;Atlantis",
            "Vier;gemeente;sociaal;;;;;",
        )
    )
    assert reasons(look) == [
        (2, "D", "1234"),
        (2, "E", "088-0000 123 / 088-0000 124"),
        (2, "F", "geen adres"),
        (2, "G", "javascript:x"),
        (3, "A", ""),
        (4, "B", "kapper"),
        (4, "H", "Atlantis"),
        (5, "A", "Vier"),
    ]
    assert look.rows == []


def test_a_municipality_that_the_portal_does_not_know_is_a_reason(cast: Cast) -> None:
    look = look_of(as_list("Samen;wijkteam;sociaal;;;;;Tiel; Atlantis".replace("; A", ", A")))
    assert [(each.column, each.value) for each in look.rejected] == [("H", "Atlantis")]
    assert "kent het portaal niet" in look.rejected[0].reason


def test_with_one_bad_cell_nothing_of_the_file_is_saved(cast: Cast, client_of: ClientOf) -> None:
    before = Organisation.objects.count()
    client = client_of(cast.coordinator)
    send(client, as_list("Goed;GGD;zorg;;;;;", "Fout;GGD;zorg;12;;;;"))
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert page.texts("#afgekeurd ~ table tbody tr > *")[:3] == ["3", "D: KvK-nummer", "12"]
    assert page.all('input[name="gezien"]') == []
    forged = client.post(look_url(cast.coordinator), {"gezien": "x"})
    assert forged.status_code == 422
    assert "Alles gaat mee of niets gaat mee" in Page.of(forged).words
    assert Organisation.objects.count() == before


def test_only_the_rejected_rows_can_be_downloaded_corrected_and_brought_in(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, as_list("Goed;GGD;zorg;;;;;", "Fout;kapper;zorg;12;+31 24 123 45 67;;;"))
    answer = client.get(f"{look_url(cast.coordinator)}?afgekeurd")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    header, row = from_csv(answer.content.decode())
    assert (header[-1], row[:5]) == ("reden", ["Fout", "kapper", "zorg", "12", "+31 24 123 45 67"])
    assert row[-1].startswith("Soort: De soort «kapper» kennen we niet.")
    assert "KvK-nummer:" in row[-1]
    corrected = answer.content.replace(b"kapper", b"wijkteam").replace(b";12;", b";12345678;")
    assert send(client, corrected).headers["Location"] == look_url(cast.coordinator)
    confirm(client, cast.coordinator)
    assert Organisation.objects.get(name="Fout").kvk_number == "12345678"


def test_what_stands_in_an_empty_cell_stays_as_it_is(cast: Cast) -> None:
    OrganisationFactory(name="GGD", kvk_number="12345678", phone="088-0000 123")
    [row] = look_of(as_list("GGD;;;12345678;;info@ggd.example;;")).rows
    assert [change[0] for change in row.changes] == ["E-mail"]


def test_old_and_new_stand_side_by_side(cast: Cast, client_of: ClientOf) -> None:
    ggd = OrganisationFactory(name="GGD Oud", kvk_number="12345678", phone="088-0000 123")
    client = client_of(cast.coordinator)
    send(client, as_list("GGD Nieuw;;;12 34 56 78;088-0000 124;;;", header="Naam;Soort;Domein;KvK-nummer;Telefoon;;;"))
    client.post(
        columns_url(cast.coordinator),
        chosen({"name": 0, "kvk_number": 3, "phone": 4, "kind-vast": "ggd", "domain-vast": "care"}),
    )
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert "Telefoon: 088-0000 123 wordt 088-0000 124" in page.words
    confirm(client, cast.coordinator)
    ggd.refresh_from_db()
    assert (ggd.name, ggd.phone, ggd.version) == ("GGD Nieuw", "088-0000 124", 2)


def test_a_number_that_was_typed_otherwise_is_the_same_number(cast: Cast) -> None:
    OrganisationFactory(name="GGD", kvk_number="12345678", phone="0880000123", website="http://ggd.example")
    look = look_of(as_list("GGD;maatschappelijk werk;sociaal domein;12345678;088 0000 123;;;"))
    assert look.counts == {RowState.UNCHANGED: 1}


# --- who is who ----------------------------------------------------------------------------------------------------


def test_an_organisation_that_left_is_found_by_its_number(cast: Cast) -> None:
    gone = OrganisationFactory(name="Oude GGD", kvk_number="12345678", left_on="2024-12-31")
    [row] = look_of(as_list("GGD;GGD;zorg;12345678;;;;")).rows
    assert (row.state, row.about) == (RowState.CHANGED, str(gone.pk))
    assert row.warnings == ["Deze organisatie doet niet meer mee. Dat blijft zo."]


def test_a_list_lets_no_partner_leave_or_come_back(cast: Cast) -> None:
    """Those who work there would keep their sessions, or get back an access that nobody gave them."""
    gone = OrganisationFactory(name="Oude GGD", joined_on="2020-01-01", left_on="2024-12-31")
    header = "Nummer in het portaal;Naam;Doet mee tot en met"
    here = cast.other_organisation
    later, sooner = today() + timedelta(days=400), today() - timedelta(days=40)
    look = look_of(as_list(f"{gone.pk};Oude GGD;{later}", f"{here.pk};Sterker;{sooner}", header=header))
    assert look.counts == {RowState.UNCHANGED: 2}
    assert all("Dat verandert hier niet." in row.warnings[0] for row in look.rows)
    put_right = look_of(as_list(f"{gone.pk};Oude GGD;2024-11-30", header=header))
    assert [change.new for change in put_right.rows[0].changes] == ["30 november 2024"]


def test_a_name_of_an_organisation_that_was_merged_leads_to_the_one_that_stayed(cast: Cast) -> None:
    OrganisationFactory(name="De Brug", merged_into=cast.other_organisation, left_on="2025-01-01")
    [row] = look_of(as_list("de brug;GGD;zorg;;;;;")).rows
    assert [candidate.title for candidate in row.candidates] == ["Sterker"]


@pytest.mark.parametrize("name", ["Gemeente Nijmegen", "gem. Nijmegen", "Nijmegen "])
def test_a_municipality_is_recognised_however_it_is_written(cast: Cast, name: str) -> None:
    look = look_of(as_list(f"{name};gemeente;sociaal;;;;;"))
    assert [(row.state, row.title) for row in look.rows] == [(RowState.UNCHANGED, "Gemeente Nijmegen")]
    [row] = look_of(as_list(f"{name};wijkteam;sociaal;;;;;")).rows
    assert (row.state, [each.title for each in row.candidates]) == (RowState.UNDECIDED, ["Gemeente Nijmegen"])


def test_the_same_name_is_shown_beside_what_we_hold_and_waits_for_a_choice(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, as_list("sterker;wijkteam;sociaal;;088-0000 123;;;"))
    page = Page.of(client.get(look_url(cast.coordinator)))
    assert page.texts(".form-section tbody tr:nth-child(2) > *") == ["Soort", "wijkteam", "maatschappelijk werk"]
    assert page.all('input[name="gezien"]') == []
    number = waiting_of(cast.coordinator)
    same = Choice.same_as(str(cast.other_organisation.pk))
    client.post(look_url(cast.coordinator), {"dubbel": "gekozen", "rij-2": same})
    number.refresh_from_db()
    assert number.choices == {"2": same}
    confirm(client, cast.coordinator)
    cast.other_organisation.refresh_from_db()
    assert (cast.other_organisation.name, cast.other_organisation.phone) == ("Sterker", "088-0000 123")


def test_who_says_that_it_is_another_gets_a_new_organisation(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, as_list("Sterker;wijkteam;sociaal;;;;;", "MEE Gelderse Poort;wijkteam;sociaal;;;;;"))
    client.post(look_url(cast.coordinator), {"dubbel": "ander"})
    confirm(client, cast.coordinator)
    assert Organisation.objects.filter(name="Sterker").count() == 2


def test_a_row_that_occurs_twice_counts_once_and_another_with_that_name_is_asked_about(cast: Cast) -> None:
    line = "Nieuw;wijkteam;sociaal;;;;;"
    look = look_of(as_list(line, line, "nieuw;GGD;zorg;;;;;"))
    assert [row.state for row in look.rows] == [RowState.NEW, RowState.UNCHANGED, RowState.UNDECIDED]
    assert "Rij 3 is dezelfde als rij 2 en telt één keer mee." in look.notes
    assert [each.title for each in look.rows[2].candidates] == ["rij 2"]


def test_two_rows_with_one_number_are_rejected(cast: Cast) -> None:
    look = look_of(as_list("Een;GGD;zorg;12345678;;;;", "Twee;GGD;zorg;12 345 678;;;;"))
    assert reasons(look) == [(3, "D", "12345678")]


def test_a_number_that_belongs_to_another_is_rejected(cast: Cast) -> None:
    OrganisationFactory(name="GGD", kvk_number="12345678")
    content = as_list(f"{cast.other_organisation.pk};Sterker;12345678", header="Nummer in het portaal;Naam;KvK-nummer")
    [rejected] = look_of(content).rejected
    assert (rejected.column, rejected.reason) == ("C", "Dit KvK-nummer hoort bij GGD. Verbeter het nummer.")


def test_the_rules_of_the_model_hold_for_a_list_too(cast: Cast) -> None:
    header = "Naam;Soort;Domein;Doet mee vanaf;Doet mee tot en met"
    look = look_of(as_list("A;GGD;zorg;1-1-2026;1-1-2025", f"{'B' * 251};GGD;zorg;;", header=header))
    assert [each.row for each in look.rejected] == [2, 3]
    assert look.rejected[0].reason == "De organisatie vertrekt voordat zij meedoet. Kies een latere einddatum."


def test_personal_data_in_a_free_text_is_warned_about_and_a_citizen_number_is_refused(cast: Cast) -> None:
    header = "Naam;Soort;Domein;Wie zijn wij"
    look = look_of(as_list("A;GGD;zorg;Bel Jan: 06-12345678.", "B;GGD;zorg;BSN 111222333", header=header))
    assert [row.number for row in look.rows if row.warnings] == [2]
    assert [(each.row, each.column) for each in look.rejected] == [(3, "D")]


# --- columns of another list ---------------------------------------------------------------------------------------


def chosen(values: dict[str, object]) -> dict[str, object]:
    return {f"kolom-{key}": value for key, value in values.items()}


OTHER = as_list("Huis A;Tiel;088-0000 123", "Huis B;Nijmegen;088-0000 124", header="Title;City;Tel")
MAPPED = chosen({"name": 0, "phone": 2, "kind-vast": "shelter", "domain-vast": "social"})


def test_the_columns_of_another_list_are_pointed_out_once_and_remembered(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    assert send(client, OTHER).headers["Location"] == columns_url(cast.coordinator)
    page = Page.of(client.get(columns_url(cast.coordinator)))
    options = [" ".join(option.text_content().split()) for option in page.all('select[name="kolom-name"] option')]
    assert options == [
        "Staat niet in het bestand",
        "A: Title (Huis A, Huis B)",
        "B: City (Tiel, Nijmegen)",
        "C: Tel (088-0000 123, 088-0000 124)",
    ]
    assert client.post(columns_url(cast.coordinator), MAPPED).headers["Location"] == look_url(cast.coordinator)
    confirm(client, cast.coordinator)
    assert RememberedLayout.objects.get().remembered_by == cast.coordinator
    other_list = as_list("Huis C;Tiel;", header="Title;City;TEL:")
    assert send(client, other_list).headers["Location"] == look_url(cast.coordinator)


def test_one_choice_for_all_rows_changes_nothing_of_what_we_hold(cast: Cast) -> None:
    layout = Layout({"name": 0}, {"kind": "shelter", "domain": "safety"})
    look = look_of(as_list("Sterker", "Huis A", header="Title"), layout=layout)
    assert [row.state for row in look.rows] == [RowState.UNCHANGED, RowState.NEW]
    assert look.rows[1].facts["Soort"] == "vrouwenopvang"


def test_a_missing_choice_says_what_to_do(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, OTHER)
    answer = client.post(columns_url(cast.coordinator), chosen({"phone": 2, "kind-vast": "shelter"}))
    assert answer.status_code == 422
    words = Page.of(answer).words
    assert "Kies de kolom met de naam." in words
    assert not waiting_of(cast.coordinator).is_mapped


def test_a_column_that_does_not_exist_is_refused(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, OTHER)
    answer = client.post(columns_url(cast.coordinator), {**MAPPED, "kolom-name": "17"})
    assert (answer.status_code, "Kies een kolom van dit bestand." in Page.of(answer).words) == (422, True)


def test_the_sheet_with_our_headings_is_found_and_another_can_be_chosen(cast: Cast, client_of: ClientOf) -> None:
    content = as_xlsx([["Titel"], ["Huis A"]], sheet="Kladblok", more=[("Lijst", [["Naam", "Soort"], ["B", "GGD"]])])
    client = client_of(cast.coordinator)
    send(client, content, name="lijst.xlsx")
    page = Page.of(client.get(columns_url(cast.coordinator)))
    assert page.one('select[name="kolom-name"] option[selected]').text_content().strip() == "A: Naam (B)"
    client.post(columns_url(cast.coordinator), {"lezen": "1", "lezen-sheet": "Kladblok"})
    page = Page.of(client.get(columns_url(cast.coordinator)))
    assert page.texts('select[name="kolom-name"] option')[1] == "A: Titel (Huis A)"


def test_a_list_can_be_read_with_another_separator(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, b"Naam|Plaats\nA|Tiel\n")
    client.post(columns_url(cast.coordinator), {"lezen": "1", "lezen-separator": ","})
    assert "1 kolommen" in Page.of(client.get(columns_url(cast.coordinator))).words


# --- what is kept, and for whom ------------------------------------------------------------------------------------


def test_the_file_is_gone_as_soon_as_it_is_saved_and_never_in_the_history(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, TWO)
    assert bytes(waiting_of(cast.coordinator).content) == TWO
    confirm(client, cast.coordinator)
    waiting = waiting_of(cast.coordinator)
    assert (bytes(waiting.content), waiting.outcome) == (b"", "2 partners nieuw, 0 gewijzigd, 0 ongewijzigd")
    assert "opgeslagen" in Page.of(client.get(look_url(cast.coordinator))).words
    again = client.post(look_url(cast.coordinator), {"gezien": "x"})
    assert again.status_code == 200
    # A second tab that still shows the list: it is not said that nothing was saved.
    thrown_away = Page.of(client.post(look_url(cast.coordinator), {"weg": "1"}, follow=True))
    assert "was al opgeslagen of weggegooid" in thrown_away.words
    assert WaitingImport.objects.exists()


def test_a_list_that_is_thrown_away_leaves_nothing(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, TWO)
    waiting = waiting_of(cast.coordinator)
    client.post(look_url(cast.coordinator), {"weg": "1"})
    assert not WaitingImport.objects.exists()
    with pytest.raises(ImportRefusedError, match="weggegooid"):  # by who had the page open already
        flows.confirm(waiting, ORGANISATIONS, seen="", by=cast.coordinator)


def test_a_list_that_takes_too_long_to_read_again_is_told_and_stays(
    cast: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(cast.coordinator)
    send(client, TWO)

    def stopped(*_about: object) -> None:
        raise TableError("Dit bestand is te groot om te lezen.")

    monkeypatch.setattr(flows, "table_of", stopped)
    for url in (look_url(cast.coordinator), columns_url(cast.coordinator)):
        assert "te groot om te lezen" in Page.of(client.get(url, follow=True)).words
    assert waiting_of(cast.coordinator).is_waiting


def test_a_list_that_nobody_saves_is_removed_after_a_week(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, TWO)
    send(client, OTHER)
    old = WaitingImport.objects.earliest("pk")
    now = timezone.now()
    WaitingImport.objects.filter(pk=old.pk).update(brought_in_at=now - timedelta(days=8))
    schedule.JOBS["remove_waiting_imports"].run(now - timedelta(days=1), now)
    assert [each.pk for each in WaitingImport.objects.all()] == [waiting_of(cast.coordinator).pk]


def test_another_coordinator_does_not_see_the_list(cast: Cast, client_of: ClientOf) -> None:
    send(client_of(cast.coordinator), TWO)
    colleague = RoleGrantFactory(role=Role.COORDINATOR).person
    assert client_of(colleague).get(look_url(cast.coordinator)).status_code == 404


def test_when_the_register_changed_meanwhile_saving_says_so(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    OrganisationFactory(name="GGD", kvk_number="12345678", phone="088-0000 100")
    send(client, TWO)
    seen = Page.of(client.get(look_url(cast.coordinator))).one('input[name="gezien"]').get("value")
    Organisation.objects.filter(kvk_number="12345678").update(phone="088-0000 199")
    answer = client.post(look_url(cast.coordinator), {"gezien": seen})
    assert answer.status_code == 422
    assert "Intussen is er iets veranderd" in Page.of(answer).words
    assert Organisation.objects.get(kvk_number="12345678").phone == "088-0000 199"
    assert confirm(client, cast.coordinator).status_code == 302


@pytest.mark.parametrize("who", ["lead_editor", "municipal_coordinator", "administrator", "reader"])
def test_nobody_else_brings_a_list_in(cast: Cast, client_of: ClientOf, who: str) -> None:
    client = client_of(cast.people[who])
    assert client.get(START).status_code == 403
    assert send(client, TWO).status_code == 403
    assert not WaitingImport.objects.exists()


def test_markup_in_a_list_is_shown_as_text(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    send(client, as_list("<script>alert(1)</script>;GGD;zorg;;;;;"))
    assert "<script>alert(1)" not in client.get(look_url(cast.coordinator)).content.decode()


def test_how_large_a_list_may_be_is_said_beforehand_and_when_it_is_larger(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.coordinator)
    assert "Hoogstens 10 MB en 50.000 rijen." in Page.of(client.get(START)).words
    answer = send(client, b"x" * (MOST_PACKED + 1))
    assert answer.status_code == 422
    assert "Het mag hoogstens 10 MB zijn." in Page.of(answer).words


def test_a_number_that_a_spreadsheet_made_of_a_kvk_number_gets_its_0_back(cast: Cast) -> None:
    look = look_of(as_xlsx([["Naam", "Soort", "Domein", "KvK-nummer"], ["A", "GGD", "zorg", 1234567]], sheet="L"))
    assert look.rows[0].facts["KvK-nummer"] == "01234567"


def test_a_file_that_is_no_list_says_what_to_do(cast: Cast, client_of: ClientOf) -> None:
    answer = send(client_of(cast.coordinator), b"%PDF-1.7", name="lijst.pdf")
    assert answer.status_code == 422
    assert "Dit is een PDF en geen lijst" in Page.of(answer).words


def test_queries_do_not_grow_with_the_list(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    lines = [f"Huis {n};vrouwenopvang;sociaal;{10000000 + n};088-0000 123;;;Tiel" for n in range(300)]
    for content in (as_list(*lines[:3]), as_list(*lines)):
        with django_assert_max_num_queries(25):
            look = look_of(content, writes=True)
    assert look.counts == {RowState.UNCHANGED: 3, RowState.NEW: 297}
    with django_assert_max_num_queries(25):
        look_of(content.replace(b"000 123", b"000 124"), writes=True)
    assert Organisation.objects.filter(phone="088-0000 124").count() == 300


def test_neither_do_they_with_a_list_of_municipalities(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    names = [municipality.name for municipality in MunicipalityFactory.create_batch(30)]
    with django_assert_max_num_queries(25):
        look = look_of(as_list(*(f"{name};gemeente;sociaal;;;;;" for name in names)), writes=True)
    assert look.counts == {RowState.NEW: 30}
    assert Organisation.objects.filter(municipality__name__in=names).count() == 30


# --- real lists ----------------------------------------------------------------------------------------------------


def real(folder: Path, name: str, layout: Layout) -> Look:
    content = (folder / "organisations" / name).read_bytes()
    return look_of(content, name=name, layout=layout)


def test_a_directory_of_names_comes_in_with_one_kind_for_all(cast: Cast, shared_data: Path) -> None:
    """Mapped: B «Name*» is the name; kind and domain are one for all rows."""
    layout = Layout({"name": 1}, {"kind": "other", "domain": "social"})
    look = real(shared_data, "directory_organisation.csv", layout)
    assert (look.rejected, look.number_of_rows) == ([], 313)
    assert look.counts[RowState.NEW] > 300


def test_the_municipalities_of_the_region_are_found_among_all_of_the_country(cast: Cast, shared_data: Path) -> None:
    """Mapped: A «Gemeente», H «Telefoon», J «E-mail», K «website»; three headings occur more often."""
    layout = Layout({"name": 0, "phone": 7, "email": 9, "website": 10}, {"kind": "municipality", "domain": "social"})
    look = real(shared_data, "gemeenten_orca_vng.csv", layout)
    assert look.number_of_rows == 393
    assert [row.title for row in look.rows] == ["Gemeente Nijmegen", "Gemeente Tiel"]
    assert {row.state for row in look.rows} == {RowState.CHANGED}
    assert look.rejected_rows == 391
    doubles = [problem.reason for problem in look.table.problems if problem.row == look.table.header_row]
    assert any("«Plaats» komt 3 keer voor (B, D, G)" in reason for reason in doubles)


def test_line_breaks_and_several_phones_in_a_cell_are_reasons_or_read(cast: Cast, shared_data: Path) -> None:
    """Mapped: D «Name of Shelter», F «Telephone», I «Email»."""
    layout = Layout({"name": 3, "phone": 5, "email": 8}, {"kind": "shelter", "domain": "social"})
    look = real(shared_data, "shelters_area_only.csv", layout)
    assert look.number_of_rows == 80
    assert (3, "I", "redacted@example.org/redacted@example.org") in reasons(look)
    assert {each.column for each in look.rejected} <= {"F", "I", "D"}
    assert "\n" not in "".join(row.title for row in look.rows)


def test_a_list_without_names_of_organisations_can_still_be_read(cast: Cast, shared_data: Path) -> None:
    """Mapped: M «activiteitOmschrijving»; a list of addresses has no better name."""
    layout = Layout({"name": 12}, {"kind": "other", "domain": "safety"})
    look = real(shared_data, "overheidsdiensten_sample.csv", layout)
    assert look.number_of_rows > 500


def test_a_domain_is_known_in_short_and_in_full() -> None:
    typed = ["veiligheid", "Veiligheidsdomein", "zorg", "sociaal", "Sociaal domein"]
    assert [read_domain(words) for words in typed] == ["safety", "safety", "care", "social", "social"]
