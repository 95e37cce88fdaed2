"""The agreed table of access, and how to ask one of its cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

TABLE = Path(__file__).parents[1] / "access.txt"
VISITOR = "bez"
NOTHING = "bestaat niet"
OTHERS_RULES = ("admin:", "account_", "mfa_", "openid_connect_", "socialaccount_", "usersessions_")
REFUSED_TO_ALL = {"in", "uit", "405"}


@dataclass(frozen=True)
class Line:
    """One line of the table: an address, the thing it is about, a method, and the answer for each of the cast."""

    url_name: str
    thing: str
    method: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.url_name}" + (f" ({self.thing})" if self.thing else "")

    @property
    def looks_at_the_thing(self) -> bool:
        """Not when the address knows no such method: then it answers before it looks."""
        return not set(self.answers.values()) <= REFUSED_TO_ALL


@dataclass(frozen=True)
class AgreedThing:
    """What addresses are about, and whose it is: of MEE or Tiel (eigen), of Sterker or Nijmegen (ander), or regio."""

    kind: str
    whose: str
    name: str


def _rows(number_of_bars: int) -> list[list[str]]:
    text = TABLE.read_text(encoding="utf-8")
    return [
        [cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.count("|") == number_of_bars
    ]


def agreed_lines() -> list[Line]:
    heads, *rows = _rows(3)
    people = heads[3].split()
    return [
        Line(name, thing, method, dict(zip(people, marks.split(), strict=True))) for name, thing, method, marks in rows
    ]


def agreed_things() -> list[AgreedThing]:
    return [AgreedThing(*row) for row in _rows(2)[1:]]


def all_addresses(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of every url of the portal, with the converters of its arguments."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            namespace = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            for name, converters in all_addresses(pattern.url_patterns, namespace):
                yield name, {**pattern.pattern.converters, **converters}
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}", pattern.pattern.converters


def our_addresses() -> dict[str, dict[str, Any]]:
    return {name: arguments for name, arguments in all_addresses() if not name.startswith(OTHERS_RULES)}


def address_of(line: Line, things: Mapping[str, dict[str, Any]]) -> str:
    if line.thing != NOTHING:
        return reverse(line.url_name, kwargs=things[line.thing])
    arguments = our_addresses()[line.url_name]
    return reverse(line.url_name, kwargs={name: _of_nothing(converter) for name, converter in arguments.items()})


def _of_nothing(converter: Any) -> Any:
    return 999_999_999 if isinstance(converter, IntConverter) else "bestaat-niet"


def answer_in_words(response: HttpResponse) -> str:
    if response.status_code == 302:
        return "in" if response["Location"].startswith("/account/login/") else ">>"
    return {200: "ok", 401: "uit"}.get(response.status_code, str(response.status_code))


def missing_lines(addresses: Mapping[str, dict[str, Any]], lines: list[Line], things: list[AgreedThing]) -> list[str]:
    """What the table doesn't ask yet, each as a sentence that says which line to add."""
    asked: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        asked.setdefault((line.url_name, line.method), []).append(line)
    missing = [
        f"{line}: dit adres bestaat niet meer, haal de regel weg" for line in lines if line.url_name not in addresses
    ]
    for name, arguments in addresses.items():
        for method in ("GET", "POST"):
            own_lines = asked.get((name, method), [])
            if not own_lines:
                missing.append(f"{method} {name}: voeg een regel toe")
            elif arguments and any(line.looks_at_the_thing for line in own_lines):
                missing += [f"{method} {name}: vraag ook naar «{thing}»" for thing in _not_asked(own_lines, things)]
    return missing


def _not_asked(lines: list[Line], things: list[AgreedThing]) -> list[str]:
    """All things of the same kind, the own, another's and each state; and one that doesn't exist."""
    asked = {line.thing for line in lines}
    kinds = {thing.kind for thing in things if thing.name in asked}
    expected = [thing.name for thing in things if thing.kind in kinds] + [NOTHING]
    unknown = asked - {thing.name for thing in things} - {NOTHING}
    return [name for name in expected if name not in asked] + [
        f"de soort van {name}, in de tabel van dingen" for name in sorted(unknown)
    ]


def kinds_without_another(things: list[AgreedThing]) -> list[str]:
    """Kinds that exist of MEE or Tiel only: nothing would show whether somebody else's stays closed."""
    whose: dict[str, set[str]] = {}
    for thing in things:
        whose.setdefault(thing.kind, set()).add(thing.whose)
    return [kind for kind, owners in whose.items() if owners not in ({"eigen", "ander"}, {"regio"})]
