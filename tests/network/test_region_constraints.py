"""What must never be false of areas and words: the database refuses it, and says why."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from network.models import AreaMembership, OtherWord
from tests.factories import AreaMembershipFactory, AreaSetFactory, MunicipalityFactory, TermFactory

pytestmark = pytest.mark.django_db

FIRST, LAST, NEXT = date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)


def refused(row: models.Model) -> str:
    """The words that somebody reads; the database refuses it by itself too, under the name before them."""
    with pytest.raises(ValidationError) as explained:
        row.full_clean()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        row.save()
    name = error.value.__cause__.diag.constraint_name  # type: ignore[union-attr]  # of psycopg
    return f"{name}: {' '.join(explained.value.messages)}"


def test_a_municipality_is_in_an_area_once_at_a_time_and_may_come_back() -> None:
    part = AreaMembershipFactory(valid_from=FIRST, valid_to=LAST)

    def another(first: date, **other: models.Model) -> AreaMembership:
        return AreaMembership(
            **{"area_set": part.area_set, "municipality": part.municipality, "valid_from": first, **other}
        )

    assert "once_at_a_time: Deze gemeente hoort in deze periode al bij dit gebied." in refused(another(LAST))
    for right in (
        another(NEXT),
        another(LAST, area_set=AreaSetFactory()),
        another(LAST, municipality=MunicipalityFactory()),
    ):
        right.full_clean()
        right.save()


def test_a_part_of_an_area_ends_after_it_starts() -> None:
    part = AreaMembershipFactory(valid_from=FIRST, valid_to=FIRST)
    part.full_clean()

    part.valid_to = FIRST - timedelta(days=1)

    assert "ends_after_it_starts: De einddatum ligt voor de begindatum." in refused(part)


def test_only_a_former_word_has_a_last_day() -> None:
    word = OtherWord(term=TermFactory(), word="zedenmisdrijf", kind="former", used_until=LAST)
    word.full_clean()
    word.save()

    word.kind = "synonym"

    assert "only_a_former_word_has_a_last_day: Alleen een vroeger woord heeft een laatste dag." in refused(word)
