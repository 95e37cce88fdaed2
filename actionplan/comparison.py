"""Two texts beside each other, with what differs marked word by word. Plain values in, no database."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from network.dutch import NOT_FILLED_IN

_WORDS = re.compile(r"\S+\s*|\s+")  # a word takes the space behind it along


@dataclass(frozen=True)
class Piece:
    text: str
    differs: bool


@dataclass(frozen=True)
class Versus:
    """One field as somebody else saved it, and as it was typed here."""

    label: str
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]


def versus(label: str, theirs: str, mine: str) -> Versus:
    old, new = _WORDS.findall(theirs or NOT_FILLED_IN), _WORDS.findall(mine or NOT_FILLED_IN)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        left.append(Piece("".join(old[i1:i2]), differs=kind != "equal"))
        right.append(Piece("".join(new[j1:j2]), differs=kind != "equal"))
    return Versus(label, tuple(p for p in left if p.text), tuple(p for p in right if p.text))
