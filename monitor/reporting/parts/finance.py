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
from monitor.reporting.part import Place
from monitor.reporting.sections import (
    ActionName,
    Ending,
    Finance,
    Money,
    MoneyEnding,
    Post,
    PostsOfOrganisation,
)
from network.dutch import hours

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
