"""What a browser finds on a page for people who see, point or move in another way (WCAG 2.2, level A and AA).

`Inspection` takes pages that the portal made (tests/page_structures.py) or that a running portal shows, and looks at
each in a wide and a narrow window, in dark, and with everything open that can be opened.
"""

import mimetypes
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.finders import find
from playwright.sync_api import Browser, Page, Route

from tests.page_structures import Seen

ROOT = Path(__file__).resolve().parents[1]
STATIC = {"build": ROOT / "static" / "build", "img": ROOT / "static" / "img"}
HOST = "http://portaal.example"
WIDE, NARROW = (1280, 800), (320, 640)  # 1280 pixels at 400 % are 320
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What dark changes, and what a narrow window changes, of what axe looks at.
IN_COLOUR = ["color-contrast", "link-in-text-block"]
IN_SIZE = ["target-size", "scrollable-region-focusable"]

# What axe can't decide by itself: (rule, why it could not) → why no error is expected there. That follows from how the
# pages are made; not every place was looked at by somebody.
LOOKED_AT: dict[tuple[str, str], str] = {
    ("color-contrast", "bgGradient"): "the arrow of a select is drawn as a background; its words are ink on canvas",
    ("color-contrast", "imgNode"): "words in a drawing: tests/monitor/figures/test_charts.py measures their colours",
    ("color-contrast", "bgOverlap"): "words above a bar or over a line of a drawing, of the same measured colours",
    ("color-contrast", "pseudoContent"): "the line between steps is drawn behind their words, which have a ground",
    ("color-contrast", "bgImage"): "a small drawing stands before the words, not under them",
    ("color-contrast", "nonBmp"): "a sign that is no letter (an arrow, a tick) beside the word that says the same",
    ("color-contrast", "shortTextContent"): "one character: a figure in a cell, of the same colours as longer ones",
    ("th-has-data-cells", "th-has-data-cells"): "the row of a group heads the rows below it, and has no cells itself",
}

# What folds out in its place stands open, so that what is inside is looked at too. A menu lies over the page, and is
# opened by itself.
OPEN_EVERYTHING = """() => {
  document.querySelectorAll('details:not([data-menu])').forEach((each) => (each.open = true));
  document.querySelectorAll('[data-when-light][hidden]').forEach((each) => (each.hidden = false));
}"""
OPEN_MENU = "() => document.querySelectorAll('.menu--user').forEach((menu) => (menu.open = true))"
OPEN_DIALOG = "() => document.querySelector('dialog').showModal()"  # one: two at once would lie over each other

# How many pixels the page is wider than its window. A table of figures has a scroller of its own, inside the page.
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

# What people press: axe finds what is under 24 by 24 pixels without room around it (WCAG 2.5.8). The way out is larger.
TARGETS = """() => {
  const pressed = 'a[href], button, summary, select, textarea, input:not([type=hidden])';
  const seen = [...document.querySelectorAll(pressed)].filter((e) => e.checkVisibility());
  const small = seen.filter((e) => e.matches('.exit')).map((e) => e.getBoundingClientRect())
    .filter((box) => box.width < 44 || box.height < 44 || box.top < 0 || box.right > innerWidth);
  return {measured: seen.length, small: small.map((box) => `uitgang ${box.width} × ${box.height}`)};
}"""

