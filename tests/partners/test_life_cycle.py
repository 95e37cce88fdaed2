"""P08, P19 and FC-060: the status of an agreement follows from its dates, on the page and in the database alike."""

from dataclasses import replace
from datetime import date

import pytest

from partners.life_cycle import (
    AgreementStatus,
    Terms,
    add_months,
    end_of_term,
    is_past_notice,
    notice_date,
    runs_until,
    status_note,
    status_on,
)
from partners.models import Agreement, AgreementParty, AgreementVersion
from tests.factories import OrganisationFactory

SIGNED = Terms(offered_on=date(2023, 11, 1), starts_on=date(2024, 1, 1), signed=6, named=6)
A_YEAR = replace(SIGNED, ends_on=date(2024, 12, 31))
RENEWED = replace(A_YEAR, renewal_months=12, notice_months=3)
FOR_EVER = SIGNED
HALF_SIGNED = replace(A_YEAR, signed=2)


@pytest.mark.parametrize(
    ("terms", "day", "words"),
    [
        (replace(HALF_SIGNED, offered_on=None), date(2024, 6, 1), "concept"),
        (replace(A_YEAR, offered_on=None), date(2030, 1, 1), "concept"),
        (HALF_SIGNED, date(2023, 12, 1), "ter ondertekening, 2 van 6 ondertekend"),
        (HALF_SIGNED, date(2024, 6, 1), "ter ondertekening, 2 van 6 ondertekend"),
        (replace(A_YEAR, signed=0, named=0), date(2024, 6, 1), "ter ondertekening, 0 van 0 ondertekend"),
        (A_YEAR, date(2023, 12, 31), "getekend"),
        (A_YEAR, date(2024, 1, 1), "lopend"),
        (FOR_EVER, date(2034, 1, 1), "lopend, onbepaalde tijd"),
        (replace(FOR_EVER, starts_on=None), date(2024, 1, 1), "lopend, onbepaalde tijd"),
        (A_YEAR, date(2024, 10, 1), "lopend"),
        (A_YEAR, date(2024, 10, 2), "verloopt binnenkort"),  # 90 days before the end
        (A_YEAR, date(2024, 12, 31), "verloopt binnenkort"),  # the last day still counts
        (A_YEAR, date(2025, 1, 1), "verlopen"),
        (HALF_SIGNED, date(2025, 1, 1), "verlopen"),
        (RENEWED, date(2024, 12, 1), "lopend"),
        (RENEWED, date(2025, 1, 1), "lopend"),
        (replace(FOR_EVER, terminated_on=date(2026, 6, 30)), date(2026, 6, 30), "lopend, opgezegd per 30 juni 2026"),
        (replace(FOR_EVER, terminated_on=date(2026, 6, 30)), date(2026, 7, 1), "opgezegd"),
        (
            replace(RENEWED, terminated_on=date(2025, 12, 31)),
            date(2025, 12, 1),
            "lopend, opgezegd per 31 december 2025",
        ),
        (replace(RENEWED, terminated_on=date(2025, 12, 31)), date(2026, 1, 1), "opgezegd"),
        (replace(A_YEAR, terminated_on=date(2024, 6, 30)), date(2024, 7, 1), "opgezegd"),
        (replace(A_YEAR, terminated_on=date(2025, 6, 30)), date(2024, 12, 1), "verloopt binnenkort"),
        (replace(A_YEAR, terminated_on=date(2025, 6, 30)), date(2025, 7, 1), "verlopen"),
    ],
)
def test_the_status_follows_from_the_dates(terms: Terms, day: date, words: str) -> None:
    assert ", ".join(filter(None, [status_on(terms, day).label, status_note(terms, day)])) == words


def test_the_day_after_the_end_it_is_over_and_nothing_was_saved() -> None:
    before, after = status_on(A_YEAR, date(2024, 12, 31)), status_on(A_YEAR, date(2025, 1, 1))
    assert (before, after) == (AgreementStatus.EXPIRING, AgreementStatus.OVER)


