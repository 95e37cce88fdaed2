"""What a report prints stands in its file for spreadsheets too, and goes past the guard on personal data."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from django.template.loader import render_to_string

from monitor.models import ReportKind, SectionKind
from monitor.reporting.parts import PARTS, entries, services
from network.personal_data import find_personal_data
from tests.bench.long_report import long_content

PERSON = "p.deboer@voorbeeld.example"
S = SectionKind
AMOUNT, PRINTED = Decimal("7654321.98"), "7.654.321,98"

NOT_PRINTED_AS_IT_IS = {"light", "old", "new", "kind", "drawing", "short_id"}

# Nobody types these in a text: words of the portal itself, and names that the network or the region knows anyway.
OF_THE_PORTAL = {
    *("label", "unit", "period", "status", "state", "rate", "hours", "words", "caption", "columns", "rows"),
    *("heading", "outcome", "progress", "results", "notice", "previous", "milestones_in", "source_line", "explanation"),
    *("lead", "organisation", "body", "area", "category", "domain", "source", "code", "number", "subject", "where"),
    *("what", "before", "after", "difference", "pillars", "other_kinds", "checked", "conclusion"),
}
NAMES_OF_THE_NETWORK = {
    *((S.SUMMARY, "name"), (S.BUILDING_BLOCKS, "name"), (S.ACTIONS, "name"), (S.LOCAL_ACTIONS, "name")),
    *((S.NETWORK, "name"), (S.FINANCE, "name"), (S.OFFER, "name"), (S.EXTENT, "name")),
    *((S.MONITOR, "text"), (S.EXTENT, "text")),  # numbers, or the sign of what is missing
    (S.NETWORK, "note"),  # until when, and what comes after
    (S.EXTENT, "notes"),  # which municipality became which
}
# What a page says around its figures, and a file that is read by row has no use for.
AROUND_FIGURES = {
    *((S.SUMMARY, "milestones_in"), (S.MONITOR, "columns"), (S.OFFER, "name")),
    *((S.EXTENT, "name"), (S.EXTENT, "notes"), (S.EXTENT, "conclusion"), (S.ACCOUNT, "organisation")),
}


@dataclass(frozen=True)
class Said:
    """Where it comes what one field of a section holds."""

    section: SectionKind
    field: str
    is_on_page: bool
    is_in_file: bool
    is_unguarded: bool  # a text, printed without the guard reading it

    @property
    def place(self) -> tuple[SectionKind, str]:
        return self.section, self.field


def names_in(value: Any, name: str = "") -> Iterator[str]:
    """Of each field that holds a text or an amount."""
    if is_dataclass(value):
        for each in fields(value):
            yield from names_in(getattr(value, each.name), each.name)
    elif isinstance(value, tuple):
        for held in value:
            yield from names_in(held, name)
    elif (isinstance(value, str) and value) or isinstance(value, Decimal):
        yield name


def with_person(value: Any, wanted: str, name: str = "") -> Any:
    """The same, with somebody's address, or that amount, in fields that are called so."""
    if is_dataclass(value) and not isinstance(value, type):
        changed = {each.name: with_person(getattr(value, each.name), wanted, each.name) for each in fields(value)}
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(with_person(each, wanted, name) for each in value)
    if name != wanted or not value:
        return value
    return PERSON if isinstance(value, str) else AMOUNT if isinstance(value, Decimal) else value


@cache
def said(kind: ReportKind) -> tuple[Said, ...]:
    return tuple(_said(kind))


def _said(kind: ReportKind) -> Iterator[Said]:
    for section in long_content(actions=6, kind=kind).sections:
        part = PARTS[S(section.kind)]
        for name in sorted(set(names_in(section.body)) - NOT_PRINTED_AS_IT_IS):
            body = with_person(section.body, name)
            page = render_to_string(section.template, {"body": body})
            file = " ".join(f"{row.subject} {row.what} {row.value} {row.unit} {row.note}" for row in part.rows(body))
            is_read = any(find_personal_data(place.text) for place in part.places(body))
            yield Said(
                section=S(section.kind),
                field=name,
                is_on_page=PERSON in page or PRINTED in page,
                is_in_file=PERSON in file or PRINTED in file,
                is_unguarded=PERSON in page and not is_read,
            )


@pytest.fixture(autouse=True)
def _names_of_entries_are_no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (entries, services):
        monkeypatch.setattr(module, "reverse", lambda *_, **__: "/")


@pytest.mark.parametrize("kind", ReportKind)
def test_every_text_of_people_goes_past_the_guard(kind: ReportKind) -> None:
    """R11: so that nothing can be printed of which nobody asked whether it points to a person."""
    unguarded = {each.place for each in said(kind) if each.is_unguarded and each.field not in OF_THE_PORTAL}

    assert unguarded - NAMES_OF_THE_NETWORK == set()


@pytest.mark.parametrize("kind", ReportKind)
def test_every_text_and_amount_on_the_page_is_in_the_file(kind: ReportKind) -> None:
    """R14, the other way round than in test_csv.py: the file leaves nothing out."""
    left_out = {each.place for each in said(kind) if each.is_on_page and not each.is_in_file}

    assert left_out - AROUND_FIGURES == set()
