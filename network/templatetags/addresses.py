"""`{% url %}` that looks an address without arguments up once: it is the same on every page, and a page has thirty."""

from functools import cache

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import url as url_of_django
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape

register = template.Library()


class FixedAddress(template.Node):
    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: Context) -> str:
        return fixed_address(self.name)


def fixed_address(name: str) -> str:
    return _looked_up(name, get_script_prefix())


@cache
def _looked_up(name: str, _prefix: str) -> str:
    return conditional_escape(reverse(name))


@register.tag
def url(parser: Parser, token: Token) -> template.Node:
    """What has arguments, or is kept under a name, Django looks up as ever."""
    node = url_of_django(parser, token)
    name = node.view_name.var
    is_fixed = isinstance(name, str) and not (node.view_name.filters or node.args or node.kwargs or node.asvar)
    return FixedAddress(name) if is_fixed else node
