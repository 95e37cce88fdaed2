"""Choosing one agreement where there are very many of them."""

from collections.abc import Callable

from django.test import Client

from network.models import Person
from partners.agreement_choice import MOST_CHOICES
from partners.models import Agreement
from tests.cast import Cast
from tests.factories import AgreementFactory
from tests.reading import Page

ClientOf = Callable[[Person], Client]
ADD = "/overeenkomsten/toevoegen/"
OLDER = "select[name=supersedes] option"


def very_many() -> None:
    Agreement.objects.bulk_create(
        Agreement(kind="working", title=f"Afspraak {number}") for number in range(MOST_CHOICES + 1)
    )


def test_few_agreements_are_all_shown_and_nothing_has_to_be_searched(cast: Cast, client_of: ClientOf) -> None:
    AgreementFactory(title="Convenant")
    page = Page.of(client_of(cast.coordinator).get(ADD))

    assert [option.text_content() for option in page.all(OLDER)] == ["Geen oudere overeenkomst", "Convenant"]
    assert not page.all("[name=find]")


def test_of_very_many_a_part_is_shown_and_the_others_are_found_by_a_word(cast: Cast, client_of: ClientOf) -> None:
    very_many()
    wanted = AgreementFactory(title="Zorgconvenant")
    marijke = client_of(cast.coordinator)
    assert len(Page.of(marijke.get(ADD)).all(OLDER)) == MOST_CHOICES + 1

    answer = marijke.post(ADD, {"kind": "working", "title": "Nieuw", "find": "zorgconv"})
    page = Page.of(answer)
    assert answer.status_code == 422
    assert "1 overeenkomst gevonden met «zorgconv»." in page.words
    assert [option.get("value") for option in page.all(OLDER)] == ["", str(wanted.pk)]
    assert page.one("[name=title]").get("value") == "Nieuw"
    assert page.one("[name=find]").get("value") is None


def test_what_was_found_can_be_saved_and_stays_chosen(cast: Cast, client_of: ClientOf) -> None:
    very_many()
    wanted = AgreementFactory(title="Zorgconvenant")
    form = {"kind": "working", "title": "Nieuw", "supersedes": wanted.pk, "version": 1}
    client_of(cast.coordinator).post(ADD, form)

    added = Agreement.objects.get(title="Nieuw")
    assert added.supersedes == wanted
    page = Page.of(client_of(cast.coordinator).get(f"/overeenkomsten/{added.pk}/wijzigen/"))
    assert page.one(f"{OLDER}[selected]").text_content() == "Zorgconvenant"