# The values of WCAG 1.4.12, as the bookmarklet sets them.
TEXT_SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }"""
# Text of which a part can't be seen: in a box that hides what does not fit.
CLIPPED = """() => [...document.querySelectorAll('body *')].filter((e) => {
  const style = getComputedStyle(e);
  const hides = (how) => how === 'hidden' || how === 'clip';
  if (!hides(style.overflowX) && !hides(style.overflowY)) return false;
  if (!e.checkVisibility() || e.clientWidth < 2 || e.clientHeight < 2 || !e.textContent.trim()) return false;
  if (e.matches('svg, svg *, select, option, textarea')) return false;
  return (hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1)
    || (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
}).map((e) => `${e.tagName.toLowerCase()}.${e.className} «${e.textContent.trim().slice(0, 40)}»`)"""

# What still moves for whoever asked for stillness.
MOVING = """() => {
  const seconds = (list) => Math.max(...list.split(',').map(parseFloat));
  const moving = [...document.querySelectorAll('*')].filter((e) => {
    const s = getComputedStyle(e);
    return (s.animationName !== 'none' && seconds(s.animationDuration) > 0)
      || (seconds(s.transitionDuration) > 0) || s.scrollBehavior === 'smooth';
  });
  return moving.map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
}"""


@dataclass
class Inspection:
    """What was looked at in one browser, and what was found."""

    browser: Browser
    build: Path = STATIC["build"]  # another look stands in another folder
    checks: int = 0  # times that axe looked at a page
    rules_passed: Counter[str] = field(default_factory=Counter)
    findings: list[str] = field(default_factory=list)
    undecided: Counter[tuple[str, str]] = field(default_factory=Counter)
    targets: int = 0
    sideways: list[str] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    moving: list[str] = field(default_factory=list)

    @contextmanager
    def window(self, *, bypass_csp: bool = True) -> Iterator[Page]:
        """A browser in which the pages are answered from memory, and the styles and scripts from their folder."""
        context = self.browser.new_context(bypass_csp=bypass_csp, locale="nl-NL", timezone_id="Europe/Amsterdam")
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.route("**/*", lambda route: self._answer(route))
        try:
            yield page
        finally:
            context.close()

    shown: Seen | None = None

    def _answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(HOST)
        if route.request.resource_type == "document" and self.shown:
            route.fulfill(body=self.shown.text, content_type="text/html; charset=utf-8")
        elif (file := static_file(path, self.build)) and file.is_file():
            route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        else:
            route.fulfill(status=204, body="")

    def show(self, page: Page, seen: Seen) -> None:
        self.shown = seen
        page.goto(HOST + seen.url)

    def look_at(self, page: Page, seen: Seen, *, thoroughly: bool = False) -> None:
        """Everything about one page, with everything open; `thoroughly` asks all rules again in dark and on a phone."""
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        self.show(page, seen)
        self.look_at_what_is_shown(page, str(seen), thoroughly=thoroughly)

    def look_at_what_is_shown(self, page: Page, name: str, *, thoroughly: bool = False) -> None:
        self.moving += [f"{name}: {each}" for each in page.evaluate(MOVING)]
        if thoroughly:
            self._axe(page, f"{name}, breed en dicht")
        page.evaluate(OPEN_EVERYTHING)
        self._axe(page, f"{name}, breed")
        self._measure(page, f"{name}, breed")
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        self._axe(page, f"{name}, donker", rules=IN_COLOUR)
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
        self._axe(page, f"{name}, smal", rules=None if thoroughly else IN_SIZE)
        self._measure(page, f"{name}, smal")
        self._space_the_text(page, f"{name}, smal en ruim")

    def look_at_what_lies_over(self, page: Page, seen: Seen) -> None:
        """The menu of the person, and the question whether somebody is still there."""
        for name, opened in (("menu open", OPEN_MENU), ("vraag open", OPEN_DIALOG)):
            page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
            self.show(page, seen)
            page.evaluate(opened)
            self._axe(page, f"{seen}, {name}")

    def _axe(self, page: Page, name: str, *, rules: list[str] | None = None) -> None:
        chosen = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
        options = {"runOnly": chosen, "resultTypes": ["violations", "incomplete"]}
        result: dict[str, Any] = Axe().run(page, options=options).response
        self.checks += 1
        self.rules_passed.update(rule["id"] for rule in result["passes"])
        self.findings += [
            f"{name}: {rule['id']} {node['target']} {node.get('failureSummary', '')}"
            for rule in result["violations"]
            for node in rule["nodes"]
        ]
        self.undecided.update((rule["id"], _why(node)) for rule in result["incomplete"] for node in rule["nodes"])

    def _measure(self, page: Page, name: str) -> None:
        if (wide := page.evaluate(SIDEWAYS)) > 0:
            self.sideways.append(f"{name}: {wide} pixels te breed")
        found = page.evaluate(TARGETS)
        self.targets += found["measured"]
        self.small += [f"{name}: {each}" for each in found["small"]]

    def _space_the_text(self, page: Page, name: str) -> None:
        before = set(page.evaluate(CLIPPED))
        page.add_style_tag(content=TEXT_SPACING)
        self.clipped += [f"{name}: {each}" for each in page.evaluate(CLIPPED) if each not in before]
        if (wide := page.evaluate(SIDEWAYS)) > 0:
            self.sideways.append(f"{name}: {wide} pixels te breed")

    @property
    def problems(self) -> list[str]:
        return [*self.findings, *self.sideways, *self.clipped, *self.small, *self.moving]

    @property
    def not_looked_at(self) -> dict[tuple[str, str], int]:
        return {what: times for what, times in self.undecided.items() if what not in LOOKED_AT}


def _why(node: dict[str, Any]) -> str:
    """The key that axe gives for not knowing, else which of its checks did not know."""
    checks = [check for part in ("any", "all", "none") for check in node.get(part, [])]
    keys = [check["data"]["messageKey"] for check in checks if "messageKey" in (check.get("data") or {})]
    return str(keys[0]) if keys and keys[0] else ", ".join(sorted(check["id"] for check in checks))


def static_file(path: str, build: Path) -> Path | None:
    """The file behind an address of ours, or of a package."""
    folder, _, rest = path.partition("?")[0].removeprefix("/static/").partition("/")
    if not path.startswith("/static/"):
        return None
    if folder in {"build", "img"}:
        return (build if folder == "build" else STATIC["img"]) / rest
    found = find(f"{folder}/{rest}")
    return Path(found) if found else None
