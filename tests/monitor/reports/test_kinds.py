"""The other kinds of reports: each a list of sections, read for everybody who may come to read it (M29)."""

import json
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from pytest_django import DjangoAssertNumQueries

from actionplan.models import Outcome, Plan, Verdict
from monitor.models import Report, ReportKind, SectionKind
from monitor.numbers import ValueStatus
from monitor.reporting.content import Content
from monitor.reporting.csv import csv_of
from monitor.reporting.flows import create_report
from monitor.reporting.half_years import HalfYear, OwnPeriod
from monitor.reporting.live import content_of
from monitor.reporting.parts import PARTS
from monitor.reporting.parts.services import what_happened
from monitor.reporting.public import public_content
from network.dates import today
from network.models import AreaKind, Municipality
from partners.models import Agreement, AgreementParty, Audience, CareService, LessonStatus, ServiceStatus, ServiceType
from partners.models.ways import Location, OpeningHours, Visibility
from partners.opening_hours import HoursKind, Weekday
from tests.cast import Cast, make_cast
from tests.factories import (
    ActionFactory,
    AgreementFactory,
    AmbitionFactory,
    AreaMembershipFactory,
    AreaSetFactory,
    BodyFactory,
    CareServiceFactory,
    ChannelFactory,
    ContributionFactory,
    EvaluationFactory,
    LessonFactory,
    MunicipalityFactory,
    OrganisationFactory,
    PlanFactory,
    RegionFactory,
    SeatFactory,
    StatusReportFactory,
)
from tests.monitor.maps.released import release

pytestmark = pytest.mark.django_db

ON = date(2026, 7, 10)
KINDS_OF_HERE = (ReportKind.PROGRESS, ReportKind.PICTURE, ReportKind.EVALUATION, ReportKind.SERVICES)
OF_A_MUNICIPALITY = {ReportKind.PICTURE, ReportKind.SERVICES}
# What no report tells: towns, streets and notes about help, what is confidential, and who people are.
CANARIES = (
    "Geheimwijk",
    "Verstopstraat",
    "6666 ZZ",
    "Halfdorp",
    "Klop driemaal",
    "Vertrouwelijk verbond",
    "Contract in de maak",
    "Later aangeboden",
)


@dataclass(frozen=True)
class Place:
    """A region in which a report of each kind has something to say."""

    cast: Cast
    bare: Municipality  # of the region, and of it nothing is known
    hidden: CareService  # in a secret place


@pytest.fixture(scope="module")
def place(rows_of_this_module: None) -> Place:
    cast = make_cast()
    region = RegionFactory(central_municipality=cast.nijmegen)
    bare = MunicipalityFactory(code="GM0225", name="Druten")
    for municipality in (cast.tiel, cast.nijmegen, bare):
        AreaMembershipFactory(area_set=region.area_set, municipality=municipality)
    make_figures(cast)
    make_plan(cast)
    make_agreements(cast)
    return Place(cast, bare, make_help(cast))


def make_figures(cast: Cast) -> None:
    around = AreaSetFactory(kind=AreaKind.VEILIG_THUIS, name="Gelderland-Zuid")
    AreaMembershipFactory(area_set=around, municipality=cast.tiel)
    release({(cast.tiel, "2024"): 30, (cast.nijmegen, "2024"): 47}, name="Aangiften", definition="Wat de politie telt.")
    release({(cast.tiel, "2024"): ValueStatus.BELOW}, name="Gesprekken", definition="Wat de GGD telt.")
    release({(("vt", "Gelderland-Zuid"), "2024"): 900}, name="Meldingen", definition="Wat Veilig Thuis telt.")


def make_plan(cast: Cast) -> None:
    plan = PlanFactory()
    here = ActionFactory(plan=plan, code="1.1", title="Voorlichting geven", lead_organisation=cast.lead_organisation)
    ContributionFactory(action=here, municipality=cast.tiel)
    begun = ActionFactory(plan=plan, code="1.2", title="Wijkteams scholen", lead_organisation=cast.tiel_organisation)
    StatusReportFactory(action=begun, reported_on=date(2026, 6, 20))
    year = EvaluationFactory(year=2026, started_on=date(2026, 7, 1), lessons="Eerder beginnen.")
    verdicts = ((Outcome.REALISED, ""), (Outcome.NOT_REALISED, "Er kwam geen geld."), ("", ""))
    for number, (outcome, reason) in enumerate(verdicts, start=1):
        ambition = AmbitionFactory(plan=plan, title=f"Ambitie {number}", from_year=2026)
        Verdict.objects.create(evaluation=year, ambition=ambition, outcome=outcome, reason=reason)
    LessonFactory(title="Vraag eerder door", noted_on=date(2026, 3, 1), organisation=cast.other_organisation)
    LessonFactory(
        title="Eén telefoonnummer",
        noted_on=date(2026, 4, 1),
        status=LessonStatus.TAKEN_UP,
        settled_on=date(2026, 5, 1),
        settled_because="Er komt één nummer.",
    )


