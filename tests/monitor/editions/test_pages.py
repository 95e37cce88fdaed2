"""What people read of editions, and releasing on a page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from monitor.models import BuildStatus, DeliveryStatus, DisclosureRule, Edition, EditionBuild, Indicator
from network.dates import today
from network.models import Person
from network.overview import todos_of
from tests.cast import Cast
from tests.factories import DisclosureRuleFactory, IndicatorFactory
from tests.monitor.editions.delivering import deliver, divided, make_region, release
from tests.monitor.figures.bringing_in import load, long_table
from tests.reading import Page

pytestmark = pytest.mark.django_db

ClientOf = Callable[[Person], Client]
NUMBERS = {("Buren", ""): 12, ("Druten", ""): 4, ("Tiel", ""): 30}


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    """12, 4 and 30, approved and not released yet."""
    make_region("Buren", "Druten", "Tiel")
    indicator = divided(name="Slachtoffers")
    deliver(indicator, cast.lead_organisation, NUMBERS)
    return indicator


@pytest.fixture
def coordinator(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def reader(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.reader)


def at(indicator: Indicator, page: str = "") -> str:
    return f"/monitor/indicatoren/{indicator.slug}/{page}"


def read(client: Client, url: str) -> Page:
    response = client.get(url)
    assert response.status_code == 200
    return Page.of(response)


def test_the_page_shows_12_a_bound_and_no_total_that_gives_4_away(indicator: Indicator, reader: Client) -> None:
    """M12: with cells 12, 4 and 30 and threshold 10."""
    release(indicator)

    rows = [row.split() for row in read(reader, at(indicator, "edities/1/")).texts("table tbody tr")]

    assert [row[-1] for row in rows] == ["verborgen", "12", "<10", "30"]
    file = reader.get(at(indicator, "edities/1/csv/")).content.decode()
    assert "46" not in file.partition("Gebied;")[2]
    assert "Druten;gemeente;;;2025;2025JJ00;<10;" in file


def test_releasing_shows_who_is_approved_and_who_is_missing_before_it_builds(
    indicator: Indicator, cast: Cast, coordinator: Client
) -> None:
    deliver(indicator, cast.other_organisation, {}, period="2024JJ00", status=DeliveryStatus.WAITING)
    page = read(coordinator, at(indicator, "vrijgeven/"))
    assert "MEE Gelderse Poort goedgekeurd" in page.words
    assert "Sterker nog niet geleverd" in page.words
    assert not Edition.objects.exists()

    response = coordinator.post(at(indicator, "vrijgeven/"))

    assert response["Location"] == at(indicator, "edities/1/")


def test_a_second_edition_asks_for_its_reason_and_lists_what_it_corrects(
    indicator: Indicator, cast: Cast, coordinator: Client, reader: Client
) -> None:
    """M25: a correction appears in a list, not in the edition."""
    coordinator.post(at(indicator, "vrijgeven/"))
    before = reader.get(at(indicator, "edities/1/csv/")).content
    deliver(indicator, cast.lead_organisation, {**NUMBERS, ("Buren", ""): 21})

    assert coordinator.post(at(indicator, "vrijgeven/")).status_code == 422
    coordinator.post(at(indicator, "vrijgeven/"), {"reason": "Buren telde dubbel."})

    assert "Buren telde dubbel." in read(reader, at(indicator, "edities/")).words
    corrected = read(reader, at(indicator, "edities/2/")).one("section[aria-labelledby=veranderd]").text_content()
    assert "Buren" in corrected
    assert "12" in corrected
    assert "21" in corrected
    assert reader.get(at(indicator, "edities/1/csv/")).content == before


def test_two_downloads_of_an_edition_are_the_same_bytes_whatever_changed_at_the_indicator(
    indicator: Indicator, reader: Client
) -> None:
    """M25, also for what a source published itself."""
    published = load(long_table("A;2023;Nederland;90"))
    release(indicator)
    files = {each: reader.get(at(each, "edities/1/csv/")).content for each in (indicator, published)}

    Indicator.objects.update(name="Anders", definition="Iets anders.", unit="euro", quality_note="Let op.")
    DisclosureRule.objects.update(threshold=20)

    assert all(reader.get(at(each, "edities/1/csv/")).content == content for each, content in files.items())


def test_the_file_of_an_edition_is_made_once_and_still_asked_for_by_who_may_only(
    indicator: Indicator, reader: Client
) -> None:
    release(indicator)
    made = reader.get(at(indicator, "edities/1/csv/"))

    with CaptureQueriesContext(connection) as asked:
        kept = reader.get(at(indicator, "edities/1/csv/"))

    assert (kept.content, kept.headers["Content-Disposition"]) == (made.content, made.headers["Content-Disposition"])
    assert "monitor_edition" in str(asked.captured_queries)
    assert "monitor_releasedvalue" not in str(asked.captured_queries)
    assert Client().get(at(indicator, "edities/1/csv/"))["Location"].startswith("/account/")


def test_the_file_of_an_edition_follows_what_the_edition_says_of_itself(indicator: Indicator, reader: Client) -> None:
    """Of one from before words were kept, that is what the indicator says now."""
    release(indicator)
    assert "Slachtoffers" in reader.get(at(indicator, "edities/1/csv/")).content.decode()

    Edition.objects.update(description={})
    for name in ("Eerst", "Daarna"):
        Indicator.objects.update(name=name)
        assert f"Indicator;{name}" in reader.get(at(indicator, "edities/1/csv/")).content.decode()


@pytest.mark.parametrize("share", [0, 0.01, 0.5])
def test_a_kept_file_of_which_the_rest_was_lost_is_made_again(
    indicator: Indicator, reader: Client, tmp_path: Path, settings: Settings, share: float
) -> None:
    """After the power went, say."""
    settings.CACHES = {**settings.CACHES, "drawings": {**settings.CACHES["drawings"], "LOCATION": tmp_path}}
    release(indicator)
    made = reader.get(at(indicator, "edities/1/csv/")).content
    [kept] = tmp_path.glob("*.djcache")
    kept.write_bytes(kept.read_bytes()[: int(kept.stat().st_size * share)])

    assert reader.get(at(indicator, "edities/1/csv/")).content == made


def test_a_large_file_is_made_each_time(indicator: Indicator, reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.edition_files.MOST_KEPT", 10)
    release(indicator)
    made = reader.get(at(indicator, "edities/1/csv/")).content

    with CaptureQueriesContext(connection) as asked:
        again = reader.get(at(indicator, "edities/1/csv/")).content

    assert again == made
    assert "monitor_releasedvalue" in str(asked.captured_queries)


def test_a_refused_release_says_why_and_what_to_do_and_tells_who_asked(
    indicator: Indicator, cast: Cast, coordinator: Client
) -> None:
    DisclosureRule.objects.all().delete()

    response = coordinator.post(at(indicator, "vrijgeven/"))

    assert response.status_code == 422
    assert "nog geen regel voor kleine aantallen" in Page.of(response).words
    told = {todo.title: todo.why for todo in todos_of(cast.coordinator, today())}
    assert "nog geen regel" in told["Slachtoffers is niet vrijgegeven"]
    assert "Slachtoffers is niet vrijgegeven" not in {todo.title for todo in todos_of(cast.data_steward, today())}


def test_approved_figures_that_wait_are_on_the_overview_until_they_are_released(
    indicator: Indicator, cast: Cast
) -> None:
    waiting = "Slachtoffers vrijgeven"
    assert waiting in {todo.title for todo in todos_of(cast.coordinator, today())}
    assert waiting not in {todo.title for todo in todos_of(cast.lead_editor, today())}

    release(indicator)

    assert waiting not in {todo.title for todo in todos_of(cast.coordinator, today())}


def test_a_large_release_is_built_in_the_background(
    indicator: Indicator, coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitor.edition_flows.SMALL", 2)

    coordinator.post(at(indicator, "vrijgeven/"))

    assert EditionBuild.objects.get().status == BuildStatus.WAITING
    assert "Er loopt een vrijgave" in read(coordinator, at(indicator, "vrijgeven/")).words


def test_only_who_releases_figures_reads_the_proof(indicator: Indicator, coordinator: Client, reader: Client) -> None:
    release(indicator)

    assert "Het bewijs bij deze editie" in read(coordinator, at(indicator, "edities/1/")).words
    assert "Het bewijs" not in read(reader, at(indicator, "edities/1/")).words


def test_a_reader_can_open_why_there_is_no_number_with_the_rule(indicator: Indicator, reader: Client) -> None:
    release(indicator)

    words = read(reader, at(indicator, "waarom-geen-getal/")).words

    assert "Het gaat om minder dan 10 mensen." in words
    assert "Zijn het er 1 tot en met 9, dan tonen wij het aantal niet." in words


def test_a_source_that_publishes_itself_is_not_released_by_hand(coordinator: Client) -> None:
    indicator = IndicatorFactory()

    assert coordinator.get(at(indicator, "vrijgeven/")).status_code == 404
    assert coordinator.get(f"/monitor/bronnen/{indicator.source_id}/regel/").status_code == 404


RULE = {"threshold": "10", "shows_zero": "on", "rounds_to": "1", "largest_share": ""}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"threshold": "9"}, "De grens is 10 of hoger"),
        ({"threshold": "101"}, "De grens is 10 of hoger, tot 100"),
        ({"threshold": "tien"}, "Vul een heel getal in"),
        ({"largest_share": "0,3"}, "Kies een aandeel van 0,5 tot en met 1."),
    ],
)
def test_a_rule_is_never_looser_than_ten(coordinator: Client, changes: dict[str, str], says: str) -> None:
    source = DisclosureRuleFactory().source

    response = coordinator.post(f"/monitor/bronnen/{source.pk}/regel/", RULE | changes)

    assert response.status_code == 422
    assert says in Page.of(response).words


def test_a_rule_can_be_stricter(coordinator: Client) -> None:
    rule = DisclosureRuleFactory()
    stricter = {"threshold": "15", "rounds_to": "5", "largest_share": "0,85"}

    assert coordinator.post(f"/monitor/bronnen/{rule.source_id}/regel/", stricter).status_code == 302

    rule.refresh_from_db()
    assert (rule.threshold, rule.shows_zero, rule.rounds_to, str(rule.largest_share)) == (15, False, 5, "0.85")


def test_once_figures_were_released_their_rule_gets_no_looser(indicator: Indicator, coordinator: Client) -> None:
    strict = {"threshold": 15, "shows_zero": False, "rounds_to": 5, "largest_share": "0.85"}
    DisclosureRule.objects.update(**strict)
    release(indicator)

    response = coordinator.post(f"/monitor/bronnen/{indicator.source_id}/regel/", RULE)

    assert response.status_code == 422
    assert len(Page.of(response).all("form .utrecht-form-field--invalid")) == 4
    assert DisclosureRule.objects.get().threshold == 15


def test_the_pages_of_editions_cost_few_questions(
    indicator: Indicator,
    cast: Cast,
    coordinator: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    release(indicator)
    for year in range(2015, 2025):
        deliver(indicator, cast.lead_organisation, NUMBERS, period=f"{year}JJ00")
    release(indicator)

    for page in ("edities/", "edities/2/", "edities/2/csv/", "vrijgeven/", "waarom-geen-getal/"):
        with django_assert_max_num_queries(12):
            coordinator.get(at(indicator, page))
