"""What keeps a visitor safe has a test, or stands on the checklist for people: docs/public-safety.md says which."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "public-safety.md"
PATTERNS = {*(f"P{number:02}" for number in range(1, 29)), "T01", "T02", "T03", "T04", "T08"}


def rows() -> Iterator[tuple[str, list[str]]]:
    """Each pattern with its proofs."""
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and re.fullmatch(r"[PT]\d\d", cells[0]):
            yield cells[0], cells[2].split(", ")


def on_the_checklist() -> set[str]:
    text = DOCUMENT.read_text(encoding="utf-8").partition("## Checklist for people")[2]
    return {pattern for first in re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE) for pattern in first.split(", ")}


def is_there(proof: str) -> bool:
    file, _, name = proof.partition("::")
    path = ROOT / file
    return path.is_file() and (not name or f"def {name}(" in path.read_text(encoding="utf-8"))


def test_each_pattern_has_a_proof_that_is_there() -> None:
    found = dict(rows())
    assert found.keys() == PATTERNS
    proofs = [(pattern, proof) for pattern, proofs in found.items() for proof in proofs]
    missing = [(p, proof) for p, proof in proofs if proof != "checklist" and not is_there(proof)]
    assert missing == []
    assert {p for p, proof in proofs if proof == "checklist"} == on_the_checklist() - {"Pattern"}


def test_a_proof_that_is_not_there_would_be_noticed() -> None:
    assert not is_there("tests/test_public_safety.py::test_that_nobody_wrote")
    assert not is_there("tests/test_nowhere.py")


def test_no_file_that_a_browser_gets_has_a_telling_name() -> None:
    """Style sheets, scripts, the icon, and whatever a page of ours hands out as a file."""
    banned = [
        word
        for word in (ROOT / "tests/data/banned_words.txt").read_text(encoding="utf-8").splitlines()
        if word and not word.startswith("#")
    ]
    names = [file.name for folder in ("build", "img") for file in (ROOT / "static" / folder).rglob("*")]
    sources = [file for app in ("network", "partners", "monitor", "actionplan") for file in (ROOT / app).rglob("*.py")]
    for source in sources:
        names += re.findall(r"""file_?name=f?["']([^"']+)["']""", source.read_text(encoding="utf-8"))
    assert len(names) > 15
    assert [name for name in names if any(word in name.lower() for word in banned)] == []
