"""The public version for raad and Woo: without what is internal, read by everybody, and withdrawn when asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from monitor.models import (
    EditionStage,
    Report,
    ReportDownload,
    ReportEdition,
    ReportKind,
    ReportPublication,
    SectionKind,
)
from monitor.reporting import edition_flows
from monitor.reporting.content import Content, Cover, Section
from monitor.reporting.edition_flows import order_edition
from monitor.reporting.jobs import make_report_edition
from monitor.reporting.public import public_content
from monitor.reporting.publication import PublicationPage
from monitor.reporting.publication_flows import CannotError, order_public_edition, publish
from monitor.reporting.published import neutral_name
from monitor.reporting.sections import (
    Answer,
    DecisionLine,
    DecisionName,
    Definition,
    Definitions,
    Meetings,
    Request,
    Requests,
    RequestStep,
)
from network.dates import today
from network.models import Person
from network.pdf import Paper
from partners.models import WooCategory, WooDecision
from partners.side_by_side import ChangedMeanwhileError
from tests.cast import Cast
from tests.factories import report_edition
from tests.monitor.reports.conftest import Situation
from tests.reading import Page

pytestmark = pytest.mark.django_db

S = SectionKind
ADOPTED_ON = date(2026, 9, 17)
BANNED = [
    word
    for word in (Path(__file__).parents[2] / "data" / "banned_words.txt").read_text(encoding="utf-8").splitlines()
    if word and not word.startswith("#")
]

# Nowhere else than in what is internal.
SECRETS = ("Waslijst", "Kwestieus", "Onderonsje", "Geheimtaal")


@pytest.fixture
def quick_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF in no time, for what is not about paper."""
    monkeypatch.setattr(edition_flows, "make_paper", lambda *_, **__: Paper(b"%PDF-1.7 snel", 1, ()))


def with_secrets(content: Content) -> Content:
    """The same report, in which knelpunten and overleg say what nobody else may read."""
    name = DecisionName("2026-001", "Een besluit", "Stuurgroep", date(2026, 5, 1))
    step = RequestStep(date(2026, 5, 1), "geëscaleerd", "Geheimtaal")
    request = Request(1, "Kwestieus", "Waslijst", "Waslijst", "Stuurgroep", date(2026, 5, 1), (step,))
    bodies: dict[str, Any] = {
        S.REQUESTS: Requests((request,)),
        S.MEETINGS: Meetings(
            (DecisionLine(1, name, "", "Kwestieus"),), (Answer(1, "Kwestieus", "Waslijst"),), (), (), 0, "Vorige"
        ),
    }
    sections = (replace(each, body=bodies.get(each.kind, each.body)) for each in content.sections)
    return replace(content, sections=tuple(_with_text(each) for each in sections))


def _with_text(section: Section) -> Section:
    return replace(section, text="Onderonsje") if section.kind in {S.REQUESTS, S.MEETINGS} else section


@pytest.fixture
def adopted(report: Report, situation: Situation) -> Report:
    """Adopted, with knelpunten and overleg that are internal."""
    report.sections.filter(kind__in=[S.REQUESTS, S.MEETINGS, S.QUESTIONS]).update(is_internal=True)
    edition = report_edition(report)
    content = with_secrets(Content.thaw(edition.content))
    edition.delete()
    ReportEdition.objects.create(
        report=report,
        version=1,
        stage=EditionStage.ADOPTED,
        job_status="done",
        content=replace(content, cover=replace(content.cover, adopted_on=ADOPTED_ON)).freeze(),
        file="rapportages/proef.pdf",
        sha256="0" * 64,
        adopted_on=ADOPTED_ON,
        is_adopted=True,
    )
    report.status = "adopted"
    report.save()
    return report


def make_public(report: Report, by: Person) -> ReportEdition:
    edition = order_public_edition(report, by=by)
    make_report_edition(edition_id=edition.pk, person_id=by.pk)
    made = ReportEdition.objects.get(pk=edition.pk)
    assert made.is_finished, made.problem
    return made