@pytest.mark.parametrize(
    ("day", "term", "notice", "until"),
    [
        (date(2024, 9, 1), date(2024, 12, 31), date(2024, 9, 30), date(2024, 12, 31)),
        (date(2024, 9, 30), date(2024, 12, 31), date(2024, 9, 30), date(2024, 12, 31)),
        (date(2024, 10, 1), date(2024, 12, 31), date(2025, 9, 30), date(2025, 12, 31)),
        (date(2025, 9, 1), date(2025, 12, 31), date(2025, 9, 30), date(2025, 12, 31)),  # P19
        (date(2025, 10, 1), date(2025, 12, 31), date(2026, 9, 30), date(2026, 12, 31)),
    ],
)
def test_the_notice_date_moves_along_with_each_tacit_renewal(day: date, term: date, notice: date, until: date) -> None:
    assert end_of_term(RENEWED, day) == term
    assert notice_date(RENEWED, day) == notice
    assert runs_until(RENEWED, day) == until
    assert is_past_notice(RENEWED, day) == (until != term)


def test_notice_longer_than_a_term_reaches_over_several_terms() -> None:
    monthly = replace(RENEWED, renewal_months=1)
    assert runs_until(monthly, date(2025, 2, 10)) == date(2025, 5, 31)
    assert notice_date(monthly, date(2025, 2, 10)) == date(2025, 2, 28)


def test_without_a_term_of_notice_it_can_end_with_each_term() -> None:
    terms = replace(RENEWED, notice_months=None)
    assert (notice_date(terms, date(2025, 9, 1)), runs_until(terms, date(2025, 9, 1))) == (None, date(2025, 12, 31))
    assert not is_past_notice(terms, date(2025, 12, 31))


