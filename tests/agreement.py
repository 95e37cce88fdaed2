"""Reads the agreed table of rights, and checks the policy against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from network.policy import Permission, may
from tests.cast import Cast

COLUMNS = {
    "reg": "coordinator",
    "gem": "municipal_coordinator",
    "trk": "lead_editor",
    "and": "other_editor",
    "stu": "steering_member",
    "dat": "data_steward",
    "beh": "administrator",
    "lez": "reader",
    "oud": "former_editor",
}


@dataclass(frozen=True)
class Agreed:
    """One cell of the table: may this person do this to this thing?"""

    permission: str
    thing: str
    person: str
    allowed: bool

    def __str__(self) -> str:
        return f"{self.permission}-{self.thing or 'zonder'}-{self.person}"


def agreed_cells() -> Iterator[Agreed]:
    lines = (Path(__file__).parent / "agreed_rights.txt").read_text(encoding="utf-8").splitlines()
    table = [line.split("|") for line in lines if line.count("|") == 2]
    heads = table[0][2].split()
    for permission, thing, marks in table[1:]:
        for head, mark in zip(heads, marks.split(), strict=True):
            yield Agreed(permission.strip(), thing.strip(), COLUMNS[head], mark == "x")


def differences(cast: Cast, things: dict[str, Any]) -> list[str]:
    """Every cell where the policy answers otherwise than was agreed."""
    return [
        str(cell)
        for cell in agreed_cells()
        if may(cast.people[cell.person], Permission(cell.permission), things[cell.thing]) != cell.allowed
    ]
