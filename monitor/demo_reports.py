"""The demo's reports: each made by the same functions as any report; only the worker is left out.

Only what is adopted or public is typeset; the drafts are read as a page. Without Pango all of them stay drafts.
"""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from monitor.models import EditionStage, QuestionReason, Report, ReportKind, SectionKind
from monitor.reporting.edition_flows import make_edition, order_edition
from monitor.reporting.flows import create_report, write_section
from monitor.reporting.half_years import HalfYear, OwnPeriod, Period
from monitor.reporting.house_style import set_house_style
from monitor.reporting.live import Live
from monitor.reporting.proposals import proposals_of
from monitor.reporting.publication_flows import decide_on_publication, publish
from monitor.reporting.question_flows import Typed, record_answer, save_questions
from network.dates import today
from network.models import Municipality, Person
from partners.decision_flows import note_carried_out
from partners.models import Body, Organisation, WooCategory, WooDecision

REFERENCE_DATE = date(2026, 7, 10)
ADOPTED_ON, CARRIED_OUT_ON, PUBLISHED_ON = date(2026, 9, 17), date(2026, 10, 29), date(2026, 10, 1)
COLOUR = "#3d3a7c"
ASKED_ABOUT = (QuestionReason.UNFUNDED, QuestionReason.BOTTLENECK, QuestionReason.AGREEMENT)

Texts = Mapping[SectionKind, str]

TEXTS = {
    SectionKind.SUMMARY: """\
Na een half jaar liggen 14 van de 22 acties op schema. Eén actie staat op oranje: er is nog geen partner uit het \
veiligheidsdomein aangesloten. Zes acties zijn nog niet begonnen.

Voor de ketenaanpak in sekswerk is € 26.167 meer gevraagd dan er beschikbaar is. Wij vragen de stuurgroep om in \
september te kiezen wat doorgaat, en om politie en Openbaar Ministerie bestuurlijk uit te nodigen.""",
    SectionKind.FINANCE: "De bedragen komen uit de aanvraag van 2021 en staan hier als voorbeeld.",
    SectionKind.MONITOR: "Meer meldingen is niet goed of slecht: veel mensen die iets meemaken, melden het niet.",
}
OF_THE_DRAFT = {SectionKind.SUMMARY: "Dit is nog niet af: de cijfers van het laatste kwartaal komen erbij."}
OF_THE_YEAR = {SectionKind.SUMMARY: "De projectgroep bespreekt dit eerst. Daarna gaat het naar de stuurgroep."}
OF_MEE = {SectionKind.ACCOUNT: "MEE maakte minder uren dan gevraagd: de lotgenotengroep schoof door naar 2022."}


def load_reports() -> None:
    coordinator = Person.objects.get(email="coordinator@demo.example")
    set_house_style(
        by=coordinator,
        seen_version=0,
        sender="Regiocoördinator Gelderland-Zuid (voorbeeld)",
        colour=COLOUR,
        logo_text="Vier blokken: het teken van de voorbeeldregio",
        drawing=_mark(),
    )
    first_half = load_first_half(coordinator)
    if first_half.editions.adopted().exists():
        _decide(first_half, coordinator)
        _publish(first_half, coordinator)
    _draft(coordinator, HalfYear(2026, 2), today(), OF_THE_DRAFT)

    mee = Organisation.objects.get(name="MEE Gelderse Poort")
    sheet = _draft(
        coordinator,
        OwnPeriod.of_year(2021),
        date(2022, 3, 31),
        OF_MEE,
        kind=ReportKind.ACCOUNT,
        organisation=mee,
    )
    _adopt(sheet, coordinator, date(2022, 4, 14))
    year, tiel = OwnPeriod.of_year(2026), Municipality.objects.get(name="Tiel")
    _draft(coordinator, year, today(), {}, kind=ReportKind.PICTURE, municipality=tiel)
    _draft(coordinator, year, today(), OF_THE_YEAR, kind=ReportKind.EVALUATION)


def load_first_half(by: Person) -> Report:
    """The half-year report with what it asks of the stuurgroep, adopted."""
    report = _draft(by, HalfYear(2026, 1), REFERENCE_DATE, TEXTS)
    _ask(report, by)
    _adopt(report, by, ADOPTED_ON)
    return report


def _draft(by: Person, period: Period, reference_date: date, texts: Texts, **about: Any) -> Report:
    report = create_report(period=period, reference_date=reference_date, by=by, **about)
    for section in report.sections.filter(kind__in=texts):
        write_section(section, text=texts[SectionKind(section.kind)])
    return report


def _adopt(report: Report, by: Person, adopted_on: date) -> None:
    offered, _ = order_edition(report, stage=EditionStage.OFFERED)
    if make_edition(offered, by=by).is_finished:
        adopted, _ = order_edition(report, stage=EditionStage.ADOPTED, adopted_on=adopted_on)
        make_edition(adopted, by=by)


def _ask(report: Report, by: Person) -> None:
    """The most urgent proposal of three kinds, in the words of the portal."""
    proposals = proposals_of(Live(report))
    first = [next((each for each in proposals if each.reason == reason), None) for reason in ASKED_ABOUT]
    typed = (
        Typed(each.key, each.reason, 0, {"title": each.title, "text": each.text}, {"is_chosen": True})
        for each in first
        if each
    )
    save_questions(report, by=by, typed=typed)


def _decide(report: Report, by: Person) -> None:
    """The first question was answered in the meeting, and what was decided has been done since."""
    question = report.questions.chosen()[0]
    decision = record_answer(
        question,
        by=by,
        version=question.version,
        body=Body.objects.get(name="Stuurgroep"),
        meeting=None,
        decided_on=ADOPTED_ON,
        title="De keuzes bij het tekort zijn akkoord",
        text="De stuurgroep neemt het voorstel van de regiocoördinator over. De rest zoekt zij in 2027.",
    )
    note_carried_out(decision, by=by, on=CARRIED_OUT_ON)


def _publish(report: Report, by: Person) -> None:
    decide_on_publication(
        report,
        by=by,
        seen_version=0,
        internal=list(report.sections.filter(is_internal=True).values_list("kind", flat=True)),
        woo_decision=WooDecision.PUBLISH,
        woo_category=WooCategory.PLANS,
        woo_ground="",
        published_url="",
        keep_until=None,
    )
    edition, _ = order_edition(report, stage=EditionStage.PUBLIC)
    if make_edition(edition, by=by).is_finished:
        publish(report, by=by, seen_version=report.publication.version, day=PUBLISHED_ON)


def _mark() -> bytes:
    """A mark that belongs to nobody: four blocks, one for each bouwsteen."""
    size, gap = 120, 8
    drawing = Image.new("RGB", (size, size), "white")
    pen, half = ImageDraw.Draw(drawing), (size - gap) // 2
    for number, shade in enumerate((COLOUR, "#7a76b8", "#a5a2d0", COLOUR)):
        left, top = (number % 2) * (half + gap), (number // 2) * (half + gap)
        pen.rectangle((left, top, left + half - 1, top + half - 1), fill=shade)
    kept = BytesIO()
    drawing.save(kept, "PNG")
    return kept.getvalue()
