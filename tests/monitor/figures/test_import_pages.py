"""The pages on which the data steward brings figures in."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from monitor import import_flows
from monitor.models import DisclosureRule, ImportRun, ImportStatus, Indicator, ReleasedValue
from monitor.overview import imports_to_finish
from network.dates import today
from network.models import Person
from tests.cast import Cast
from tests.factories import DeliveredIndicatorFactory, IndicatorFactory, SourceFactory
from tests.monitor.figures.bringing_in import FILES, bring_in, load, long_table, new_indicator

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
LIST = "/monitor/import/"


@pytest.fixture
def steward(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.data_steward)


def upload(client: Client, content: bytes, *, name: str = "tabel.csv", follow: bool = True) -> str:
    """What the data steward reads after choosing a file."""
    response = client.post(LIST, {"file": SimpleUploadedFile(name, content)}, follow=follow)
    return response.content.decode()


def new_indicator_form(**changes: str) -> dict[str, str]:
    answers = {
        "name": "Seksuele misdrijven in het Noorden",
        "definition": "Misdrijven die de politie registreerde.",
        "source": "CBS",
        "unit": "aantal",
        "direction": "none",
        "retrieved_on": "3 september 2026",
        **changes,
    }
    return {"kind": "new", **{f"new-{name}": answer for name, answer in answers.items()}}


def test_a_file_is_shown_with_everything_that_was_recognised_in_it(steward: Client) -> None:
    page = upload(steward, (FILES / "tabelindeling.csv").read_bytes(), name="47013NED_misdrijven.csv")

    for told in (
        "CSV volgens tabelindeling",
        "47013NED, Misdrijven; soort misdrijf, gemeente",
        "Soort misdrijf: Totaal misdrijven",
        "Bron: Politie",
        "2022, 2023 (voorlopig)",
        "8 gebieden",
        "16 cijfers op 8 regels, 8 daarvan voorlopig",
        "2 keer een punt (geheim of onbekend), 1 keer leeg (kan niet voorkomen)",
        "1 keer een streepje (nihil), 1 keer nul",
        "Dit zijn alle misdrijven samen, niet alleen seksuele.",
        "Er is nog niets opgeslagen.",
        "Waar horen deze cijfers bij?",
    ):
        assert told in page, told


def test_a_file_that_names_no_area_asks_for_one_and_keeps_its_own_name(steward: Client) -> None:
    page = upload(steward, (FILES / "breed.csv").read_bytes(), name="breed.csv")
    run = ImportRun.objects.get()
    assert "Het bestand noemt geen gebied" in page

    choose = reverse("monitor:import-choose", args=[run.pk])
    without = steward.post(choose, new_indicator_form()).content.decode()
    page = steward.post(
        choose, new_indicator_form(area="Noord-Nederland", area_kind="country_part"), follow=True
    ).content.decode()

    assert "Fout: " in without
    assert "Noord-Nederland (LD), door u opgegeven" in page
    assert "Seksuele misdrijven in het Noorden (nieuw)" in page
    assert "opgehaald op 3 september 2026" in page
    assert "21 waarden opslaan" in page
    assert not Indicator.objects.exists()


def test_a_suffix_that_says_another_kind_of_area_is_refused(steward: Client) -> None:
    upload(steward, (FILES / "breed.csv").read_bytes(), name="breed.csv")
    choose = reverse("monitor:import-choose", args=[ImportRun.objects.get().pk])

    page = steward.post(choose, new_indicator_form(area="Noord-Nederland (LD)", area_kind="police")).content.decode()

    assert "hoort bij een ander soort gebied" in page


def test_confirming_saves_the_figures_and_shows_the_way_to_them(steward: Client) -> None:
    upload(steward, long_table("Mensenhandel;2023*;Nederland;590"))
    run = ImportRun.objects.get()
    steward.post(reverse("monitor:import-choose", args=[run.pk]), new_indicator_form())

    page = steward.post(reverse("monitor:import-confirm", args=[run.pk]), follow=True).content.decode()

    assert "1 cijfers opgeslagen" not in page
    assert "1 cijfer opgeslagen" in page
    assert "1 nieuw, 0 veranderd, 0 gelijk gebleven" in page
    assert Indicator.objects.get().get_absolute_url() in page
    assert ReleasedValue.objects.get().value == 590


@pytest.mark.parametrize("missing", ["definition", "source", "name"])
def test_an_indicator_without_name_definition_or_source_can_not_be_made(steward: Client, missing: str) -> None:
    upload(steward, long_table("Mensenhandel;2023*;Nederland;590"))
    choose = reverse("monitor:import-choose", args=[ImportRun.objects.get().pk])

    response = steward.post(choose, new_indicator_form(**{missing: ""}))

    assert response.status_code == 422
    assert not Indicator.objects.exists()


def test_only_indicators_of_the_same_source_are_offered(steward: Client) -> None:
    IndicatorFactory(name="Van het CBS", source=SourceFactory(name="CBS"))
    of_police = IndicatorFactory(name="Van de politie", source=SourceFactory(name="Politie"))

    page = upload(steward, long_table("Mensenhandel;2023*;Nederland;590"))
    choose = reverse("monitor:import-choose", args=[ImportRun.objects.get().pk])
    forced = steward.post(
        choose, {"kind": "existing", "existing-indicator": of_police.pk, "existing-retrieved_on": "3-9-2026"}
    ).content.decode()

    assert "Van het CBS" in page
    assert "Van de politie" not in page
    assert "Deze indicator is van een andere bron." in forced


def test_rejected_lines_are_listed_and_saved_around_only_when_asked(steward: Client) -> None:
    content = long_table("Mensenhandel;2023*;Nederland;590", "Mensenhandel;2024MM13;Nederland;1.31O")
    page = upload(steward, content)
    run = ImportRun.objects.get()
    assert "1 regel is afgekeurd" in page
    assert "Maand 13 bestaat niet." in page
    steward.post(reverse("monitor:import-choose", args=[run.pk]), new_indicator_form())
    confirm = reverse("monitor:import-confirm", args=[run.pk])

    refused = steward.post(confirm)
    steward.post(confirm, {"skips_rejected": "on"})

    assert refused.status_code == 422
    assert "Alles gaat mee of niets gaat mee." in refused.content.decode()
    assert ReleasedValue.objects.count() == 1


def test_a_guessed_area_is_taken_with_one_button_that_needs_no_javascript(
    steward: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """M03, as the mock-up shows it: «Bedoelt u …? Ja, gebruik dit gebied»."""
    load(long_table("Mensenhandel;2022;Gelderland-Zuid (VT);35"))
    page = upload(steward, long_table("Mensenhandel;2023;Gelderland Zuid;40"))
    run = ImportRun.objects.latest("pk")
    area = reverse("monitor:import-area", args=[run.pk])
    assert "Bedoelt u «Gelderland-Zuid (VT)»?" in page
    assert f'method="post" action="{area}"' in page

    with django_assert_max_num_queries(16):
        steward.get(run.get_absolute_url())
    page = steward.post(area, {"naam": "Gelderland Zuid"}, follow=True).content.decode()

    assert "Bedoelt u" not in page
    assert "1 waarde opslaan" in page


def test_the_same_file_again_says_that_nothing_changes(steward: Client) -> None:
    content = long_table("Mensenhandel;2023*;Nederland;590")
    load(content)

    page = upload(steward, content)

    assert "Er verandert niets" in page
    assert "waarden opslaan" not in page


def test_changed_figures_are_shown_old_and_new(steward: Client) -> None:
    load(long_table("Mensenhandel;2023*;Nederland;590"))

    page = upload(steward, long_table("Mensenhandel;2023;Nederland;."))

    assert "1 waarde verandert" in page
    assert "de bron verbergt dit nu" in page


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7", "Dit is een PDF en geen CSV."),
        (b"", "Het bestand is leeg."),
        (b"94817263", "In dit bestand staat geen tabel"),
        (b"Plaats;Perioden;Plaats\na;2023;b\n", "De kolom «Plaats» komt 2 keer voor (A en C)."),
    ],
)
def test_a_file_that_can_not_be_read_is_refused_at_the_field_and_not_kept(
    steward: Client, content: bytes, message: str
) -> None:
    response = steward.post(LIST, {"file": SimpleUploadedFile("bestand.csv", content)})

    assert response.status_code == 422
    assert message in response.content.decode()
    assert not ImportRun.objects.exists()


def test_a_body_above_the_limit_is_answered_without_being_read(steward: Client, settings: LazySettings) -> None:
    settings.IMPORT_MAX_BYTES = 1024

    class Untouchable:
        """A body of 50 MB, of which not one byte may be read."""

        def read(self, *args: object) -> bytes:
            pytest.fail("the body was read")

        readline = read

    response = steward.generic(
        "POST",
        LIST,
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Untouchable(), "CONTENT_LENGTH": str(50 * 1024**2)},  # type: ignore[arg-type]
    )

    assert response.status_code == 413
    assert "Het bestand is te groot." in response.content.decode()


def test_a_file_just_above_the_limit_is_refused_too(steward: Client, settings: LazySettings) -> None:
    settings.IMPORT_MAX_BYTES = 1024

    page = upload(steward, b"x" * 1025)

    assert "Het bestand is te groot." in page


def test_an_upload_from_another_site_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.data_steward, backend="network.accounts.SignInBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa"}]
    session.save()

    response = client.post(LIST, {"file": SimpleUploadedFile("tabel.csv", b"x")})

    assert response.status_code == 403


def test_a_name_of_a_file_or_a_cell_is_shown_as_text(steward: Client) -> None:
    page = upload(steward, long_table("<script>alert(1)</script>;2023*;Nederland;590"), name="<b>tabel</b>.csv")

    assert "<script>alert" not in page
    assert "<b>tabel" not in page


def test_a_long_import_tells_how_far_it_is_and_then_what_became_of_it(steward: Client) -> None:
    run = bring_in(long_table("Mensenhandel;2023*;Nederland;590"))
    import_flows.choose(run, new_indicator=new_indicator(run))
    ImportRun.objects.filter(pk=run.pk).update(status=ImportStatus.CONFIRMED)
    url = run.get_absolute_url()

    busy = steward.get(url, headers={"HX-Request": "true"}).content.decode()
    import_flows.save_figures(run)
    done = steward.get(url, headers={"HX-Request": "true"})

    assert "<progress" in busy
    assert 'hx-trigger="every 2s"' in busy
    assert "1 cijfer opgeslagen" in done.content.decode()
    assert "hx-trigger" not in done.content.decode()
    assert done.headers["HX-Refresh"] == "true"


def test_the_data_steward_is_reminded_of_what_is_not_finished(cast: Cast) -> None:
    waiting = bring_in(long_table("Mensenhandel;2023*;Nederland;590"), name="wacht.csv")
    failed = bring_in(long_table("Mensenhandel;2023*;Nederland;590"), name="mislukt.csv")
    import_flows.note_failure(failed, problem="De schijf was vol.")
    import_flows.cancel(bring_in(long_table("Mensenhandel;2023*;Nederland;590"), name="weg.csv"))

    todos = {todo.title: todo for todo in imports_to_finish(cast.data_steward, today())}

    assert set(todos) == {"Import van wacht.csv afmaken", "De import van mislukt.csv is mislukt"}
    assert todos["De import van mislukt.csv is mislukt"].late
    assert todos["Import van wacht.csv afmaken"].url == waiting.get_absolute_url()
    assert list(imports_to_finish(cast.coordinator, today())) == []


def test_the_list_of_imports_costs_the_same_for_two_and_for_twenty(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        bring_in(long_table(f"Mensenhandel;2023*;Nederland;{number}"), by=cast.data_steward)
    steward = client_of(cast.data_steward)

    with django_assert_max_num_queries(12):
        steward.get(LIST)


def test_figures_that_were_saved_but_not_released_are_not_called_shown(steward: Client) -> None:
    indicator = DeliveredIndicatorFactory(name="Van een partner")
    DisclosureRule.objects.all().delete()
    run = bring_in(long_table("Mensenhandel;2023;Nederland;35", source=""))
    import_flows.choose(run, indicator=indicator)
    import_flows.confirm(run)

    page = steward.get(run.get_absolute_url()).content.decode()

    assert "Nog niet vrijgegeven: een lezer ziet deze cijfers niet" in page
    assert "nog geen regel" in page
    assert f"/monitor/indicatoren/{indicator.slug}/vrijgeven/" in page
    run.refresh_from_db()
    assert any("nog niet vrijgegeven" in note for note in import_flows.printed(run)["notes"])
