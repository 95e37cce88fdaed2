"""The pictures of the README are made here, so that they can't show a portal that is no longer there."""

from pathlib import Path

import pytest

from tests.journeys.conftest import NewBrowser

pytestmark = pytest.mark.journey

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "img"
MOST_BYTES = 300_000


def test_pictures_of_the_plan_and_the_help_page(
    signed_in: NewBrowser, new_page: NewBrowser, screenshots: Path, request: pytest.FixtureRequest
) -> None:
    """Written to var/screenshots; `pytest --update-pictures` puts them into docs/img."""
    folder = PICTURES if request.config.getoption("--update-pictures") else screenshots
    folder.mkdir(parents=True, exist_ok=True)
    page = signed_in("coordinator")
    page.goto("/plan/")
    page.screenshot(path=folder / "plan.png")
    visitor = new_page(width=1280, height=800)
    visitor.goto("/hulp/acuut/")
    visitor.screenshot(path=folder / "hulp.png")
    for name in ("plan.png", "hulp.png"):
        assert 10_000 < (folder / name).stat().st_size < MOST_BYTES
        assert (PICTURES / name).is_file(), "draai pytest --update-pictures en leg docs/img vast"
