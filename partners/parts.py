"""What the apps above tell about a partner or a link of the chain, on the pages of the register. They add it here."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from network.models import Person
from network.together import Part as Asked
from network.together import together
from partners.models import ChainLink, Organisation


@dataclass(frozen=True)
class PartItem:
    """One line: what it is, a word about it, and where it is."""

    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Part:
    """A heading with its lines, as shown on a page, and where somebody who may can add one (words and address).

    `also` is a second way, and `empty` what stands there while there is no line.
    """

    title: str
    items: list[PartItem]
    add: tuple[str, str] | None = None
    also: tuple[str, str] | None = None
    empty: str = "Hier komt nog niets uit voort."


Telling = Asked[Part]
ThingPart = Callable[[Any, Person, date], Telling]
OrganisationPart = Callable[[Organisation, Person, date], Asked[list[PartItem]]]
LinkPart = Callable[[Sequence[ChainLink], Person, date], dict[int, list[PartItem]]]

_of_things: dict[type[models.Model], list[ThingPart]] = defaultdict(list)
_of_organisations: list[tuple[str, OrganisationPart]] = []
_of_links: list[tuple[str, LinkPart]] = []


def part_of(kind: type[models.Model]) -> Callable[[ThingPart], ThingPart]:
    """Add a function that tells about one thing of this kind, such as the actions that follow from a lesson."""

    def add(function: ThingPart) -> ThingPart:
        _of_things[kind].append(function)
        return function

    return add


def parts_of(thing: models.Model, person: Person, day: date) -> list[Part]:
    return [*together(**tellers_of(thing, person, day)).values()]


def tellers_of(thing: models.Model, person: Person, day: date) -> dict[str, Telling]:
    """By name, in the order of the page, for a page that fetches more along with them."""
    return {f"{tell.__module__}.{tell.__name__}": tell(thing, person, day) for tell in _of_things[type(thing)]}


def organisation_part(title: str) -> Callable[[OrganisationPart], OrganisationPart]:
    """Add a function that tells about one partner."""

    def add(function: OrganisationPart) -> OrganisationPart:
        _of_organisations.append((title, function))
        return function

    return add


def link_part(title: str) -> Callable[[LinkPart], LinkPart]:
    """Add a function that tells about the links of the chain, all at once: lines by the id of the link."""

    def add(function: LinkPart) -> LinkPart:
        _of_links.append((title, function))
        return function

    return add


def organisation_parts(organisation: Organisation, person: Person, day: date) -> Asked[list[Part]]:
    """Everything that is told about this partner, as far as the person may see it; also headings without a line."""
    parts = []
    for title, tell in _of_organisations:
        items = yield from tell(organisation, person, day)
        parts.append(Part(title, items))
    return parts


def link_parts(links: Sequence[ChainLink], person: Person, day: date) -> dict[int, list[Part]]:
    """The same for links of the chain, by the id of the link."""
    told = [(title, tell(links, person, day)) for title, tell in _of_links]
    return {link.pk: [Part(title, lines.get(link.pk, [])) for title, lines in told] for link in links}
