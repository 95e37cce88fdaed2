"""The demo's agreements, one of each state that an agreement can be in. All are made up: no partner signed them.

Their dates lie around today, so that the demo shows the same every day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from network.dates import today
from network.models import Person
from partners.document_flows import add_document
from partners.models import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementVersion,
    DocumentAccess,
    Organisation,
    VersionKind,
    WooCategory,
    WooDecision,
)

COVENANT = "Samenwerkingsconvenant KIS"
PRIVACY = "Privacyconvenant KIS"
PROCESSING = "Verwerkersovereenkomst cliëntregistratie"
SUBSIDY = "Subsidiebeschikking ketenaanpak KIS"
CASE_MEETING = "Werkafspraken casuïstiekoverleg"
SCHOOLS = "Werkafspraken R75 en het onderwijs"
SIGNALS = "Werkafspraken over zorgelijke signalen"
SAFETY = "Intentieverklaring met politie en Openbaar Ministerie"
FELLOWS = "Opdracht lotgenotengroep"
AFTERCARE = "Werkafspraken nazorg"
FORMER = "Afspraken uitstapprogramma 2017–2020"
MADE_UP = "Voorbeeld: deze overeenkomst is verzonnen."

GGD, MEE, NIJMEGEN = "GGD Gelderland-Zuid", "MEE Gelderse Poort", "Gemeente Nijmegen"
SIX = (GGD, MEE, "Sterker", "Iriszorg", "Moviera", NIJMEGEN)
# Who signs: an invented name, and the function.
SIGNERS = {
    GGD: ("Henk Willems", "directeur publieke gezondheid"),
    MEE: ("Karin Bos", "directeur-bestuurder"),
    "Sterker": ("Paul Gerritsen", "bestuurder"),
    "Iriszorg": ("Anneke Vos", "raad van bestuur"),
    "Moviera": ("Rob Peeters", "bestuurder"),
    NIJMEGEN: ("Hester Kramer", "wethouder zorg en welzijn"),
    "Gemeente Tiel": ("Wim Verhoeven", "wethouder"),
}


@dataclass(frozen=True)
class Deal:
    """An agreement with its parties; `signed` says when each of the first so many signed, and the others did not."""

    kind: AgreementKind
    title: str
    purpose: str
    parties: tuple[str, ...]
    signed: tuple[date, ...]
    terms: dict[str, Any]


def load_agreements(organisations: dict[str, Organisation]) -> dict[str, Agreement]:
    coordinator = Person.objects.get(email="coordinator@demo.example")
    agreements: dict[str, Agreement] = {}
    for deal in deals(today()):
        terms = {**deal.terms}
        if "main_agreement" in terms:
            terms["main_agreement"] = agreements[terms["main_agreement"]]
        if "keeper" in terms:
            terms["keeper"] = organisations[terms["keeper"]]
        purpose = f"{deal.purpose} {MADE_UP}"
        agreements[deal.title] = agreement = Agreement.objects.create(
            kind=deal.kind, title=deal.title, purpose=purpose, responsible=coordinator, **terms
        )
        dated_on = agreement.drafted_on or agreement.offered_on or today()
        version = AgreementVersion.objects.create(agreement=agreement, dated_on=dated_on)
        _parties(version, deal.parties, deal.signed, organisations)
    _accession(agreements[PRIVACY], organisations)
    _document(agreements[PRIVACY], coordinator)
    return agreements


def deals(day: date) -> list[Deal]:
    def ago(days: int) -> date:
        return day - timedelta(days=days)

    def ahead(days: int) -> date:
        return day + timedelta(days=days)

    next_year, this_year = date(day.year + 1, 1, 1), date(day.year, 1, 1)
    return [
        Deal(
            AgreementKind.COVENANT,
            COVENANT,
            "Vastleggen wie wat doet in de keten, van preventie tot evaluatie.",
            SIX,
            (ago(82), ago(77)),
            {
                "drafted_on": ago(197),
                "checked_on": ago(145),
                "offered_on": ago(90),
                "sign_by": ahead(25),
                "starts_on": next_year,
                "ends_on": date(day.year + 3, 12, 31),
                "renewal_months": 12,
                "notice_months": 3,
                "evaluate_on": date(day.year + 2, 6, 1),
            },
        ),
        Deal(
            AgreementKind.PRIVACY,
            PRIVACY,
            "Afspreken welke gegevens partners in het casuïstiekoverleg mogen delen, en met welk doel.",
            SIX,
            (date(2023, 11, 14), date(2023, 11, 16), *(date(2023, 12, 5),) * 4),
            {
                "drafted_on": date(2023, 5, 8),
                "checked_on": date(2023, 9, 4),
                "offered_on": date(2023, 11, 1),
                "starts_on": date(2024, 1, 1),
                "notice_months": 6,
                "evaluate_on": ahead(180),
                "woo_category": WooCategory.COVENANTS,
                "woo_decision": WooDecision.PUBLISH,
            },
        ),
        Deal(
            AgreementKind.PROCESSING,
            PROCESSING,
            "Regelen hoe de GGD de gezamenlijke cliëntregistratie voor MEE bijhoudt.",
            (GGD, MEE),
            (date(2023, 12, 12), date(2023, 12, 14)),
            {
                "main_agreement": PRIVACY,
                "offered_on": date(2023, 12, 1),
                "starts_on": date(2024, 1, 1),
                "evaluate_on": ahead(180),
                "woo_decision": WooDecision.REFUSE,
                "woo_ground": "Woo, artikel 5.1, tweede lid, onder h: beveiliging.",
            },
        ),
        Deal(
            AgreementKind.SUBSIDY,
            SUBSIDY,
            "De decentralisatie-uitkering verdelen over de activiteiten uit de subsidieaanvraag.",
            (NIJMEGEN, GGD, MEE, "Sterker"),
            (ago(340), ago(338), ago(338), ago(335)),
            {
                "keeper": NIJMEGEN,
                "amount": 119256,
                "offered_on": ago(350),
                "starts_on": min(this_year, ago(330)),
                "ends_on": ahead(150),
                "woo_category": WooCategory.DECISIONS,
            },
        ),
        Deal(
            AgreementKind.WORKING,
            CASE_MEETING,
            "Elke 2 weken samen casussen bespreken, met vaste deelnemers. Loopt stilzwijgend door.",
            SIX[:5],
            (date(2021, 12, 7),) * 5,
            {
                "offered_on": date(2021, 11, 22),
                "starts_on": date(2022, 1, 1),
                "ends_on": date(2022, 12, 31),
                "renewal_months": 12,
                "notice_months": 3,
            },
        ),
        Deal(
            AgreementKind.WORKING,
            SCHOOLS,
            "Voorlichting en trainingen van R75 op het ROC.",
            ("Sterker", NIJMEGEN),
            (ago(690), ago(688)),
            {"offered_on": ago(700), "starts_on": ago(680), "ends_on": ahead(50), "evaluate_on": ahead(20)},
        ),
        Deal(
            AgreementKind.WORKING,
            SIGNALS,
            "Hoe Veilig Thuis en de opvang elkaar waarschuwen bij direct gevaar.",
            (GGD, "Moviera"),
            (ago(400), ago(395)),
            {"is_confidential": True, "offered_on": ago(420), "starts_on": ago(390), "ends_on": ahead(700)},
        ),
        Deal(
            AgreementKind.INTENTION,
            SAFETY,
            "Samen met politie en Openbaar Ministerie de schakel «Weging» beleggen.",
            (GGD, NIJMEGEN),
            (),
            {"drafted_on": ago(12)},
        ),
        Deal(
            AgreementKind.WORKING,
            AFTERCARE,
            "Wie na de hulp contact houdt, en hoe lang.",
            ("Sterker", MEE),
            (ago(9), ago(6)),
            {"offered_on": ago(20), "starts_on": ahead(30), "ends_on": ahead(760), "evaluate_on": ahead(400)},
        ),
        Deal(
            AgreementKind.ASSIGNMENT,
            FELLOWS,
            "Eén lotgenotengroep per jaar.",
            (NIJMEGEN, MEE),
            (ago(620), ago(618)),
            {
                "keeper": NIJMEGEN,
                "offered_on": ago(640),
                "starts_on": ago(600),
                "ends_on": ahead(130),
                "terminated_on": ago(60),
                "termination_reason": "Het geld voor dit jaar was op.",
            },
        ),
        Deal(
            AgreementKind.INTENTION,
            FORMER,
            "De afspraken onder de vorige regeling.",
            (GGD, MEE),
            (date(2017, 6, 1), date(2017, 6, 6)),
            {"offered_on": date(2017, 5, 15), "starts_on": date(2017, 7, 1), "ends_on": date(2020, 12, 31)},
        ),
    ]


def _parties(
    version: AgreementVersion, names: tuple[str, ...], signed: tuple[date, ...], organisations: dict[str, Organisation]
) -> None:
    waiting = [None] * (len(names) - len(signed))
    AgreementParty.objects.bulk_create(
        AgreementParty(
            version=version,
            organisation=organisations[name],
            representative=SIGNERS[name][0],
            function=SIGNERS[name][1],
            signed_on=day,
        )
        for name, day in zip(names, [*signed, *waiting], strict=True)
    )


def _accession(agreement: Agreement, organisations: dict[str, Organisation]) -> None:
    """A municipality that came later, by an addendum with a date of its own."""
    version = AgreementVersion.objects.create(
        agreement=agreement,
        number=2,
        kind=VersionKind.ACCESSION,
        summary="Gemeente Tiel treedt toe.",
        dated_on=date(2026, 2, 2),
    )
    _parties(version, ("Gemeente Tiel",), (date(2026, 2, 16),), organisations)


def _document(agreement: Agreement, by: Person) -> None:
    add_document(
        agreement.versions.get(number=1),
        title="Privacyconvenant, voorbeeld",
        access=DocumentAccess.PUBLIC,
        file_name="privacyconvenant-voorbeeld.pdf",
        content=one_line_pdf("Voorbeeld van een privacyconvenant. Verzonnen, en door niemand ondertekend."),
        by=by,
    )


def one_line_pdf(text: str) -> bytes:
    """The smallest file that opens as a page with these words."""
    shown = f"BT /F1 12 Tf 60 760 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, text_of in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text_of)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return body + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
