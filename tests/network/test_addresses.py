"""Addresses without arguments are looked up once, whatever page prints them."""

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, clear_script_prefix, reverse, set_script_prefix


def written(text: str, **values: object) -> str:
    return Template(text).render(Context(values))


def test_it_is_the_address_that_django_finds() -> None:
    for name in ("network:policy", "account_login", "partners:organisation-list"):
        assert written(f'{{% url "{name}" %}}') == reverse(name)


def test_with_arguments_each_has_its_own() -> None:
    text = '{% for pk in numbers %}{% url "partners:organisation-detail" pk %} {% endfor %}'
    assert written(text, numbers=[1, 2]) == "/partners/1/ /partners/2/ "


def test_a_name_that_comes_from_the_page_is_looked_up_each_time() -> None:
    text = "{% for name in names %}{% url name %} {% endfor %}"
    assert written(text, names=["network:policy", "network:manual"]) == f"{reverse('network:policy')} /handleiding/ "


def test_a_name_that_nobody_knows_is_an_error_or_under_a_name_nothing() -> None:
    with pytest.raises(NoReverseMatch):
        written('{% url "partners:no-such-page" %}')
    assert written('{% url "partners:no-such-page" as address %}[{{ address }}]') == "[]"


def test_under_another_prefix_it_is_another_address() -> None:
    text = '{% url "network:policy" %}'
    alone = written(text)
    set_script_prefix("/portaal/")
    try:
        assert written(text) == f"/portaal{alone}"
    finally:
        clear_script_prefix()
    assert written(text) == alone
