"""Reading the figures of a report back, from its file for a spreadsheet and from whatever prints it."""

import re
from collections import Counter

from network.spreadsheets import from_csv

Figure = tuple[str, str, str, str]
# 12, 1.310, 28,5 and −3; of «2026-003» and «3 mei 2026» each number by itself.
_NUMBER = re.compile(r"−?\d+(?:\.\d{3})*(?:,\d+)?")


def figures_in_csv(content: bytes) -> list[Figure]:
    """Section, subject, what and value of each line, as somebody reads them after opening the file."""
    _, *lines = from_csv(content.decode())
    return [(section, subject, what, value) for section, subject, what, value, *_ in lines]


def numbers_in(*texts: str) -> Counter[str]:
    """Each number in these texts, and how often it stands there."""
    return Counter(number for text in texts for number in _NUMBER.findall(text))


def words_of(text: str) -> str:
    """On one line and in small letters: page, paper and spreadsheet break lines and begin sentences in other places."""
    return " ".join(text.split()).lower()
