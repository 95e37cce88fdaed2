"""What /toegankelijkheid/ says: the last examination of every page, and what is known not to be right yet.

`accessibility.json` beside this file is written by `python -m tests.journeys.accessibility`, which opens every page in
a browser. So the statement says what was measured, on the day and of the version that it was measured.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

EXAMINED = Path(__file__).with_name("accessibility.json")


@dataclass(frozen=True)
class Shortcoming:
    """What is not right yet, in the four parts that the law's model asks for, and when it will be."""

    what: str
    cause: str
    effect: str
    alternative: str
    planned: str


@dataclass(frozen=True)
class Examination:
    version: str
    on: date
    tool: str
    pages: int  # each page, once for everybody who may see it
    structures: int  # of those, what is made of something else
    roles: int
    checks: int  # times that a page was looked at
    findings: tuple[str, ...]
    undecided: int  # places that the tool could not decide; of each kind it is written down why no error is expected
    shortcomings: tuple[Shortcoming, ...]


@cache
def last_examination() -> Examination:
    told = json.loads(EXAMINED.read_text(encoding="utf-8"))
    return Examination(
        **told
        | {
            "on": date.fromisoformat(told["on"]),
            "findings": tuple(told["findings"]),
            "shortcomings": tuple(Shortcoming(**each) for each in told["shortcomings"]),
        }
    )