def make_agreements(cast: Cast) -> None:
    gone = OrganisationFactory(name="Stichting Weg", joined_on=date(2021, 5, 1), left_on=date(2026, 3, 1))
    OrganisationFactory(name="Nieuwe partner", joined_on=date(2026, 2, 1))
    SeatFactory(body=(body := BodyFactory(name="Kerngroep")), organisation=gone)
    SeatFactory(body=body, organisation=cast.lead_organisation)
    both = [cast.lead_organisation, cast.other_organisation]
    sign(AgreementFactory(title="Convenant aanpak", parties=both, starts_on=date(2024, 1, 1)), 2, date(2024, 1, 1))
    ends = AgreementFactory(
        title="Subsidie begeleiding", parties=both, starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31)
    )
    sign(ends, 2, date(2025, 1, 1))
    half = AgreementFactory(title="Privacyprotocol", parties=both, sign_by=date(2026, 9, 1))
    sign(half, 1, date(2026, 6, 1))
    sign(half, 1, ON + timedelta(days=1))
    sign(AgreementFactory(title="Vertrouwelijk verbond", parties=both, is_confidential=True), 2, date(2024, 1, 1))
    AgreementFactory(title="Contract in de maak", parties=both, offered_on=None)
    AgreementFactory(title="Later aangeboden", parties=both, offered_on=ON + timedelta(days=1))


def sign(agreement: Agreement, number: int, on: date) -> None:
    parties = AgreementParty.objects.to_sign().filter(version__agreement=agreement).order_by("pk")
    AgreementParty.objects.filter(pk__in=[each.pk for each in parties[:number]]).update(
        signed_on=on, representative="Hester Kramer"
    )


def make_help(cast: Cast) -> CareService:
    here = CareServiceFactory(
        name="Inloopspreekuur",
        organisation=cast.lead_organisation,
        service_types=[ServiceType.SUPPORT, ServiceType.ADVICE],
        pillars=["care"],
        last_verified_on=date(2026, 7, 1),
        verified_by=cast.coordinator,
        professional_notes="Klop driemaal.",
    )
    here.municipalities.add(cast.tiel)
    channel = ChannelFactory(service=here, value="0344-123456")
    for weekday in (Weekday.MONDAY, Weekday.TUESDAY):
        OpeningHours.objects.create(
            channel=channel, weekday=weekday, kind=HoursKind.OPEN, opens_at=time(9), closes_at=time(17)
        )
    ChannelFactory(service=here, value="024-7654321", for_professionals=True)
    Location.objects.create(
        service=here, visibility=Visibility.PUBLIC, street="Verstopstraat 3", postcode="6666 ZZ", place="Tiel"
    )
    CareServiceFactory(name="Landelijke lijn", is_nationwide=True, organisation=cast.other_organisation)
    half = CareServiceFactory(name="Groep voor naasten", service_types=[ServiceType.GROUP])
    half.municipalities.add(cast.tiel)
    Location.objects.create(service=half, visibility=Visibility.PLACE_ONLY, place="Halfdorp")
    hidden: CareService = CareServiceFactory(
        name="Veilige opvang", service_types=[ServiceType.SHELTER], last_verified_on=date(2025, 1, 1)
    )
    hidden.municipalities.add(MunicipalityFactory(code="GM0999", name="Geheimwijk"))
    Location.objects.create(service=hidden, visibility=Visibility.SECRET)
    inside = CareServiceFactory(name="Overleg met collega's", audiences=[Audience.PROFESSIONAL])
    inside.municipalities.add(cast.tiel)
    draft = CareServiceFactory(name="Nog niet klaar", status=ServiceStatus.DRAFT)
    draft.municipalities.add(cast.tiel)
    return hidden


def make_report(kind: ReportKind, cast: Cast, municipality: Municipality | None = None, **more: Any) -> Report:
    period = HalfYear(2026, 1) if kind == ReportKind.PROGRESS else OwnPeriod.of_year(2026)
    about = {"municipality": municipality or cast.tiel} if kind in OF_A_MUNICIPALITY else {}
    chosen = {"period": period, "reference_date": ON, **about, **more}
    return create_report(kind=kind, by=cast.coordinator, **chosen)


