"""The manual for users: the chapters of docs/handleiding/, shown in the portal itself.

A chapter is a Markdown file named after its place and its address, such as 20-een-actie-bijwerken.md. Its first line is
the title, its first paragraph says whom it is for. Pictures are made by the tests and lie in docs/img/handleiding/.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

FOLDER = Path(settings.BASE_DIR) / "docs" / "handleiding"


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: str
    lead: str  # whom it is for
    text: str  # Markdown, without title and lead

    @property
    def html(self) -> SafeString:
        return mark_safe(_renderer().render(self.text))  # noqa: S308  (our own files, and HTML in them is escaped)


@cache
def chapters() -> tuple[Chapter, ...]:
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.md")))


def _read(path: Path) -> Chapter:
    title, lead, text = path.read_text(encoding="utf-8").split("\n\n", 2)
    return Chapter(path.stem.partition("-")[2], title.removeprefix("# "), " ".join(lead.splitlines()), text)


@cache
def _renderer() -> MarkdownIt:
    renderer = MarkdownIt("commonmark", {"html": False})
    renderer.add_render_rule("image", _picture)
    renderer.add_render_rule("heading_open", _heading)
    renderer.add_render_rule("paragraph_open", _paragraph)
    return renderer


def _picture(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """What its alternative text says, and the picture from among our own static files."""
    token = tokens[index]
    name = str(token.attrGet("src")).rpartition("/")[2]
    token.attrs |= {"src": static(f"handleiding/{name}"), "class": "manual__picture", "loading": "lazy"}
    return renderer.image(tokens, index, options, env)


def _heading(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    tokens[index].attrSet("class", f"utrecht-heading-{tokens[index].tag[1:]}")
    return renderer.renderToken(tokens, index, options, env)


def _paragraph(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    tokens[index].attrSet("class", "utrecht-paragraph")
    return renderer.renderToken(tokens, index, options, env)