def decide(client: Client, report: Report, **changed: object) -> HttpResponse:
    stored = ReportPublication.objects.filter(report=report).first()
    values: dict[str, object] = {
        "internal": [S.REQUESTS, S.MEETINGS, S.QUESTIONS],
        "woo_decision": WooDecision.PUBLISH,
        "woo_category": WooCategory.PLANS,
        "woo_ground": "",
        "published_url": "",
        "keep_until": "",
        "seen_version": stored.version if stored else 0,
    }
    present = {each["kind"] for each in report.editions.adopted().get().content["sections"]}
    values["internal"] = [kind for kind in changed.pop("internal", values["internal"]) if kind in present]  # type: ignore[attr-defined]
    return client.post(f"/rapportages/{report.pk}/openbaar/", values | changed)


@pytest.fixture
def coordinator(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.coordinator)


@pytest.fixture
def public(adopted: Report, coordinator: Client, cast: Cast, quick_paper: None) -> ReportPublication:
    """Everybody may read it."""
    assert decide(coordinator, adopted).status_code == 302
    make_public(adopted, cast.coordinator)
    return publish(adopted, by=cast.coordinator, seen_version=1, day=today())


# --- what goes ------------------------------------------------------------------------------------------------------


@pytest.mark.pdf
def test_the_public_version_omits_what_is_internal_and_neither_its_name_nor_its_metadata_holds_any_of_it(
    adopted: Report, coordinator: Client, cast: Cast
) -> None:
    """R13, all the way and on real paper."""
    decide(coordinator, adopted)
    made = make_public(adopted, cast.coordinator)
    published = publish(adopted, by=cast.coordinator, seen_version=1, day=today())
    answer = Client().get(f"/stukken/{published.pk}/pdf/")

    reader = PdfReader(made.file.open("rb"))
    text = " ".join(page.extract_text() for page in reader.pages)
    metadata = f"{reader.metadata} {reader.trailer['/Root']['/Metadata'].get_data().decode()}"  # type: ignore[index]
    assert "penbare versie" in text.lower()
    for words in (text, metadata, answer["Content-Disposition"], made.file_name, str(made.content)):
        for secret in (*SECRETS, "Knelpunten", "Ter bespreking"):
            assert secret.lower() not in words.lower(), (secret, words[:200])
    assert answer["Content-Disposition"] == 'attachment; filename="voortgangsrapportage-2026-1-openbaar.pdf"'


def test_what_was_adopted_stays_as_it_is(adopted: Report, coordinator: Client, cast: Cast, quick_paper: None) -> None:
    before = adopted.editions.adopted().get().content
    decide(coordinator, adopted, internal=[S.FINANCE])
    make_public(adopted, cast.coordinator)
    assert adopted.editions.adopted().get().content == before
    assert Content.thaw(before).body(S.REQUESTS) is not None


def words_of(content: Content) -> str:
    """Everything that page and paper print."""
    parts = [render_to_string(each.template, {"body": each.body}) for each in content.sections]
    return " ".join([*parts, *(each.text for each in content.sections), *(each.title for each in content.sections)])


def test_each_trace_of_what_is_internal_goes_along(adopted: Report) -> None:
    content = Content.thaw(adopted.editions.adopted().get().content)
    assert all(secret in words_of(content) for secret in SECRETS)
    assert "Ter bespreking" in words_of(content)

    public = public_content(content, {S.REQUESTS, S.QUESTIONS})
    assert "Kwestieus" not in words_of(public)  # not at the decisions that answer it either
    assert "Ter bespreking" not in words_of(public)
    assert public.body(S.MEETINGS).answers == ()
    assert {each.kind for each in content.sections} - {each.kind for each in public.sections} <= {
        S.REQUESTS,
        S.QUESTIONS,
    }
    assert (public.cover.stage, public.cover.version) == ("public", "Openbare versie")
    assert public.cover.adopted_on == ADOPTED_ON


