"""A choice from a list is written by us, and says what Django's own would."""

from django import forms
from django.forms.renderers import DjangoTemplates
from lxml import html

from network.rendering import DutchFormRenderer

CHOICES = [("", "---------"), ("<1>", "Bij & <b>elkaar</b>"), ("Jeugd", [(2, "Twee"), (3, "Drie")])]


def options(widget: forms.Select, value: object, renderer: object) -> list[tuple[object, ...]]:
    [select] = html.fragments_fromstring(widget.render("keuze", value, attrs={"id": "x"}, renderer=renderer))
    found: list[tuple[object, ...]] = [(select.get("name"), select.get("id"), select.get("multiple"))]
    for option in select.iter("option"):
        group = option.getparent().get("label")
        found.append((group, option.get("value"), option.text_content().strip(), "selected" in option.attrib))
    return found


def test_a_choice_has_the_same_options_as_that_of_django() -> None:
    for widget, value in ((forms.Select(choices=CHOICES), 3), (forms.Select(choices=CHOICES), None)):
        ours = options(widget, value, DutchFormRenderer())
        assert ours == options(widget, value, DjangoTemplates())
        assert ours[0] == ("keuze", "x", None)
        assert (None, "<1>", "Bij & <b>elkaar</b>", False) in ours
        assert ("Jeugd", "3", "Drie", value == 3) in ours
