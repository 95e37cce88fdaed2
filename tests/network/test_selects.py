"""A choice from a list, and boxes to tick, are written by us, and say what Django's own would."""

import pytest
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


def boxes(widget: forms.Widget, value: object, renderer: object) -> list[tuple[dict[str, str], str]]:
    """Of each box what its input says, and the words of its label."""
    drawn = widget.render("keuze", value, attrs={"id": "x", "required": True}, renderer=renderer)
    [whole] = html.fragments_fromstring(f"<div>{drawn}</div>")
    words = {str(each.get("for")): each.text_content().strip() for each in whole.iter("label")}
    return [
        ({str(name): str(said) for name, said in each.attrib.items()}, words[str(each.get("id"))])
        for each in whole.iter("input")
    ]


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_boxes_are_those_of_django(kind: type[forms.RadioSelect]) -> None:
    widget, value = kind({"data-of": '"ons"'}, CHOICES), ["3"]
    ours = boxes(widget, value, DutchFormRenderer())
    assert ours == boxes(widget, value, DjangoTemplates())
    assert [words for _, words in ours] == ["---------", "Bij & <b>elkaar</b>", "Twee", "Drie"]
    assert ["checked" in said for said, _ in ours] == [False, False, False, True]
    assert ours[1][0]["value"] == "<1>"


def test_boxes_stand_under_the_name_of_their_group() -> None:
    drawn = forms.RadioSelect(choices=CHOICES).render("keuze", None, renderer=DutchFormRenderer())
    assert '<p class="choices__group">Jeugd</p><div class="choice">' in drawn


def test_what_stands_around_the_options_is_escaped_too() -> None:
    widget = forms.Select(choices=CHOICES, attrs={"required": True, "disabled": False, "data-on": '"><b>'})
    written = widget.render('"><i>', None, renderer=DutchFormRenderer())

    assert written.startswith(
        '<select name="&quot;&gt;&lt;i&gt;" required data-on="&quot;&gt;&lt;b&gt;" class="utrecht-select"><option'
    )
