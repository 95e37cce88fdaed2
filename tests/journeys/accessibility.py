"""The examination of every page for everybody, which /toegankelijkheid/ tells of.

    python -m tests.journeys.accessibility

Opens all pages of the portal in every role and state, prints what was found and writes network/accessibility.json.
Takes an hour on a quiet machine. `script/test --full` does the same.
"""

import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.accessible import Inspection
from tests.page_structures import Seen

ROOT = Path(__file__).resolve().parents[2]
EXAMINED = ROOT / "network" / "accessibility.json"


def write_down(inspection: Inspection, pages: Iterable[Seen], structures: int, *, version: str, on: date) -> str:
    """Keep what was found, beside what is known not to be right yet, and say it in one line."""
    seen = list(pages)
    told = json.loads(EXAMINED.read_text(encoding="utf-8")) | {
        "version": version,
        "on": on.isoformat(),
        "tool": version_of_axe(),
        "pages": len(seen),
        "structures": structures,
        "roles": len({page.role for page in seen}),
        "checks": inspection.checks,
        "findings": inspection.problems[:200],
        "undecided": sum(inspection.undecided.values()),
    }
    EXAMINED.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return f"bladzijden × rollen: {len(seen)} gecontroleerd, {len(inspection.problems)} bevindingen"


def version_of_axe() -> str:
    return "axe " + Axe().axe_script[:40].partition("axe v")[2].split()[0]


if __name__ == "__main__":
    pages = ROOT / "tests" / "access" / "test_pages_in_a_browser.py"
    sys.exit(pytest.main([str(pages), "-p", "no:xdist", "-m", "full", "-k", "whole_product", "-s"]))
