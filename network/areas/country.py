"""The municipalities of the country, from our own list."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from network.dutch import NotReadable

LIST = Path(__file__).parent / "municipalities.csv"
BEGIN = date(2021, 1, 1)  # of the list; who says this day may be older


@dataclass(frozen=True)
class KnownMunicipality:
    """One row of the list. `successor` is the code of the municipality that it became part of."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    successor: str
    safety_region: str  # VR08
    safety_region_name: str

    def exists_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)


@cache
def country() -> dict[str, KnownMunicipality]:
    """Code → municipality."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = [
            KnownMunicipality(
                code=row["code"],
                name=row["name"],
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                successor=row["successor"],
                safety_region=row["safety_region"],
                safety_region_name=row["safety_region_name"],
            )
            for row in csv.DictReader(file)
        ]
    return {row.code: row for row in rows}


@cache
def safety_regions() -> dict[str, str]:
    """VR08 → Gelderland-Zuid, in the order of their numbers."""
    return dict(sorted({each.safety_region: each.safety_region_name for each in country().values()}.items()))


def find_safety_region(words: str) -> str:
    """The code of a safety region by its code or name; NotReadable says which there are."""
    plain = _plain(words)
    found = [code for code, name in safety_regions().items() if plain in {_plain(code), _plain(name)}]
    if found:
        return found[0]
    known = ", ".join(f"{code} {name}" for code, name in safety_regions().items())
    raise NotReadable(f"Veiligheidsregio «{words[:40]}» kennen we niet. Kies uit: {known}.")


def find_municipality(words: str) -> KnownMunicipality:
    """A municipality of the country by code (GM0268, 268) or by name; one that still exists wins."""
    if found := country().get(as_gm_code(words)):
        return found
    named = [each for each in country().values() if _plain(each.name) == _plain(words)]
    if named:
        return max(named, key=lambda each: each.valid_to is None)
    raise NotReadable(f"Gemeente «{words[:40]}» kennen we niet. Typ de naam of de CBS-code, bijvoorbeeld GM0268.")


def as_gm_code(words: str) -> str:
    """«GM0268», «0268» and «268» → GM0268; empty when it looks like no code."""
    match = re.fullmatch(r"(?:GM)?\s?(\d{1,4})", words.strip().upper())
    return f"GM{match[1].zfill(4)}" if match else ""


def in_safety_region(code: str) -> list[KnownMunicipality]:
    """All that ever lay there, merged ones included."""
    return [each for each in country().values() if each.safety_region == code]


def merged_into(codes: Iterable[str]) -> list[KnownMunicipality]:
    """Those that became part of one of these, directly or through another."""
    found: dict[str, KnownMunicipality] = {}
    wanted = set(codes)
    while more := [each for each in country().values() if each.successor in wanted and each.code not in found]:
        found |= {each.code: each for each in more}
        wanted = {each.code for each in more}
    return list(found.values())


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[\s.\-–']+", " ", words.casefold()).split())
