"""G-25 and G-27: every kind of page that the portal makes, in a browser: what axe finds, and what does not fit.

Each round looks at some pages in which every element stands that stands on any page; the long one at all of them, for
everybody (`python -m tests.journeys.accessibility`).
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, sync_playwright

from network.dates import today
from tests.access.forms_of_pages import Opened
from tests.access.things import things_with_an_address
from tests.accessible import Inspection
from tests.browser import CHROMIUM, launch
from tests.cast import make_cast
from tests.figures_table import Figure
from tests.journeys import accessibility
from tests.journeys.accessibility import write_down
from tests.page_structures import (
    Seen,
    clients_of,
    fewest_that_show_everything,
    one_of_each_structure,
    pages_of_every_role,
    pages_that_were_opened,
    refused_forms,
)

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def pages(opened_once: list[Opened]) -> list[Seen]:
    return pages_that_were_opened(opened_once)


def in_a_browser(look: Callable[[Inspection], Any], **how: Path) -> Any:
    """In a thread: Playwright keeps an event loop where it runs, where Django would open a connection that stays."""
    if CHROMIUM is None:
        pytest.fail("Chromium ontbreekt") if os.environ.get("CI") == "true" else pytest.skip("Chromium ontbreekt")

    def run() -> Any:
        with sync_playwright() as playwright:
            return look(Inspection(launch(playwright), **how))

    with ThreadPoolExecutor(1) as elsewhere:
        return elsewhere.submit(run).result()


def test_every_element_of_every_page_is_for_everybody(pages: list[Seen], figure: Figure) -> None:
    ours = [seen for seen in pages if not seen.url.startswith("/beheer/")]  # the others are Django's: the long round
    chosen = fewest_that_show_everything(ours)

    def look(inspection: Inspection) -> Inspection:
        with inspection.window() as page:
            for seen in chosen:
                inspection.look_at(page, seen)
            asking = (seen for seen in chosen if "<dialog" in seen.text and seen.url != "/componenten/")
            inspection.look_at_what_lies_over(page, next(asking))
        return inspection

    inspection = in_a_browser(look)
    told = f"bladzijden met samen elk onderdeel van {len(ours)} bladzijden"
    figure("G-25", told, len(chosen), goal="≥ 40")
    figure("G-25", "keren dat axe een bladzijde bekeek", inspection.checks, goal="≥ 120")
    assert inspection.findings == []
    figure("G-25", "bevindingen van axe (WCAG 2.2 A en AA)", len(inspection.findings), goal="0")
    assert inspection.not_looked_at == {}
    figure("G-25", "soorten die axe niet kon beslissen, zonder uitleg", len(inspection.not_looked_at), goal="0")
    assert inspection.sideways == []
    figure("G-27", "bladzijden die opzij schuiven bij 320 pixels", len(inspection.sideways), goal="0")
    assert inspection.clipped == []
    figure("G-27", "teksten afgesneden bij ruime letters", len(inspection.clipped), goal="0")
    assert inspection.small == []
    figure("G-27", "doelen gemeten", inspection.targets, goal="≥ 1000")
    figure("G-27", "uitgangen kleiner dan 44 pixels of buiten beeld", len(inspection.small), goal="0")
    assert inspection.moving == []
    figure("G-27", "wat beweegt voor wie stilte vroeg", len(inspection.moving), goal="0")


BAD = {
    "findings": '<main><img src="/x.png"><a href="/x"></a><p class="bad">grijs op wit</p></main>',
    "sideways": '<main><div class="wide">breed</div></main>',
    "clipped": '<main><p class="tight">Een tekst die past</p></main>',
    "small": '<main><a class="exit" href="/x">weg</a></main>',
    "moving": '<main><p class="turning">draait</p></main>',
}
STYLE = """<style>.bad { color: #bbb } .wide { width: 2000px }
.tight { width: 11.5rem; white-space: nowrap; overflow: hidden; font: 16px monospace }
.turning { transition: color 2s }</style>"""


@pytest.mark.control_of("test_every_element_of_every_page_is_for_everybody")
@pytest.mark.parametrize("what", BAD)
def test_what_is_not_for_everybody_is_noticed(what: str) -> None:
    good = Seen("bez", "vol", "/proef/", _page("<main><h1>Goed</h1><p>Zo is het goed.</p></main>"))

    def look(inspection: Inspection) -> None:
        with inspection.window() as page:
            inspection.look_at(page, good)
            assert getattr(inspection, what) == []
            inspection.look_at(page, replace(good, text=_page(BAD[what])))
        assert getattr(inspection, what)

    in_a_browser(look)


def _page(body: str) -> str:
    return f'<!DOCTYPE html><html lang="nl"><head><title>Proef</title>{STYLE}</head><body>{body}</body></html>'


def test_every_page_has_one_title_one_heading_and_no_mark_twice(pages: list[Seen]) -> None:
    """All of them, without a browser."""
    assert [problem for seen in pages for problem in _problems(seen)] == []


def _problems(seen: Seen) -> Iterator[str]:
    root = seen.root
    ids = root.xpath("//*[not(ancestor-or-self::svg)]/@id")
    if len(ids) != len(set(ids)):
        yield f"{seen}: {sorted({each for each in ids if ids.count(each) > 1})} staat er twee keer"
    if len(root.xpath("//h1")) != 1 and not seen.url.startswith("/beheer/"):
        yield f"{seen}: {len(root.xpath('//h1'))} koppen van de eerste orde"
    if not (root.findtext(".//title") or "").strip() or not root.get("lang", "").startswith("nl"):
        yield f"{seen}: zonder titel of taal"


# --- other colours --------------------------------------------------------------------------------------------------

# What a page looks like, as far as a theme can change it.
LOOK = """() => {
  const look = (selector, name) => {
    const element = document.querySelector(selector);
    return element ? getComputedStyle(element)[name] : '';
  };
  return [look('body', 'fontFamily'), look('body', 'color'), look('.site-header, .public-top', 'backgroundColor'),
    look('main a, footer a, .exit', 'color')];
}"""
KINDS = (
    "/hulp/langer-geleden/",
    "/account/login/",
    "/account/2fa/",
    "/plan/",
    "/monitor/",
    "/componenten/",
    "/personen/",
)


def one_of_each_kind(pages: list[Seen]) -> list[Seen]:
    return [next(seen for seen in pages if seen.url == url) for url in KINDS]


def test_another_file_of_tokens_changes_every_page_and_no_template(pages: list[Seen], tmp_path: Path) -> None:
    def look(inspection: Inspection) -> list[list[str]]:
        with inspection.window() as page:
            looks = []
            for seen in one_of_each_kind(pages):
                inspection.show(page, seen)
                looks.append(page.evaluate(LOOK))
            return looks

    ours = in_a_browser(look)
    theirs = in_a_browser(look, build=bundle_with(Path("docs/themes/heide.css"), tmp_path / "heide"))
    for url, before, after in zip(KINDS, ours, theirs, strict=True):
        assert "serif" in after[0].replace("sans-serif", ""), url
        assert before[1] != after[1], url
        assert before[2:] != after[2:], url


def bundle_with(theme: Path, folder: Path) -> Path:
    """The look as script/setup makes it with PORTAL_THEME, in another folder."""
    node = shutil.which("node") or next((str(f) for f in settings.BASE_DIR.glob(".venv/node/**/bin/node")), "")
    if not node:
        message = "node ontbreekt"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    environment = {**os.environ, "PORTAL_THEME": str(theme), "BUNDLE_TO": str(folder)}
    subprocess.run([node, "script/bundle.mjs"], cwd=settings.BASE_DIR, env=environment, check=True, timeout=120)
    return folder


# What must stay to be seen when the device takes all our colours away: an edge, a line under it, or a mark of its own.
WITHOUT_EDGE = """() => {
  const edge = (e) => {
    const s = getComputedStyle(e);
    return ['Top', 'Right', 'Bottom', 'Left'].some((side) =>
      s[`border${side}Style`] !== 'none' && parseFloat(s[`border${side}Width`]) > 0);
  };
  const chosen = '.utrecht-button, .utrecht-textbox, .utrecht-select, .utrecht-textarea, .badge, .exit, .call, '
    + '.pick > label';
  return [...document.querySelectorAll(chosen)].filter((e) => e.checkVisibility() && !edge(e))
    .map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
}"""
FOCUS = """() => {
  const e = document.querySelector('main a[href], main button');
  e.focus({focusVisible: true});
  const s = getComputedStyle(e);
  return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
}"""
LIGHTS = (
    "() => [...document.querySelectorAll('.light')].filter((e) => e.checkVisibility() && !e.textContent.trim()).length"
)


def without_our_colours(page: Page, inspection: Inspection, seen: Seen) -> list[str]:
    page.emulate_media(forced_colors="active")
    inspection.show(page, seen)
    problems = [f"{seen}: {each} zonder rand" for each in page.evaluate(WITHOUT_EDGE)]
    if page.evaluate(LIGHTS):
        problems.append(f"{seen}: een stoplicht zonder woord")
    if not page.evaluate(FOCUS):
        problems.append(f"{seen}: de focus is niet te zien")
    return problems


def test_without_our_colours_everything_can_still_be_told_apart(pages: list[Seen], figure: Figure) -> None:
    def look(inspection: Inspection) -> list[str]:
        with inspection.window() as page:
            return [each for seen in one_of_each_kind(pages) for each in without_our_colours(page, inspection, seen)]

    problems = in_a_browser(look)
    assert problems == []
    figure("G-27", "onderdelen zonder rand in gedwongen kleuren", len(problems), goal="0")


@pytest.mark.control_of("test_without_our_colours_everything_can_still_be_told_apart")
def test_a_button_without_an_edge_is_noticed(pages: list[Seen]) -> None:
    seen = one_of_each_kind(pages)[0]
    bare = "<style>* { border: 0 !important; outline: none !important }</style></head>"

    def look(inspection: Inspection) -> list[str]:
        with inspection.window() as page:
            return without_our_colours(page, inspection, replace(seen, text=seen.text.replace("</head>", bare)))

    problems = in_a_browser(look)
    assert [each for each in problems if "zonder rand" in each]
    assert [each for each in problems if "focus" in each]


def test_paper_gets_the_text_and_not_the_buttons(pages: list[Seen]) -> None:
    def look(inspection: Inspection) -> None:
        with inspection.window() as page:
            page.emulate_media(media="print")
            for seen in one_of_each_kind(pages):
                inspection.show(page, seen)
                hidden = page.locator(".site-header, .public-top, .exit, .sub-nav, .utrecht-skip-link, .utrecht-button")
                assert [each for each in hidden.all() if each.is_visible()] == [], seen
                assert page.locator("h1").is_visible(), seen
                assert page.locator(".print-only").count() == 0 or page.locator(".print-only").first.is_visible(), seen

    in_a_browser(look)


@pytest.mark.full
@pytest.mark.django_db
def test_the_whole_product_of_pages_roles_and_states(figure: Figure) -> None:
    """An empty portal, a full one, and every form sent without what must be filled in."""
    cast = make_cast()
    clients = clients_of(cast)
    made = list(pages_of_every_role(cast, {"": {}}, "leeg", clients))
    full = list(pages_of_every_role(cast, things_with_an_address(cast), "vol", clients))
    made += [*full, *refused_forms(full, clients)]
    chosen = one_of_each_structure(made)

    def look(inspection: Inspection) -> Inspection:
        with inspection.window() as page:
            for seen in chosen:
                inspection.look_at(page, seen, thoroughly=True)
        return inspection

    inspection = in_a_browser(look)
    said = write_down(inspection, made, len(chosen), version=settings.VERSION, on=today())

    figure("G-25", said.partition(",")[0], len(made), goal="≥ 2000")
    assert inspection.problems == []
    figure("G-25", "bevindingen op alle bladzijden × rollen", len(inspection.problems), goal="0")
    assert inspection.not_looked_at == {}


@pytest.mark.control_of("test_the_whole_product_of_pages_roles_and_states")
def test_what_the_whole_product_finds_is_written_down_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "accessibility.json"
    kept.write_text(accessibility.EXAMINED.read_text())
    monkeypatch.setattr(accessibility, "EXAMINED", kept)
    good = Seen("bez", "vol", "/proef/", _page(BAD["sideways"]))

    def look(inspection: Inspection) -> Inspection:
        with inspection.window() as page:
            inspection.look_at(page, good)
        return inspection

    said = write_down(in_a_browser(look), [good], 1, version=settings.VERSION, on=today())

    assert said.startswith("bladzijden × rollen: 1 gecontroleerd, ")
    assert not said.endswith(", 0 bevindingen")
    assert "pixels te breed" in kept.read_text()
