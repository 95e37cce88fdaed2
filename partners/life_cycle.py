"""Where an agreement stands on a day, worked out from its dates. Pure: what is stored never has to be saved again."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from network.dutch import long_date

WARN_BEFORE = timedelta(days=90)


class AgreementStatus(models.TextChoices):
    CONCEPT = "concept", "concept"
    TO_SIGN = "to_sign", "ter ondertekening"
    SIGNED = "signed", "getekend"
    RUNNING = "running", "lopend"
    EXPIRING = "expiring", "verloopt binnenkort"
    OVER = "over", "verlopen"
    TERMINATED = "terminated", "opgezegd"


IN_FORCE = (AgreementStatus.RUNNING, AgreementStatus.EXPIRING)
AT_AN_END = (AgreementStatus.OVER, AgreementStatus.TERMINATED)


@dataclass(frozen=True)
class Terms:
    """What decides about the status. `named` are the parties that have to sign, `signed` those that did."""

    offered_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None  # of the first term; later terms follow from it
    renewal_months: int | None = None
    notice_months: int | None = None
    terminated_on: date | None = None  # the last day that counts
    signed: int = 0
    named: int = 0

    @property
    def is_signed(self) -> bool:
        """Only when everybody did; an agreement without parties isn't."""
        return 0 < self.named == self.signed

    @property
    def is_renewed(self) -> bool:
        """Goes on by itself, term after term, until somebody ends it."""
        return bool(self.ends_on and self.renewal_months) and self.terminated_on is None

    @property
    def last_day(self) -> date | None:
        """The last day that counts, where that is fixed: nothing of what is open-ended or renewed tacitly."""
        if self.is_renewed:
            return None
        if self.renewal_months and self.terminated_on:
            return self.terminated_on  # it went on past the first term
        return min((day for day in (self.ends_on, self.terminated_on) if day), default=None)

    @property
    def is_open_ended(self) -> bool:
        return self.ends_on is None and self.terminated_on is None


def status_on(terms: Terms, day: date) -> AgreementStatus:
    last = terms.last_day
    if terms.offered_on is None:
        return AgreementStatus.CONCEPT
    if last and last < day:
        return AgreementStatus.TERMINATED if last == terms.terminated_on else AgreementStatus.OVER
    if not terms.is_signed:
        return AgreementStatus.TO_SIGN
    if terms.starts_on and terms.starts_on > day:
        return AgreementStatus.SIGNED
    if last and last != terms.terminated_on and last - day <= WARN_BEFORE:
        return AgreementStatus.EXPIRING
    return AgreementStatus.RUNNING


def status_note(terms: Terms, day: date) -> str:
    """What the status needs beside its own word: «2 van 6 ondertekend»; mostly nothing."""
    status = status_on(terms, day)
    if status == AgreementStatus.TO_SIGN:
        return f"{terms.signed} van {terms.named} ondertekend"
    if terms.terminated_on and status not in (*AT_AN_END, AgreementStatus.CONCEPT, AgreementStatus.EXPIRING):
        return f"opgezegd per {long_date(terms.terminated_on)}"
    return "onbepaalde tijd" if status == AgreementStatus.RUNNING and terms.is_open_ended else ""


def end_of_term(terms: Terms, day: date) -> date | None:
    """The end of the term that runs on a day; nothing of what is open-ended."""
    if not terms.is_renewed:
        return terms.last_day
    return next(end for end in _ends_of_terms(terms, day) if end >= day)


def notice_date(terms: Terms, day: date) -> date | None:
    """The next day, this one included, on which notice can still be given in time for the end of a term."""
    return _notice(terms, runs_until(terms, day))


def runs_until(terms: Terms, day: date) -> date | None:
    """The earliest end still possible: the end of this term, or of a later one once it is too late to give notice."""
    if not terms.is_renewed:
        return terms.last_day
    for end in _ends_of_terms(terms, day):
        notice = _notice(terms, end)
        if end == date.max or (end >= day and (notice is None or notice >= day)):
            return end
    raise AssertionError("the terms of an agreement never stop")


def is_past_notice(terms: Terms, day: date) -> bool:
    """Too late to end it at the end of this term: it goes on."""
    return terms.is_renewed and runs_until(terms, day) != end_of_term(terms, day)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day; what was the last day of a month stays so."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if year > date.max.year:
        return date.max
    length = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, length if _ends_a_month(day) else min(day.day, length))


def _notice(terms: Terms, end: date | None) -> date | None:
    if end is None or terms.notice_months is None or not terms.is_renewed:
        return None
    return add_months(end, -terms.notice_months)


def _ends_of_terms(terms: Terms, day: date) -> Iterator[date]:
    """The ends of the terms from just before a day on, each counted from the first, so that no day is lost."""
    first, step = terms.ends_on, terms.renewal_months
    if not first or not step:
        return
    gone = (day.year - first.year) * 12 + day.month - first.month
    number = max(gone // step - 1, 0)
    while True:
        yield add_months(first, number * step)
        number += 1


def _ends_a_month(day: date) -> bool:
    return day.day == calendar.monthrange(day.year, day.month)[1]
