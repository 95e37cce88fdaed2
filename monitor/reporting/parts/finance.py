"""What was asked of each source, and what is short."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.urls import reverse

from actionplan.lasting import ending_in_words, money_that_ends
from actionplan.models import (
    FundingSource,
    Plan,
)
from actionplan.reading import (
    finance_of,
)
from monitor.reporting.part import Place, Row
from monitor.reporting.rows import of_amount
from monitor.reporting.sections import (
    ActionName,
    Ending,
    Finance,
    Money,
    MoneyEnding,
    Post,
    PostsOfOrganisation,
)
from network.dutch import hours, long_date

if TYPE_CHECKING:
    from monitor.reporting.live import Live


def build(live: "Live") -> Finance:
    if live.plan is None:
        return Finance(())
    sources = FundingSource.objects.asked_for_plan(live.plan)
    return Finance(tuple(map(_money, sources)), _ending(live.plan, live.on))


def _ending(plan: Plan, on: date) -> Ending:
    found = money_that_ends(plan, on)
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
    )


def _hours_in_words(per_week: Decimal | None, per_year: Decimal | None) -> str:
    """12 uur per week, 475 uur per jaar"""
    parts = [(per_week, "week"), (per_year, "jaar")]
    return ", ".join(f"{hours(value)} uur per {unit}" for value, unit in parts if value is not None)


def places(body: Finance) -> Iterator[Place]:
    url = reverse("actionplan:finance")
    for money in body.sources:
        yield Place(f"In de toelichting bij {money.source}", money.note, url)
        for each in money.organisations:
            for post in each.posts:
                texts = (post.description, post.note)
                yield from (
                    Place(f"In de post «{post.description}» van {each.organisation}", text, url) for text in texts
                )


def rows(body: Finance) -> Iterator[Row]:
    for money in body.sources:
        for each in money.organisations:
            subject = f"{money.source}, {each.organisation}"
            for post in each.posts:
                yield of_amount(f"{subject}, {post.description}", "gevraagd", post.requested, post.note)
                yield Row(f"{subject}, {post.description}", "uren", post.hours or "niet opgegeven")
            yield of_amount(subject, "totaal gevraagd", each.requested)
        yield of_amount(money.source, "totaal gevraagd", money.requested, money.note)
        yield of_amount(money.source, "beschikbaar", money.available)
        if money.shortfall is not None:
            yield of_amount(money.source, "tekort", money.shortfall)
        yield from _rows_of_choices(money)
    if body.ending:
        for action in body.ending.actions:
            yield Row(str(action.action), "geld tot en met", long_date(action.ends_on), note=f"Trekker: {action.lead}")


def _rows_of_choices(money: Money) -> Iterator[Row]:
    for organisation, post in money.chosen:
        yield of_amount(f"{money.source}, {organisation}, {post.description}", "minder", post.less, post.choice)
    if money.less:
        yield of_amount(money.source, "samen minder", money.less)
    if money.less and money.remaining is not None:
        yield of_amount(money.source, "nog te dekken", money.remaining)
