"""Somebody with a keyboard and no mouse, who must see at every stop where they are."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

# Where the focus is, whether that can be seen, and whether nothing lies over it (WCAG 2.4.7 and 2.4.11).
LOOK = """() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return {name: 'begin van de bladzijde', problem: ''};
  const words = focused.getAttribute('aria-label') || focused.labels?.[0]?.textContent || focused.textContent;
  const name = `${focused.tagName.toLowerCase()} «${(words || focused.name || '').trim().slice(0, 40)}»`;
  const drawn = [focused, focused.nextElementSibling].filter(Boolean).map((e) => getComputedStyle(e));
  const shows = (s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none';
  const isDrawnByLabel = focused.matches('input') && getComputedStyle(focused).opacity === '0';
  if (!shows(drawn[0]) && !(isDrawnByLabel && drawn[1] && shows(drawn[1]))) return {name, problem: 'is niet te zien'};
  const box = focused.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 0), innerWidth - 1);
  const y = box.top + Math.min(box.height, 24) / 2;
  if (box.bottom <= 0 || box.top >= innerHeight || y < 0) return {name, problem: 'is buiten beeld'};
  const top = document.elementFromPoint(x, Math.min(y, innerHeight - 1));
  const labels = [...(focused.labels ?? [])];
  const own = (e) => e && (focused.contains(e) || e.contains(focused) || labels.some((label) => label.contains(e)));
  return {name, problem: own(top) ? '' : `ligt onder ${top?.tagName.toLowerCase()}.${top?.className}`};
}"""

NEXT_FRAME, FRAMES = "() => new Promise(requestAnimationFrame)", 60


@dataclass
class Keys:
    page: Page
    stops: int = 0

    def to(self, target: Locator, *, back: bool = False, at_most: int = 150) -> "Keys":
        """Press Tab until this has the focus."""
        for _ in range(at_most):
            if target.evaluate("each => each === document.activeElement"):
                return self
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"met Tab niet te bereiken: {target}")

    def press(self, key: str) -> "Keys":
        self.page.keyboard.press(key)
        self.stops += 1
        self.look()
        return self

    def go(self, key: str = "Enter") -> "Keys":
        """A key that leads to another page or sends a form; who waits for that looks at what has the focus then."""
        self.page.keyboard.press(key)
        return self

    def type(self, text: str) -> "Keys":
        self.page.keyboard.type(text)
        return self

    def instead(self, text: str) -> "Keys":
        self.page.keyboard.press("ControlOrMeta+a")
        return self.type(text)

    def look(self) -> None:
        """What was just replaced gets the focus and comes into view some frames later."""
        for _ in range(FRAMES):
            where = self.page.evaluate(LOOK)
            if not where["problem"]:
                return
            self.page.evaluate(NEXT_FRAME)
        raise AssertionError(f"{self.page.url}: {where['name']} {where['problem']}")

    def goes_round(self, *, at_most: int = 400) -> int:
        """Tab past everything until the page begins anew: how many stops that took. A trap never ends."""
        self.page.evaluate("document.activeElement.blur()")
        first = ""
        for stop in range(at_most):
            self.press("Tab")
            self.page.evaluate("window.__stops = (window.__stops ?? new Set()).add(document.activeElement)")
            if stop > 0 and self.page.evaluate("window.__first === document.activeElement"):
                return int(self.page.evaluate("window.__stops.size"))
            if not first:
                first = self.page.evaluate("window.__first = document.activeElement, 'x'")
        raise AssertionError(f"{self.page.url}: na {at_most} keer Tab nog niet rond")
