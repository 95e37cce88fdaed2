"""Reading a page as people do: by what stands where, and by its words."""

from dataclasses import dataclass
from typing import Any

import cssselect2
from django.http import HttpResponse
from lxml import html


@dataclass(frozen=True)
class Page:
    """A page or a part of one; selectors are those of CSS (by cssselect2, which comes with WeasyPrint)."""

    root: Any  # an lxml element; the stubs of cssselect2 and lxml do not know each other

    @classmethod
    def of(cls, source: HttpResponse | str) -> "Page":
        text = source if isinstance(source, str) else source.content.decode()
        whole = "<html" in text
        return cls(html.document_fromstring(text) if whole else html.fragment_fromstring(text, create_parent="div"))

    def all(self, selector: str) -> list[Any]:
        wrapper = cssselect2.ElementWrapper.from_html_root(self.root)
        return [match.etree_element for match in wrapper.query_all(selector)]

    def one(self, selector: str) -> Any:
        (found,) = self.all(selector)
        return found

    def texts(self, selector: str) -> list[str]:
        return [" ".join(element.text_content().split()) for element in self.all(selector)]

    @property
    def title(self) -> str:
        return str(self.root.findtext(".//title"))

    @property
    def words(self) -> str:
        """What somebody reads, the title included and scripts not."""
        found = self.root.xpath(".//title/text() | .//text()[not(ancestor::script) and not(ancestor::head)]")
        return " ".join(" ".join(found).split())
