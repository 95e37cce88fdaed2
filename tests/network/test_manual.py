"""The manual: every chapter opens for who signed in, its pictures are there, and nothing in it can be markup."""

import re
from collections.abc import Callable

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from network.manual import Chapter, chapters
from network.models import Person
from tests.cast import Cast

ClientOf = Callable[[Person], Client]


def test_the_manual_lists_its_chapters_with_whom_each_is_for(cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.reader).get(reverse("network:manual")).content.decode()

    for chapter in chapters():
        assert chapter.title in page
        assert chapter.lead in page
        assert reverse("network:manual-chapter", args=[chapter.slug]) in page


@pytest.mark.parametrize("chapter", chapters(), ids=lambda chapter: chapter.slug)
def test_a_chapter_shows_its_text_and_leads_to_the_next(chapter: Chapter, cast: Cast, client_of: ClientOf) -> None:
    page = client_of(cast.reader).get(reverse("network:manual-chapter", args=[chapter.slug])).content.decode()

    assert f'<h1 class="utrecht-heading-1">{chapter.title}</h1>' in page
    assert ("Volgende hoofdstuk" in page) is (chapter != chapters()[-1])
    assert "**" not in page


def test_every_picture_of_the_manual_is_there_and_says_what_it_shows() -> None:
    for chapter in chapters():
        pictures = re.findall(r'<img src="/static/(handleiding/[\w-]+\.png)" alt="([^"]+)"', chapter.html)
        assert len(pictures) == chapter.text.count("![")
        for place, alternative in pictures:
            assert finders.find(place), place
            assert len(alternative) > 20


def test_markup_in_a_chapter_is_shown_and_not_obeyed() -> None:
    html = Chapter("proef", "Proef", "Voor niemand.", "<script>alert(1)</script> en [hier](javascript:alert(1))").html

    assert "<script" not in html
    assert 'href="javascript' not in html


def test_a_chapter_that_is_not_there_is_not_found(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.reader).get("/handleiding/bestaat-niet/").status_code == 404
