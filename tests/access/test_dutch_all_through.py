"""E03: no English word on any page, nor in what a form says that nobody filled in."""

import pytest

from tests.access.forms_of_pages import Opened, all_forms
from tests.language import english_words
from tests.reading import Page

pytestmark = pytest.mark.django_db


def test_no_page_and_no_form_that_was_sent_empty_speaks_english(opened: list[Opened]) -> None:
    found = {each.url: words for each in opened if (words := english_words(each.page))}
    sent = 0
    for form in all_forms(opened, "post"):
        response = form.send({name: "" for name, field in form.fields.items() if field.is_typed})
        if response["Content-Type"].startswith("text/html") and response.content:
            sent += 1
            if words := english_words(Page.of(response)):
                found[f"{form.url} leeg verstuurd"] = words
    print(f"{len(opened)} bladzijden en {sent} antwoorden op lege formulieren gelezen")
    assert len(opened) > 60
    assert sent > 20
    assert found == {}, "\n".join(f"{where}: {words}" for where, words in found.items())


def test_an_english_word_would_be_noticed() -> None:
    assert english_words(Page.of("<p>Dit veld is required</p>")) == {"required"}
    assert english_words(Page.of('<button aria-label="Close">×</button>')) == {"close"}
    assert english_words(Page.of("<p>Sla uw tekst op en ga verder.</p>")) == set()
