"""G-23: no page of ours makes a browser ask anything of another site."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.access.forms_of_pages import Opened
from tests.figures_table import Figure
from tests.reading import Page

pytestmark = pytest.mark.django_db

# What a browser fetches by itself, or sends a form to. A link is followed by a person.
FETCHED = "[src], link[href], form[action], [formaction], [poster], [srcset], object[data], use[href], image[href]"
ATTRIBUTES = ("src", "action", "formaction", "poster", "srcset", "data", "href")


def foreign_addresses(page: Page) -> Iterator[str]:
    for element in page.all(FETCHED):
        for name in ATTRIBUTES:
            value = element.get(name) or ""
            if re.match(r"\s*(?:[a-z]+:)?//", value, re.IGNORECASE):
                yield value


def foreign_in_styles(css: str) -> list[str]:
    return re.findall(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""", css)


def test_no_page_or_style_fetches_from_another_site(opened: list[Opened], figure: Figure) -> None:
    styles = [path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "static" / "build").rglob("*.css")]
    found = [address for each in opened for address in foreign_addresses(each.page)]
    found += [address for css in styles for address in foreign_in_styles(css)]
    assert len(opened) > 60
    assert styles
    assert found == []
    figure("G-23", "bladzijden nagezien op verzoeken aan anderen", len(opened), goal="≥ 60")
    figure("G-23", "verzoeken aan anderen", len(found), goal="0")


@pytest.mark.control_of("test_no_page_or_style_fetches_from_another_site")
def test_an_address_of_another_site_would_be_noticed() -> None:
    for element in (
        '<script src="https://evil.invalid/x.js"></script>',
        '<img src="//evil.invalid/x.png">',
        '<link rel="stylesheet" href="https://evil.invalid/x.css">',
        '<form action="https://evil.invalid/"></form>',
    ):
        assert list(foreign_addresses(Page.of(f"<p>{element}</p>"))), element
    assert not list(foreign_addresses(Page.of('<p><a href="https://www.knmi.nl/">weer</a><img src="/x.png"></p>')))
    assert foreign_in_styles('@import "https://evil.invalid/x.css"; a { background: url(//evil.invalid/x) }')
