"""The sociale kaart on paper (S19): dated, and without what must not lie on a desk."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from network.dates import today
from network.dutch import long_date
from network.models import Person
from network.pdf import PdfError
from partners import service_paper
from partners.models import Audience, CareService, FundingRegime, Location, Referrer, Visibility
from partners.opening_hours import Day, DayText, HoursKind, Weekday, in_a_line, in_short
from partners.service_paper import Entry, ServicePaper
from tests.cast import Cast
from tests.factories import (
    AreaMembershipFactory,
    CareServiceFactory,
    ChannelFactory,
    HelpLineFactory,
    RegionFactory,
)
from tests.reading import Page
from tests.verapdf import validate

ClientOf = Callable[[Person], Client]
PRINT = "/sociale-kaart/pdf/"
SECRET = "Geheimstraat 12"
LAST_WEEK = today() - timedelta(days=7)


@pytest.fixture
def region(cast: Cast) -> None:
    region = RegionFactory()
    for municipality in (cast.tiel, cast.nijmegen):
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)


@pytest.fixture
def entries(cast: Cast, region: None) -> dict[str, CareService]:
    here = CareServiceFactory(
        name="Gesprekken",
        audiences=[Audience.VICTIM, Audience.PERPETRATOR],
        minimum_age=16,
        referral_required=True,
        referrers=[Referrer.FAMILY_DOCTOR],
        funding_regimes=[FundingRegime.HEALTH_INSURANCE, FundingRegime.FORENSIC],
        waiting_time_weeks=6,
        waiting_time_date=LAST_WEEK,
        professional_notes="Bel alleen de teamleider.",
        last_verified_on=today(),
        verified_by=cast.coordinator,
    )
    here.municipalities.add(cast.nijmegen)
    ChannelFactory(service=here, value="088-0000 000")
    ChannelFactory(service=here, value="088-0000 002", for_professionals=True)
    shelter = CareServiceFactory(name="Opvang", is_nationwide=True, last_verified_on=today() - timedelta(days=184))
    Location.objects.create(service=shelter, visibility=Visibility.SECRET)
    elsewhere = CareServiceFactory(name="Elders")
    elsewhere.municipalities.add(cast.tiel)
    HelpLineFactory(name="Slachtofferhulp", number="0900-0101", audiences=[Audience.VICTIM])
    return {"here": here, "shelter": shelter, "elsewhere": elsewhere}


def paper_for(cast: Cast, *, audience: Audience | None = None, with_professional_numbers: bool = False) -> ServicePaper:
    return service_paper.service_paper(
        cast.reader,
        cast.nijmegen,
        timezone.localtime(),
        audience=audience,
        with_professional_numbers=with_professional_numbers,
    )


def entry_named(paper: ServicePaper, name: str) -> Entry:
    return next(entry for part in paper.parts for entry in part.entries if entry.name == name)


@pytest.mark.pdf
def test_the_pdf_carries_its_date_asks_to_check_the_number_and_omits_secret_addresses(
    entries: dict[str, CareService], cast: Cast, client_of: ClientOf, tmp_path: Path
) -> None:
    """The sentence of the agreement; and the paper is readable for everyone, and for ever."""
    response = client_of(cast.reader).get(f"{PRINT}{cast.nijmegen.code}/")

    assert response.headers["Content-Type"] == "application/pdf"
    name = re.search(r'filename="?([^";]+)', response.headers["Content-Disposition"])
    assert name
    assert name[1] == f"sociale-kaart-nijmegen-{today():%Y-%m-%d}.pdf"
    whole = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(response.content)).pages)
    assert f"Afgedrukt op {long_date(today())}." in whole
    assert "Controleer het nummer voor gebruik" in whole
    assert "Het adres is geheim. Bel eerst." in whole
    assert "0900-0101" in whole
    assert "088-0000 000" in whole
    for absent in ("088-0000 002", "teamleider", "Elders"):
        assert absent not in whole
    file = tmp_path / "kaart.pdf"
    file.write_bytes(response.content)
    assert [(verdict.flavour, verdict.failures) for verdict in validate([file])] == [("ua1", ()), ("2a", ())]


def test_a_secret_place_is_never_printed_whatever_is_stored(
    entries: dict[str, CareService], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Location, "street", SECRET)
    monkeypatch.setattr(Location, "place", "Druten")
    entry = entry_named(paper_for(cast), "Opvang")
    assert entry.has_secret_place
    assert SECRET not in repr(entry)
    assert "Druten" not in repr(entry)


def test_numbers_for_professionals_are_only_there_for_who_asks(entries: dict[str, CareService], cast: Cast) -> None:
    without, asked = paper_for(cast), paper_for(cast, with_professional_numbers=True)
    assert entry_named(without, "Gesprekken").for_professionals == ()
    assert entry_named(without, "Gesprekken").has_other_numbers
    [line] = entry_named(asked, "Gesprekken").for_professionals
    assert line.contact.text == "088-0000 002"


def test_an_entry_tells_who_may_come_how_and_when_it_was_checked(entries: dict[str, CareService], cast: Cast) -> None:
    paper = paper_for(cast)
    told = {fact.label: f"{fact.text} {fact.strong}".strip() for fact in entry_named(paper, "Gesprekken").facts}
    assert told == {
        "Wanneer": "langer geleden",
        "Leeftijd": "16 jaar en ouder",
        "Verwijzing": "nodig, via huisarts",
        "Wachttijd": f"6 weken, peildatum {long_date(LAST_WEEK)}",
        "Kosten en vergoeding": "Zvw (eigen risico), forensisch: gratis",
    }
    assert not entry_named(paper, "Gesprekken").freshness.is_old
    assert entry_named(paper, "Opvang").freshness.text.startswith("Niet recent gecontroleerd.")
    assert "Marijke" not in repr(entry_named(paper, "Gesprekken").freshness)


def test_an_entry_for_two_groups_is_printed_once_and_pointed_at(entries: dict[str, CareService], cast: Cast) -> None:
    victims, perpetrators, *_ = paper_for(cast).parts
    assert [entry.name for entry in victims.entries] == ["Gesprekken", "Opvang"]
    assert [entry.name for entry in perpetrators.elsewhere] == ["Gesprekken"]
    [only] = paper_for(cast, audience=Audience.PERPETRATOR).parts
    assert [entry.name for entry in only.entries] == ["Gesprekken"]
    assert only.elsewhere == ()


def test_lines_of_an_audience_go_with_it(entries: dict[str, CareService], cast: Cast) -> None:
    assert [line.name for line in paper_for(cast).help_lines] == ["Slachtofferhulp"]
    assert paper_for(cast, audience=Audience.PERPETRATOR).help_lines == []


def week_of(*texts: str) -> list[DayText]:
    return [DayText(weekday.label, text) for weekday, text in zip(Weekday, texts, strict=True)]


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (
            week_of(*["9.00 tot 17.00 uur"] * 5, "gesloten", "gesloten"),
            "maandag tot en met vrijdag: 9.00 tot 17.00 uur; zaterdag en zondag: gesloten",
        ),
        (in_short(dict.fromkeys(Weekday, Day(HoursKind.ALL_DAY))), "elke dag: dag en nacht"),
        (
            [DayText("vrijdag", "22.00 tot 6.00 uur", "open tot zaterdag 6.00 uur")],
            "vrijdag: 22.00 tot 6.00 uur (open tot zaterdag 6.00 uur)",
        ),
        ([], ""),
    ],
)
def test_the_hours_of_a_week_fit_in_a_line(days: list[DayText], line: str) -> None:
    assert in_a_line(days) == line


def test_the_page_leads_to_the_paper_of_the_chosen_municipality(region: None, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.reader)
    assert Page.of(client.get(PRINT)).texts("#gemeente option") == ["Kies een gemeente", "Nijmegen", "Tiel"]
    chosen = client.get(f"{PRINT}?gemeente=GM0281&wie=perpetrator&professionals=ja")
    assert chosen.headers["Location"] == f"{PRINT}GM0281/?wie=perpetrator&professionals=ja"
    assert client.get(f"{PRINT}?gemeente=GM9999").status_code == 200


@pytest.mark.parametrize(("problem", "status"), [(PdfError("Pango ontbreekt."), 503), (None, 422)])
def test_when_the_paper_can_not_be_made_the_page_says_why(
    problem: PdfError | None,
    status: int,
    entries: dict[str, CareService],
    cast: Cast,
    client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise problem or AssertionError

    monkeypatch.setattr(service_paper, "make_paper", refuse)
    if problem is None:
        monkeypatch.setattr(service_paper, "MOST_ENTRIES", 1)
    client = client_of(cast.reader)
    client.raise_request_exception = False
    response = client.get(f"{PRINT}{cast.nijmegen.code}/")
    assert response.status_code == status
    assert ("Pango ontbreekt." if problem else "te veel aanbod") in Page.of(response).words


def test_many_entries_cost_as_few_questions_as_two(
    entries: dict[str, CareService], cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        CareServiceFactory(is_nationwide=True)
    with django_assert_max_num_queries(12):
        paper_for(cast)