@pytest.mark.parametrize(
    ("internal", "also"),
    [
        (S.ACTIONS, {S.SUMMARY, S.BUILDING_BLOCKS}),
        (S.REQUESTS, {S.QUESTIONS}),
        (S.DECISIONS, {S.REQUESTS, S.MEETINGS}),
        (S.FINANCE, set()),
        (S.MONITOR, set()),
    ],
)
def test_what_tells_an_internal_section_again_stays_inside_too(
    adopted: Report, internal: SectionKind, also: set[SectionKind]
) -> None:
    content = Content.thaw(adopted.editions.adopted().get().content)
    left = {each.kind for each in public_content(content, {internal}).sections}
    present = {each.kind for each in content.sections}
    assert {internal, *(also if internal in present else ())} & left == set()


def test_figures_that_stay_inside_are_not_explained_outside() -> None:
    explained = Definitions((), (Definition("Meldingen", "wat telt mee"),))
    content = Content(cover(), (Section(S.MONITOR, "", None), Section(S.DEFINITIONS, "", explained)))
    assert public_content(content, {S.MONITOR}).body(S.DEFINITIONS) == Definitions((), ())
    assert public_content(content, set()).body(S.DEFINITIONS) == explained


def cover() -> Cover:
    day = date(2026, 7, 1)
    return Cover("Netwerk", "Regiobeeld", day, day, day, "Regiocoördinator", "", day, None, False)


def test_a_public_version_keeps_the_amounts_and_lights_of_the_adopted_one(adopted: Report) -> None:
    content = Content.thaw(adopted.editions.adopted().get().content)
    public = public_content(content, {S.REQUESTS, S.MEETINGS, S.QUESTIONS})
    assert public.body(S.FINANCE) == content.body(S.FINANCE)
    assert public.lights == content.lights
    assert public.body(S.SUMMARY).numbers == content.body(S.SUMMARY).numbers


# --- deciding -------------------------------------------------------------------------------------------------------