def read(report: Report) -> Content:
    return content_of(report, version="Concept 1", made_on=ON)


def told(kind: ReportKind, section: SectionKind, place: Place, municipality: Municipality | None = None) -> Any:
    return read(make_report(kind, place.cast, municipality)).body(section)


def printed(content: Content) -> str:
    """What a reader gets: every section as page and paper print it, as it is frozen, and as a spreadsheet."""
    pages = [render_to_string(each.template, {"body": each.body}) for each in content.sections]
    return "\n".join([*pages, json.dumps(content.freeze(), ensure_ascii=False), csv_of(content).decode("utf-8-sig")])


# --- every kind -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS_OF_HERE)
def test_a_report_of_each_kind_says_nothing_secret_and_names_nobody(kind: ReportKind, place: Place) -> None:
    words = printed(read(make_report(kind, place.cast)))

    assert [canary for canary in CANARIES if canary in words] == []
    assert [name for person in place.cast.people.values() if (name := person.name) in words] == []


@pytest.mark.parametrize("kind", KINDS_OF_HERE)
def test_a_report_of_each_kind_comes_back_from_what_was_frozen(kind: ReportKind, place: Place) -> None:
    content = read(make_report(kind, place.cast))

    assert Content.thaw(json.loads(json.dumps(content.freeze()))) == content
    texts = [text for each in content.sections for text in PARTS[SectionKind(each.kind)].places(each.body)]
    assert [text.url for text in texts if not text.url.startswith("/")] == []


@pytest.mark.parametrize("kind", KINDS_OF_HERE)
def test_a_report_of_each_kind_can_be_read_while_the_portal_is_empty(kind: ReportKind, place: Place) -> None:
    """Of a municipality that is not of the region, in a year of which nothing is known."""
    stranger = MunicipalityFactory(name="Elders")
    about = {"municipality": stranger} if kind in OF_A_MUNICIPALITY else {}
    report = make_report(kind, place.cast, period=OwnPeriod.of_year(2012), reference_date=date(2012, 7, 1), **about)

    assert printed(read(report))


QUESTIONS = {ReportKind.PICTURE: 12, ReportKind.SERVICES: 13, ReportKind.EVALUATION: 7, ReportKind.PROGRESS: 10}


