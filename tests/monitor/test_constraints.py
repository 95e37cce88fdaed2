"""What must never be false of the monitor: the database refuses it, and says why.

Each line of the table is a row as it may be, and the nearest one that may not.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import models

from monitor.models import (
    Delivery,
    DeliveryCorrection,
    DeliveryRound,
    DeliveryStatus,
    Dimension,
    DimensionPart,
    DisclosureRule,
    HouseStyle,
    Indicator,
    IndicatorTarget,
    Report,
    ReportKind,
    ReportPublication,
    ReportQuestion,
    SeriesBreak,
    SourceKind,
)
from partners.models import WooDecision
from tests.constraint_cases import Case, constraints_of, explain_themselves, try_on_both_sides
from tests.factories import (
    DeliveredIndicatorFactory,
    DeliveryFactory,
    DeliveryRoundFactory,
    DimensionFactory,
    IndicatorFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ReportFactory,
    SourceFactory,
    report_edition,
)

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
JANUARY, JUNE, JULY = date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)
A_YEAR_BEFORE = {"period_start": date(2025, 1, 1), "period_end": date(2025, 6, 30)}

# What the portal writes itself: nobody reads why not.
NOBODY_READS = {
    "one_observation_per_series_and_period",
    "only_a_value_has_a_value",
    "one_edition_per_indicator_and_number",
    "one_released_value_per_series_and_period",
    "only_a_delivered_number_is_a_number",
    "one_number_per_delivery_and_place",
    "what_was_delivered_has_its_moment",
    "one_cell_per_edition_and_place",
    "an_edition_once_per_year",
    "one_section_of_a_kind_per_report",
    "one_edition_per_report_and_version",
    "a_report_is_adopted_once",
    "an_adopted_edition_has_a_date_and_a_checksum",
    "one_question_about_a_thing_per_report",
    "a_version_is_shared_once_with_somebody",
    "there_is_one_house_style",
}


def rule(_: Any) -> models.Model:
    return DisclosureRule(source=SourceFactory(kind=SourceKind.DELIVERED))


def indicator(_: Any) -> models.Model:
    return Indicator(slug="nieuw", name="Nieuw", definition="Wat meetelt.", source=SourceFactory())


def dimension(_: Any) -> models.Model:
    first = DimensionFactory(name="Leeftijd", position=1)
    return Dimension(indicator=first.indicator, name="Geslacht", position=2)


def part(_: Any) -> models.Model:
    return DimensionPart(dimension=DimensionFactory(), label="Vrouw")


def series_break(_: Any) -> models.Model:
    return SeriesBreak(indicator=IndicatorFactory(), day=date(2024, 7, 1), title="Nieuwe wet", text="Er telt meer mee.")


def target(_: Any) -> models.Model:
    return IndicatorTarget(indicator=IndicatorFactory(), year=2027, value=Decimal(120), label="Streefwaarde")


def delivery_round(_: Any) -> models.Model:
    other = DeliveryRoundFactory(period="2024JJ00")
    return DeliveryRound(
        indicator=other.indicator, period="2025JJ00", opens_on=date(2026, 1, 5), due_on=date(2026, 3, 1)
    )


def delivery(_: Any) -> models.Model:
    other = DeliveryFactory()
    return Delivery(
        round=other.round, organisation=OrganisationFactory(), status=DeliveryStatus.DELIVERED, delivered_at=MOMENT
    )


def correction(_: Any) -> models.Model:
    return DeliveryCorrection(delivery=DeliveryFactory(), reason="Dubbel geteld.")


def report(
    kind: ReportKind = ReportKind.PROGRESS, **about: Callable[[], models.Model]
) -> Callable[[Any], models.Model]:
    """Of the first half of 2026; that of the first half of 2025 is there already."""

    def made(_: Any) -> models.Model:
        given = {"kind": kind, "number": 1, **{name: make() for name, make in about.items()}}
        ReportFactory(**given, year=2025, **A_YEAR_BEFORE)
        return Report(**given, year=2026, period_start=JANUARY, period_end=JUNE, reference_date=JUNE)

    return made


def question(_: Any) -> models.Model:
    return ReportQuestion(report=ReportFactory(), key="own-1", reason="own", title="Kiest u voor 2027 één meldpunt?")


def publication(**values: Any) -> Callable[[Any], models.Model]:
    def made(_: Any) -> models.Model:
        edition = report_edition(ReportFactory())
        return ReportPublication(report=edition.report, edition=edition, **values)

    return made


def house_style(_: Any) -> models.Model:
    return HouseStyle(colour="#0f3443", logo=b"PNG", logo_text="Netwerk Voorbeeld")


Wrong = Callable[[Any], Any]

CASES = [
    Case("a_threshold_is_never_below_ten", rule, {"threshold": 9}, "De grens is 10 of hoger"),
    Case("a_threshold_is_never_below_ten", rule, {"threshold": 101}, "De grens is 10 of hoger"),
    Case("a_hidden_number_keeps_five_possible_values", rule, {"least_values": 4}, "minstens 5 mogelijke waarden"),
    Case("a_hidden_number_keeps_five_possible_values", rule, {"least_values": 10}, "minder dan de grens"),
    Case("a_largest_share_is_at_least_half", rule, {"largest_share": Decimal("0.49")}, "een aandeel van 0,5"),
    Case("an_indicator_has_a_definition", indicator, {"definition": ""}, "kan niet leeg zijn"),
    Case("a_dimension_once_per_indicator", dimension, {"name": "Leeftijd"}, "Deze onderverdeling is er al."),
    Case("dimensions_of_an_indicator_stand_in_order", dimension, {"position": 1}, "Op deze plaats staat al"),
    Case("at_most_two_dimensions", dimension, {"position": 3}, "hoogstens twee"),
    Case("a_part_is_no_total", part, {"label": "totaal"}, "Het totaal maakt het portaal zelf"),
    Case("a_break_is_of_an_indicator_or_of_a_source", series_break, {"indicator": None}, "Kies één indicator"),
    Case("a_target_has_a_year", target, {"year": 1999}, "tussen 2000 en 2100"),
    Case("a_target_is_not_negative", target, {"value": Decimal(-1)}, "0 of hoger"),
    Case("one_round_per_indicator_and_period", delivery_round, {"period": "2024JJ00"}, "al gevraagd"),
    Case("a_round_is_due_after_it_opens", delivery_round, {"due_on": date(2026, 1, 4)}, "De laatste dag ligt voor"),
    Case(
        "one_delivery_per_round_and_partner",
        delivery,
        {"organisation": lambda _: Delivery.objects.order_by("pk").first().organisation},  # type: ignore[union-attr]
        "Deze partner staat al",
    ),
    Case("sending_back_needs_a_reason", delivery, {"status": DeliveryStatus.SENT_BACK}, "waarom u de levering"),
    Case("a_correction_has_a_reason", correction, {"reason": ""}, "kan niet leeg zijn"),
    Case("one_report_per_kind_year_and_number", report(), {"year": 2025}, "Deze rapportage bestaat al"),
    Case("one_report_per_kind_period_and_subject", report(), A_YEAR_BEFORE, "Over deze periode is er al"),
    Case("report_period_ends_after_it_starts", report(), {"period_end": date(2025, 12, 31)}, "voordat zij begint"),
    Case(
        "a_report_about_a_municipality_names_it",
        report(ReportKind.PICTURE, municipality=MunicipalityFactory),
        {"municipality": None},
        "over welke gemeente",
    ),
    Case(
        "a_report_about_a_municipality_names_it",
        report(),
        {"municipality": lambda _: MunicipalityFactory()},
        "over welke gemeente",
    ),
    Case(
        "the_sheet_of_a_partner_names_it",
        report(ReportKind.ACCOUNT, organisation=OrganisationFactory),
        {"organisation": None},
        "over welke partner",
    ),
    Case(
        "the_sheet_of_a_partner_names_it",
        report(),
        {"organisation": lambda _: OrganisationFactory()},
        "over welke partner",
    ),
    Case("a_question_says_what_is_asked", question, {"title": " "}, "De vraag ontbreekt"),
    Case(
        "who_does_not_publish_a_report_gives_a_ground",
        publication(woo_decision=WooDecision.REFUSE, woo_ground="artikel 5.1, tweede lid, onder e"),
        {"woo_ground": ""},
        "op welke grond",
    ),
    Case(
        "what_is_public_has_a_public_version",
        publication(woo_decision=WooDecision.PUBLISH, published_on=JULY),
        {"edition": None},
        "Maak eerst de openbare versie",
    ),
    Case(
        "what_is_public_has_a_public_version",
        publication(woo_decision=WooDecision.PUBLISH, published_on=JULY),
        {"woo_decision": WooDecision.UNDECIDED},
        "Maak eerst de openbare versie",
    ),
    Case(
        "a_report_is_withdrawn_after_it_was_public",
        publication(woo_decision=WooDecision.PUBLISH, published_on=JULY, withdrawn_on=JULY),
        {"withdrawn_on": JUNE},
        "toen nog niet openbaar",
    ),
    Case("a_colour_is_written_in_hexadecimals", house_style, {"colour": "#0F3443"}, "als # met zes tekens"),
    Case("a_logo_has_words", house_style, {"logo_text": ""}, "wat het logo laat zien"),
]

UNTRIED = {
    # A second part with the same name is the form's business too: see the tests of the catalogue.
    "a_part_once_per_dimension",
    "an_indicator_once_per_action",
    # Of reports: see the tests of the reports.
    "one_section_of_a_kind_per_report",
    "one_edition_per_report_and_version",
    "a_report_is_adopted_once",
    "an_adopted_edition_has_a_date_and_a_checksum",
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_database_refuses_what_may_not_be_and_the_form_says_why(case: Case) -> None:
    try_on_both_sides(case, None)


def test_every_constraint_has_a_sentence_for_a_name_and_one_for_the_reader() -> None:
    explain_themselves("monitor", nobody_reads=NOBODY_READS)


def test_no_constraint_goes_untried() -> None:
    tried = {case.constraint for case in CASES}
    assert set(constraints_of("monitor")) == tried | NOBODY_READS | UNTRIED


@pytest.mark.django_db
def test_a_source_without_deliveries_needs_no_rule_and_one_with_deliveries_has_one() -> None:
    assert DeliveredIndicatorFactory().source.rule.threshold == 10
    assert not hasattr(IndicatorFactory().source, "rule")