def test_the_page_tells_what_stays_and_what_goes(
    adopted: Report, coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        page = Page.of(coordinator.get(f"/rapportages/{adopted.pk}/openbaar/"))
    rows = dict(line.split(" ", 1) for line in page.texts("tbody tr") if line.startswith(("Knelpunten", "Financiën")))
    assert rows == {"Knelpunten": "valt weg", "Financiën": "blijft"}
    checked = {each.get("value") for each in page.all("input[name=internal][checked]")}
    assert checked >= {S.REQUESTS, S.MEETINGS}


def test_an_own_text_that_names_what_goes_is_pointed_out(adopted: Report, coordinator: Client) -> None:
    edition = adopted.editions.adopted().get()
    content = Content.thaw(edition.content)
    named = tuple(
        replace(each, text="Zie het hoofdstuk Knelpunten.") if each.kind == S.SUMMARY else each
        for each in content.sections
    )
    page = PublicationPage(adopted)
    page.__dict__["content"] = replace(content, sections=named)
    (line,) = [each for each in page.lines if each.names]
    assert (line.section.kind, line.names) == (S.SUMMARY, ("Knelpunten",))


def test_what_is_decided_is_written_down(adopted: Report, coordinator: Client) -> None:
    decide(coordinator, adopted, internal=[S.FINANCE], keep_until="31 december 2036")
    stored = ReportPublication.objects.get(report=adopted)
    assert (stored.woo_category, stored.woo_decision) == (WooCategory.PLANS, WooDecision.PUBLISH)
    assert stored.keep_until == date(2036, 12, 31)
    assert set(adopted.sections.filter(is_internal=True).values_list("kind", flat=True)) >= {S.FINANCE}
    assert not adopted.sections.get(kind=S.REQUESTS).is_internal


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"woo_decision": WooDecision.REFUSE}, "op welke grond"),
        ({"woo_category": ""}, "in welke categorie"),
        ({"woo_ground": "artikel 5.1"}, "Een grond hoort bij «niet openbaar maken»"),
        ({"woo_decision": WooDecision.UNDECIDED, "published_url": "https://voorbeeld.nl/x"}, "hoort geen adres"),
        ({"published_url": "ftp://voorbeeld.nl/x"}, "https://"),
        ({"keep_until": "1 januari 2026"}, "Kies een latere dag"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused_with_the_reason(
    adopted: Report, coordinator: Client, changed: dict[str, object], says: str
) -> None:
    response = decide(coordinator, adopted, **changed)
    assert response.status_code == 422
    assert says in Page.of(response).words
    assert not ReportPublication.objects.exists()


def test_a_second_save_never_wipes_out_the_first(adopted: Report, coordinator: Client, cast: Cast) -> None:
    decide(coordinator, adopted)
    response = decide(coordinator, adopted, seen_version=0, woo_category=WooCategory.OTHER)
    assert response.status_code == 409
    page = Page.of(response)
    assert "Iemand anders wijzigde dit intussen" in page.words
    assert page.all("form[data-unsaved] input[name=seen_version]")[0].get("value") == "1"
    assert ReportPublication.objects.get().woo_category == WooCategory.PLANS
    with pytest.raises(ChangedMeanwhileError):
        publish(adopted, by=cast.coordinator, seen_version=0, day=today())


def test_the_sheet_of_a_partner_has_nothing_to_make_public(adopted: Report, cast: Cast, coordinator: Client) -> None:
    present = [each["kind"] for each in adopted.editions.adopted().get().content["sections"]]
    decide(coordinator, adopted, internal=[kind for kind in present if kind != S.DEFINITIONS])
    response = coordinator.post(f"/rapportages/{adopted.pk}/openbaar/maken/")
    assert response.status_code == 422
    assert "Er blijft niets over om openbaar te maken" in Page.of(response).words
    assert not adopted.editions.public().exists()


def test_nothing_is_made_public_before_it_was_decided_and_made(
    adopted: Report, coordinator: Client, cast: Cast, quick_paper: None
) -> None:
    with pytest.raises(CannotError, match="Kies eerst"):
        publish(adopted, by=cast.coordinator, seen_version=0, day=today())
    decide(coordinator, adopted)
    with pytest.raises(CannotError, match="Maak eerst de openbare versie"):
        publish(adopted, by=cast.coordinator, seen_version=1, day=today())


def test_a_version_of_other_sections_than_those_chosen_is_not_made_public(
    adopted: Report, coordinator: Client, cast: Cast, quick_paper: None
) -> None:
    decide(coordinator, adopted)
    make_public(adopted, cast.coordinator)
    decide(coordinator, adopted, internal=[S.REQUESTS, S.MEETINGS, S.QUESTIONS, S.FINANCE])
    assert "U koos daarna andere onderdelen" in Page.of(coordinator.get(f"/rapportages/{adopted.pk}/openbaar/")).words
    with pytest.raises(CannotError, match="Maak eerst de openbare versie"):
        publish(adopted, by=cast.coordinator, seen_version=2, day=today())


def test_from_the_page_a_report_becomes_public_and_is_withdrawn(
    adopted: Report, coordinator: Client, cast: Cast, quick_paper: None
) -> None:
    page = f"/rapportages/{adopted.pk}/openbaar/"
    decide(coordinator, adopted)
    make_public(adopted, cast.coordinator)
    tomorrow = today() + timedelta(days=1)
    assert coordinator.post(f"{page}sinds/", {"day": tomorrow, "seen_version": 1}).status_code == 422
    assert coordinator.post(f"{page}sinds/", {"day": today(), "seen_version": 1}).status_code == 302
    stored = ReportPublication.objects.get()
    assert Client().get(stored.get_absolute_url()).status_code == 200

    assert coordinator.post(f"{page}intrekken/", {"day": today(), "seen_version": 1}).status_code == 409
    assert coordinator.post(f"{page}intrekken/", {"day": today(), "seen_version": 2}).status_code == 302
    assert Client().get(stored.get_absolute_url()).status_code == 410
    assert coordinator.post(f"{page}intrekken/", {"day": today(), "seen_version": 3}).status_code == 422


def test_only_an_adopted_report_can_become_public(report: Report, coordinator: Client) -> None:
    for path in ("", "maken/", "sinds/", "intrekken/"):
        assert coordinator.post(f"/rapportages/{report.pk}/openbaar/{path}").status_code == 403
    assert coordinator.get(f"/rapportages/{report.pk}/openbaar/").status_code == 403
    with pytest.raises(edition_flows.NotNowError):
        order_edition(report, stage=EditionStage.PUBLIC)


# --- reading it, without signing in ---------------------------------------------------------------------------------


def test_everybody_reads_a_public_report_and_nothing_of_what_is_internal(
    public: ReportPublication, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for url in ("/stukken/", f"/stukken/{public.pk}/"):
        with django_assert_max_num_queries(14):  # two read something; the others change the database role and back
            response = Client().get(url)
        assert "Voortgangsrapportage 2026-1" in Page.of(response).words
        for secret in (*SECRETS, "Ter bespreking", "Knelpunten"):
            assert secret not in response.content.decode()
    file = Client().get(f"/stukken/{public.pk}/csv/")
    assert file["Content-Disposition"] == 'attachment; filename="voortgangsrapportage-2026-1-openbaar.csv"'
    assert "Financiën" in file.content.decode()
    assert [secret for secret in SECRETS if secret in file.content.decode()] == []


def test_a_public_page_leaves_nothing_behind_and_tells_nothing_over_a_shoulder(public: ReportPublication) -> None:
    titles = set()
    for url in ("/stukken/", f"/stukken/{public.pk}/", "/stukken/987654/"):
        response = Client().get(url)
        assert not response.cookies
        assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")
        page = Page.of(response)
        titles.add(page.title)
        assert page.title.endswith(" – Hulpwijzer")
        assert page.texts("a.exit") == ["Verlaat deze site"]
        addresses = [each.get("href") or each.get("src") for each in page.all("[href^='/'], [src^='/']")]
        for words in (page.title, url, *addresses):
            assert [word for word in BANNED if word in words.lower()] == [], words
        assert page.all("form, style, [style], script:not([src]), img, iframe, [onclick]") == []
        loaded = [each.get("href") or each.get("src") for each in page.all("script, link")]
        assert all(address.startswith("/") for address in loaded)
        inside = ("/rapportages/", "/plan/", "/overleg/", "/besluiten/", "/knelpunten/", "/partners/", "/monitor/")
        assert [address for address in addresses if address.startswith(inside)] == []
    assert len(titles) == 3


def test_a_name_in_a_history_or_a_folder_tells_no_partner_and_no_municipality() -> None:
    sheet = replace(cover(), title="Verantwoordingsblad 2026-1, Moviera", kind=ReportKind.ACCOUNT, about="Moviera")
    assert neutral_name(sheet) == "Verantwoordingsblad 2026-1"


def test_a_member_reads_the_same_and_nobody_is_written_down(
    public: ReportPublication, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    member = client_of(cast.reader)
    for url in (f"/stukken/{public.pk}/", f"/stukken/{public.pk}/pdf/"):
        assert member.get(url).content == Client().get(url).content
    assert not ReportDownload.objects.exists()


def test_what_is_not_public_is_not_there(adopted: Report, coordinator: Client, cast: Cast, quick_paper: None) -> None:
    """Decided and made, but not public: its page says no more than that of a report that never was."""
    decide(coordinator, adopted)
    make_public(adopted, cast.coordinator)
    hidden = ReportPublication.objects.get()
    for ending in ("", "pdf/"):
        answers = [Client().get(f"/stukken/{pk}/{ending}") for pk in (hidden.pk, 987_654)]
        assert {answer.status_code for answer in answers} == {404}
        assert answers[0].content == answers[1].content
    assert "Er is nog geen stuk openbaar" in Page.of(Client().get("/stukken/")).words


def test_a_file_that_was_altered_is_not_handed_out(public: ReportPublication) -> None:
    assert public.edition
    path = Path(public.edition.file.path)
    path.chmod(0o640)
    path.write_bytes(b"%PDF-1.7 anders")
    response = Client().get(f"/stukken/{public.pk}/pdf/")
    assert response.status_code == 500
    assert "Dit bestand is veranderd" in Page.of(response).words
