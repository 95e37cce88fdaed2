"""A save that fails never takes what was typed with it."""

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db

PAGE = "/wie-mag-wat/"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
TYPED = {"toelichting": "Een lang verhaal\nover twee regels", "kort": "drie woorden hier", "password": "geheim-woord"}


def test_a_form_sent_after_the_session_ended_comes_back_with_what_was_typed() -> None:
    response = Client().post(PAGE, TYPED, **OURS)
    page = response.content.decode()
    assert response.status_code == 401
    assert "Een lang verhaal\nover twee regels" in page
    assert 'value="drie woorden hier"' in page
    assert f'action="{PAGE}"' in page
    assert "geheim-woord" not in page


def test_a_fragment_saved_after_the_session_ended_gets_an_answer_that_leaves_the_page_alone() -> None:
    response = Client().post(PAGE, TYPED, HTTP_HX_REQUEST="true", **OURS)
    assert response.status_code == 401
    assert response.content.decode() == "U bent uitgelogd."


def test_a_form_whose_page_was_too_old_comes_back_with_what_was_typed() -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    response = client.post(PAGE, {**TYPED, "csrfmiddlewaretoken": "b" * 32}, **OURS)
    page = response.content.decode()
    assert response.status_code == 403
    assert "Een lang verhaal\nover twee regels" in page
    assert 'value="' + "b" * 32 not in page


@pytest.mark.parametrize(
    "from_elsewhere",
    [{"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.invalid"}, {"HTTP_ORIGIN": "null"}, {}],
)
def test_another_site_can_not_put_its_text_on_our_page(from_elsewhere: dict[str, str]) -> None:
    page = Client().post(PAGE, TYPED, **from_elsewhere).content.decode()
    assert "Een lang verhaal" not in page
    assert "Opnieuw versturen" not in page


def test_what_was_typed_is_shown_as_text(cast: Cast) -> None:
    page = Client().post(PAGE, {"x": "<script>document.title='x'</script>"}, **OURS).content.decode()
    assert "<script>document" not in page
    assert "&lt;script&gt;document" in page
