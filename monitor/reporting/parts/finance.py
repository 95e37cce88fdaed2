"""What was asked of each source, granted and spent, what is short, and what is paid in another way."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse

from actionplan.lasting import ending_in_words, ending_of
from actionplan.models import BudgetLine, FundingSource, FundingType
from actionplan.reading import finance_of
from monitor.reporting import asked
from monitor.reporting.part import Place, Row
from monitor.reporting.places import of_names
from monitor.reporting.rows import of_amount
from monitor.reporting.sections import (
    ActionName,
    Ending,
    Finance,
    Money,
    MoneyEnding,
    OtherMoney,
    OtherPost,
    Post,
    PostsOfOrganisation,
)
from network.dutch import hours, long_date

if TYPE_CHECKING:
    from monitor.reporting.live import Live

GRANT_WITHOUT_AMOUNT = "Subsidie, nog zonder bedrag"


def build(live: "Live") -> Finance:
    if live.plan is None:
        return Finance(())
    sources = list(live.rows(asked.funding_sources))
    years = {source.year for source in sources} | {live.report.period_start.year}
    return Finance(tuple(map(_money, sources)), _ending(live), tuple(_others(years)))


def _others(years: Iterable[int]) -> Iterator[OtherMoney]:
    """Newest year first; per year what the plan pays in each other way, and subsidies of which no amount is known."""
    lines = list(BudgetLine.objects.without_request(*years))
    for year in sorted(years, reverse=True):
        for kind in FundingType:
            if posts := tuple(_other(line) for line in lines if (line.year, line.funding_type) == (year, kind)):
                name = GRANT_WITHOUT_AMOUNT if kind == FundingType.GRANT else str(kind.label).capitalize()
                yield OtherMoney(name, year, posts)


def _other(line: BudgetLine) -> OtherPost:
    return OtherPost(
        organisation=line.organisation.name,
        description=line.description,
        hours=_hours_in_words(line.hours_per_week, line.hours_per_year),
        amount=line.amount_granted,
        spent=line.amount_spent,
        note=line.note,
    )


def _ending(live: "Live") -> Ending:
    found = ending_of(live.rows(asked.money_ending), live.on)
    actions = (
        MoneyEnding(ActionName(each.action.code, each.action.title), each.action.lead_organisation.name, each.ends_on)
        for each in found
    )
    return Ending(ending_in_words(found), tuple(actions))


def _money(source: FundingSource) -> Money:
    table = finance_of(source)
    return Money(
        source=str(source),
        organisations=tuple(
            PostsOfOrganisation(
                organisation=each.organisation,
                posts=tuple(
                    Post(
                        description=line.description,
                        hours=_hours_in_words(line.hours_per_week, line.hours_per_year),
                        requested=line.requested,
                        note=line.note,
                        choice=line.choice,
                        less=line.less or None,
                        granted=line.granted,
                        spent=line.spent,
                    )
                    for line in each.lines
                ),
                requested=each.requested,
            )
            for each in table.organisations
        ),
        requested=table.requested,
        available=table.available,
        shortfall=table.shortfall,
        note=source.note,
        less=table.less or None,
        remaining=table.remaining if table.less else None,
        tells_spending=True,
    )


def _hours_in_words(per_week: Decimal | None, per_year: Decimal | None) -> str:
    """12 uur per week, 475 uur per jaar"""
    parts = [(per_week, "week"), (per_year, "jaar")]
    return ", ".join(f"{hours(value)} uur per {unit}" for value, unit in parts if value is not None)


def places(body: Finance) -> Iterator[Place]:
    url = reverse("actionplan:finance")
    for money in body.sources:
        yield from (Place(f"In de toelichting bij {money.source}", text, url) for text in (money.source, money.note))
        for each in money.organisations:
            for post in each.posts:
                texts = (post.description, post.note)
                yield from (
                    Place(f"In de post «{post.description}» van {each.organisation}", text, url) for text in texts
                )
    for other in body.others:
        for line in other.posts:
            where = f"In de post «{line.description}» van {line.organisation}"
            yield from (Place(where, text, url) for text in (line.description, line.note))
    yield from of_names(each.action for each in (body.ending.actions if body.ending else ()))


def rows(body: Finance) -> Iterator[Row]:
    for money in body.sources:
        for each in money.organisations:
            subject = f"{money.source}, {each.organisation}"
            for post in each.posts:
                yield of_amount(f"{subject}, {post.description}", "gevraagd", post.requested, post.note)
                yield Row(f"{subject}, {post.description}", "uren", post.hours or "niet opgegeven")
                yield from _rows_of_spending(money, f"{subject}, {post.description}", post)
            yield of_amount(subject, "totaal gevraagd", each.requested)
            yield from _rows_of_spending(money, subject, each)
        yield of_amount(money.source, "totaal gevraagd", money.requested, money.note)
        yield from _rows_of_spending(money, money.source, money)
        yield of_amount(money.source, "beschikbaar", money.available)
        if money.shortfall is not None:
            yield of_amount(money.source, "tekort", money.shortfall)
        yield from _rows_of_choices(money)
    for other in body.others:
        subject = f"{other.name}, {other.year}"
        for line in other.posts:
            about = f"{subject}, {line.organisation}, {line.description}"
            yield Row(about, "uren", line.hours or "niet opgegeven", note=line.note)
            yield of_amount(about, "bedrag", line.amount)
            yield of_amount(about, "besteed", line.spent)
        yield of_amount(subject, "totaal bedrag", other.amount)
        yield of_amount(subject, "totaal besteed", other.spent)
    if body.ending:
        for action in body.ending.actions:
            yield Row(str(action.action), "geld tot en met", long_date(action.ends_on), note=f"Trekker: {action.lead}")


def _rows_of_spending(money: Money, subject: str, told: Post | PostsOfOrganisation | Money) -> Iterator[Row]:
    if money.tells_spending:
        yield of_amount(subject, "toegekend", told.granted)
        yield of_amount(subject, "besteed", told.spent)
        yield of_amount(subject, "verschil", told.difference)


def _rows_of_choices(money: Money) -> Iterator[Row]:
    for organisation, post in money.chosen:
        yield of_amount(f"{money.source}, {organisation}, {post.description}", "minder", post.less, post.choice)
    if money.less:
        yield of_amount(money.source, "samen minder", money.less)
    if money.less and money.remaining is not None:
        yield of_amount(money.source, "nog te dekken", money.remaining)