@pytest.mark.parametrize("kind", KINDS_OF_HERE)
def test_a_report_costs_as_many_questions_for_much_as_for_little(
    kind: ReportKind, place: Place, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    report = make_report(kind, place.cast)
    for number in range(5):
        ChannelFactory(service=CareServiceFactory(name=f"Hulp {number}", is_nationwide=True))
        AmbitionFactory(plan=(plan := Plan.objects.get()))
        AgreementFactory(title=f"Nog een {number}", parties=[place.cast.lead_organisation])
        ActionFactory(plan=plan, lead_organisation=place.cast.tiel_organisation)

    with django_assert_max_num_queries(QUESTIONS[kind]):
        read(Report.objects.get(pk=report.pk))


# --- regiobeeld per gemeente ------------------------------------------------------------------------------------------


def test_a_picture_has_aard_omvang_aanbod_acties_and_gaten_of_each_municipality(place: Place) -> None:
    """M29."""
    content = read(make_report(ReportKind.PICTURE, place.cast))

    assert [each.title for each in content.sections] == [
        "Aard en omvang",
        "Aanbod",
        "Acties in de gemeente",
        "Gaten",
        "Begrippen en bronnen",
    ]
    assert str(make_report(ReportKind.PICTURE, place.cast, place.bare)) == "Regiobeeld 2026-2, Druten"


def test_a_figure_keeps_its_source_period_status_and_why_it_is_not_shown(place: Place) -> None:
    body = told(ReportKind.PICTURE, SectionKind.EXTENT, place)

    own = {line.indicator: line for line in body.own}
    assert (own["Aangiften"].text, own["Aangiften"].period, own["Aangiften"].status) == ("30", "2024", "definitief")
    assert own["Aangiften"].source_line.startswith("Bron")
    assert own["Gesprekken"].text == "<10"
    assert own["Gesprekken"].note
    assert [(line.area, line.text) for line in body.areas] == [("Gelderland-Zuid (VT)", "900")]


def test_only_figures_that_are_printed_are_explained(place: Place) -> None:
    body = told(ReportKind.PICTURE, SectionKind.DEFINITIONS, place)

    assert [each.term for each in body.indicators] == ["Aangiften", "Gesprekken", "Meldingen"]
    assert "Tekort" not in [each.term for each in body.terms]


def test_actions_and_gaps_of_the_municipality_stand_there(place: Place) -> None:
    content = read(make_report(ReportKind.PICTURE, place.cast))

    lines = content.body(SectionKind.LOCAL_ACTIONS).lines
    assert [(line.code, line.light) for line in lines] == [("1.1", "grey"), ("1.2", "green")]
    gaps = [line.text for line in content.body(SectionKind.GAPS).lines]
    assert "Actie 1.1 is nog niet begonnen: Voorlichting geven." in gaps
    assert "De gemeente vulde de scan van de bouwstenen nog niet in." in gaps


def test_of_a_municipality_of_which_nothing_is_known_the_picture_says_so(place: Place) -> None:
    words = printed(read(make_report(ReportKind.PICTURE, place.cast, place.bare)))

    assert "Er is nog geen cijfer van Druten zelf." in words
    assert "Er liep in Druten op de peildatum geen actie uit het plan." in words
    assert "Geen cijfer: Aangiften." in words


# --- sociale kaart per gemeente ---------------------------------------------------------------------------------------


def test_an_entry_says_for_whom_how_and_when_and_that_it_was_checked(place: Place) -> None:
    body = told(ReportKind.SERVICES, SectionKind.ENTRIES, place)

    advice = next(kind for kind in body.kinds if kind.kind == "advies en informatie")
    (entry,) = advice.entries
    assert (entry.name, entry.organisation) == ("Inloopspreekuur", "MEE Gelderse Poort")
    assert (entry.for_whom, entry.other_kinds) == ("iemand die het meemaakte", "begeleiding")
    assert [(way.text, way.hours.split(";")[0]) for way in entry.ways] == [
        ("telefoon 0344 12 34 56", "maandag en dinsdag: 9.00 tot 17.00 uur")
    ]
    assert entry.checked == "Gecontroleerd op 1 juli 2026"


def test_only_published_help_for_people_themselves_is_listed(place: Place) -> None:
    body = told(ReportKind.SERVICES, SectionKind.ENTRIES, place)

    names = sorted(entry.name for entry in body.lines)
    assert names == ["Groep voor naasten", "Inloopspreekuur", "Landelijke lijn", "Veilige opvang"]
    assert body.for_professionals == 1


def test_outside_a_regiobeeld_does_not_count_what_stays_inside(place: Place) -> None:
    whole = read(make_report(ReportKind.PICTURE, place.cast))
    outside = public_content(whole, {SectionKind.OFFER})

    assert "keer hulp" in printed(whole)
    assert "keer hulp" not in printed(outside)
    assert {each.kind for each in outside.sections} == {
        SectionKind.EXTENT, SectionKind.LOCAL_ACTIONS, SectionKind.DEFINITIONS
    }  # fmt: skip


def test_outside_nothing_tells_what_help_for_professionals_alone_is_called(place: Place) -> None:
    now = {"period": OwnPeriod(today(), today()), "reference_date": today()}
    whole = read(make_report(ReportKind.SERVICES, place.cast, **now))
    inside, outside = whole.body(SectionKind.SERVICES), public_content(whole, set())

    assert "Overleg met collega's" in [entry.name for entry in inside.added]
    assert "Overleg met collega" not in printed(outside)
    assert len(outside.body(SectionKind.SERVICES).added) == len(inside.added)


def test_help_in_a_secret_place_stands_in_the_report_of_every_municipality(place: Place) -> None:
    """Which towns it works for could tell where it is."""
    for municipality in (place.cast.tiel, place.cast.nijmegen, place.bare):
        entries = told(ReportKind.SERVICES, SectionKind.ENTRIES, place, municipality)
        assert place.hidden.short_id in [entry.short_id for entry in entries.lines]
        offer = told(ReportKind.PICTURE, SectionKind.OFFER, place, municipality)
        assert "opvang" in [kind.label for kind in offer.kinds]


def test_the_report_says_how_much_was_checked_and_by_whom_it_still_has_to_be(place: Place) -> None:
    body = told(ReportKind.SERVICES, SectionKind.SERVICES, place)

    assert body.in_words == "1 van 5 recent gecontroleerd"
    assert (body.in_time, body.never) == (1, 3)
    assert "MEE Gelderse Poort" not in [partner.organisation for partner in body.partners]
    assert ("Sterker", 1, 0) in [(each.organisation, each.entries, each.in_time) for each in body.partners]
    (victims, *_, _professionals) = [line.in_words for line in body.without_help]
    assert "nazorg" in victims
    assert "zorg en ondersteuning" not in victims


def test_what_is_new_in_the_period_is_named_and_a_draft_is_not(place: Place) -> None:
    report = make_report(ReportKind.PROGRESS, place.cast, period=OwnPeriod(today(), today()), reference_date=today())

    body = read(report).body(SectionKind.SERVICES)

    assert {"Inloopspreekuur", "Landelijke lijn"} <= {entry.name for entry in body.added}
    assert "Nog niet klaar" not in [entry.name for entry in body.added]
    assert (body.closed, body.withdrawn) == ((), ())
    assert told(ReportKind.PROGRESS, SectionKind.SERVICES, place).added == ()  # none of it was there yet


@pytest.mark.parametrize(
    ("before", "after", "list_name"),
    [
        ("", "published", "added"),
        ("draft", "published", "added"),
        ("", "draft", ""),
        ("published", "closed", "closed"),
        ("closed", "closed", ""),
        ("closed", "published", ""),
        ("published", "withdrawn", "withdrawn"),
        ("closed", "", "withdrawn"),
        ("draft", "withdrawn", ""),
    ],
)
def test_an_entry_stands_on_the_list_of_what_happened_to_it(before: str, after: str, list_name: str) -> None:
    assert what_happened(before, after) == list_name


# --- network and agreements -------------------------------------------------------------------------------------------


def test_a_domain_without_a_partner_is_named(place: Place) -> None:
    body = told(ReportKind.PROGRESS, SectionKind.NETWORK, place)

    assert [domain.missing for domain in body.domains if domain.missing] == [
        "Er is nog geen partner uit het veiligheidsdomein."
    ]
    assert [(each.name, each.day) for each in body.joined] == [("Nieuwe partner", date(2026, 2, 1))]
    assert [(each.name, each.day) for each in body.left] == [("Stichting Weg", date(2026, 3, 1))]
    assert [(each.body, each.number) for each in body.empty_seats] == [("Kerngroep", 1)]


def test_agreements_stand_as_they_were_on_the_reference_date(place: Place) -> None:
    body = told(ReportKind.PROGRESS, SectionKind.NETWORK, place)

    assert [(line.title, line.note) for line in body.to_sign] == [
        ("Privacyprotocol", "1 van 2 ondertekend; streefdatum 1 september 2026")
    ]
    assert [(line.title, line.note) for line in body.expiring] == [
        ("Subsidie begeleiding", "loopt af op 31 december 2026")
    ]
    assert [line.title for line in body.in_force] == ["Convenant aanpak", "Subsidie begeleiding"]


# --- jaarlijkse evaluatie ---------------------------------------------------------------------------------------------


def test_an_evaluation_says_of_each_ambition_what_came_of_it_and_why(place: Place) -> None:
    body = told(ReportKind.EVALUATION, SectionKind.VERDICTS, place)

    assert [(line.ambition, line.outcome, line.reason) for line in body.lines] == [
        ("Ambitie 1", "gerealiseerd", ""),
        ("Ambitie 2", "niet gerealiseerd", "Er kwam geen geld."),
        ("Ambitie 3", "nog geen oordeel", ""),
    ]
    assert "nog niet afgesloten" in body.in_words


def test_what_is_learned_never_says_who_brought_it_in(place: Place) -> None:
    content = read(make_report(ReportKind.EVALUATION, place.cast))
    body = content.body(SectionKind.LEARNED)

    assert body.lessons == "Eerder beginnen."
    assert [(point.title, point.status, point.because) for point in body.points] == [
        ("Vraag eerder door", "nog op te pakken", ""),
        ("Eén telefoonnummer", "opgepakt", "Er komt één nummer."),
    ]


def test_an_evaluation_tells_once_who_left(place: Place) -> None:
    content = read(make_report(ReportKind.EVALUATION, place.cast))

    telling = [each.kind for each in content.sections if "Stichting Weg" in printed(replace(content, sections=(each,)))]
    assert telling == [SectionKind.NETWORK]


def test_a_year_without_an_evaluation_says_so(place: Place) -> None:
    report = make_report(
        ReportKind.EVALUATION, place.cast, period=OwnPeriod.of_year(2025), reference_date=date(2026, 1, 15)
    )

    assert printed(read(report)).count("Er is nog geen evaluatie van 2025.") >= 2
