"""The grey blocks of docs/beheer.md: what an administrator types, and what must come of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANUAL = ROOT / "docs" / "beheer.md"


@dataclass(frozen=True)
class Block:
    chapter: str
    language: str
    kind: str  # «installeren», «klopt», «bijwerken», or empty: a choice that not everybody makes
    text: str
    must_say: str = ""  # of «klopt»: the block of text that follows it

    @property
    def lines(self) -> list[str]:
        """What is typed in one go: a line with what continues it, or the whole of a block with a text in it."""
        if "<<EINDE" in self.text:
            return [self.text]
        return [line for line in re.sub(r"\\\n\s*", "", self.text).splitlines() if line]

    def is_answered_by(self, said: str) -> bool:
        """Whether each line that must be there is there, in that order; … stands for anything."""
        wanted, rest = self.must_say.splitlines(), iter(said.splitlines())
        return all(any(_pattern(line).fullmatch(found.strip()) for found in rest) for line in wanted)


def blocks() -> list[Block]:
    return list(_blocks(MANUAL.read_text(encoding="utf-8")))


def chapters() -> dict[str, str]:
    """The text of each chapter."""
    parts = re.split(r"^## (.+)$", MANUAL.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _blocks(text: str) -> Iterator[Block]:
    heading, fence = r"^## (?P<chapter>[^\n]+)$", r"^```(?P<language>\w+) ?(?P<kind>\w*)\n(?P<text>.*?)^```$"
    fences = re.compile(f"{heading}|{fence}", re.MULTILINE | re.DOTALL)
    chapter, waiting = "", None
    for found in fences.finditer(text):
        if found["chapter"]:
            chapter = found["chapter"]
            continue
        block = Block(chapter, found["language"], found["kind"], found["text"])
        if waiting is not None:
            yield Block(waiting.chapter, waiting.language, waiting.kind, waiting.text, block.text)
            waiting = None
        elif block.kind == "klopt":
            waiting = block
        else:
            yield block


def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in line.strip().split("…")))