@pytest.mark.parametrize("terms", [FOR_EVER, A_YEAR, replace(RENEWED, terminated_on=date(2025, 12, 31))])
def test_only_what_goes_on_by_itself_has_a_notice_date(terms: Terms) -> None:
    terms = replace(terms, notice_months=3)
    assert notice_date(terms, date(2024, 6, 1)) is None
    assert runs_until(terms, date(2024, 6, 1)) == terms.last_day


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 12, 31), 12, date(2025, 12, 31)),
        (date(2024, 9, 30), 12, date(2025, 9, 30)),
        (date(2024, 6, 30), 6, date(2024, 12, 31)),
        (date(2023, 2, 28), 12, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 28), 12, date(2025, 2, 28)),
        (date(2024, 1, 30), 1, date(2024, 2, 29)),
        (date(2025, 12, 31), -3, date(2025, 9, 30)),
        (date(2025, 3, 15), -3, date(2024, 12, 15)),
        (date(9999, 6, 30), 12, date.max),
    ],
)
def test_the_end_of_a_month_stays_the_end_of_a_month(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_terms_count_from_the_first_end_so_that_no_day_is_lost() -> None:
    from_the_thirtieth = replace(RENEWED, ends_on=date(2024, 1, 30), renewal_months=1)
    ends = [end_of_term(from_the_thirtieth, date(2024, month, 5)) for month in (2, 3, 4)]
    assert ends == [date(2024, 2, 29), date(2024, 3, 30), date(2024, 4, 30)]


DATES = {
    "not offered": {"offered_on": None},
    "signed": {},
    "begins later": {"starts_on": date(2026, 1, 1)},
    "without a start": {"starts_on": None},
    "a year": {"ends_on": date(2025, 12, 31)},
    "a year, to come": {"starts_on": date(2025, 12, 1), "ends_on": date(2025, 12, 31)},
    "renewed": {"ends_on": date(2024, 12, 31), "renewal_months": 12, "notice_months": 3},
    "renewed by the half year": {"ends_on": date(2024, 6, 30), "renewal_months": 6},
    "terminated": {"terminated_on": date(2025, 11, 30)},
    "terminated before the end": {"ends_on": date(2025, 12, 31), "terminated_on": date(2025, 11, 30)},
    "terminated on the last day": {"ends_on": date(2025, 12, 31), "terminated_on": date(2025, 12, 31)},
    "terminated after the end": {"ends_on": date(2025, 12, 31), "terminated_on": date(2026, 2, 1)},
    "renewed and terminated": {
        "ends_on": date(2024, 12, 31),
        "renewal_months": 12,
        "terminated_on": date(2025, 12, 31),
    },
}
# For each party of the original: when it signed and when it withdrew.
YES, NO = (date(2024, 2, 1), None), (None, None)
LEFT_SIGNED, LEFT_UNSIGNED = (date(2024, 2, 1), date(2025, 2, 1)), (None, date(2025, 2, 1))
SIGNING = {
    "nobody": [],
    "none": [NO, NO],
    "one of two": [YES, NO],
    "all": [YES, YES],
    "all but one who withdrew": [YES, LEFT_UNSIGNED],
    "all, and one left": [YES, LEFT_SIGNED],
    "only one who withdrew": [LEFT_UNSIGNED],
}
DAYS = [date(2025, 12, 31), date(2026, 1, 1), date(2025, 9, 15), date(2025, 12, 1), date(2027, 1, 1)]


@pytest.mark.django_db
def test_the_database_and_the_page_say_the_same_of_every_agreement_on_every_day() -> None:
    parties = OrganisationFactory.create_batch(2)
    cases = [(dates, signing) for dates in DATES for signing in SIGNING]
    agreements = Agreement.objects.bulk_create(
        Agreement(
            title=f"{dates}, {signing}",
            kind="covenant",
            **{"offered_on": date(2023, 11, 1), "starts_on": date(2024, 1, 1), **DATES[dates]},
        )
        for dates, signing in cases
    )
    versions = AgreementVersion.objects.bulk_create(AgreementVersion(agreement=each) for each in agreements)
    later = AgreementVersion.objects.bulk_create(
        AgreementVersion(agreement=each, number=2, kind="accession") for each in agreements
    )
    AgreementParty.objects.bulk_create(
        AgreementParty(version=version, organisation=party, representative="N. N.", signed_on=signed, withdrawn_on=left)
        for version, (_, signing) in zip(versions, cases, strict=True)
        for party, (signed, left) in zip(parties, SIGNING[signing], strict=False)
    )
    AgreementParty.objects.bulk_create(AgreementParty(version=each, organisation=parties[0]) for each in later)
    seen = set()
    for day in DAYS:
        stored = list(Agreement.objects.with_status(day).with_signing())
        by_status = {each: each.status_on(day) for each in stored}
        seen |= set(by_status.values())
        assert {each.title: each.status for each in stored} == {
            each.title: status for each, status in by_status.items()
        }
        assert {each.title: each.last_day for each in stored} == {each.title: each.terms.last_day for each in stored}
        running = {each for each, status in by_status.items() if status in {"running", "expiring"}}
        assert set(Agreement.objects.in_force(day)) == running
        assert set(Agreement.objects.over(day)) == {
            each for each, status in by_status.items() if status in {"over", "terminated"}
        }
        for year in (2024, 2025, 2026):
            assert set(Agreement.objects.ending_in(year, day)) == {
                each for each in stored if (end := end_of_term(each.terms, day)) and end.year == year
            }
    assert seen == set(AgreementStatus)


@pytest.mark.django_db
def test_without_the_counts_of_the_list_one_agreement_counts_for_itself() -> None:
    agreement = Agreement.objects.create(kind="covenant", title="Convenant", offered_on=date(2024, 1, 1))
    version = AgreementVersion.objects.create(agreement=agreement)
    for signed_on in (date(2024, 2, 1), None):
        AgreementParty.objects.create(
            version=version, organisation=OrganisationFactory(), representative="N. N.", signed_on=signed_on
        )
    assert agreement.signing == (1, 2)
    assert agreement.status_on(date(2024, 3, 1)) == AgreementStatus.TO_SIGN
