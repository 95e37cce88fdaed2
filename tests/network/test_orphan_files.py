"""Files in the private folder that no row names are taken away, and no other."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from actionplan.action_part_flows import add_document
from network import orphan_files
from network.models import HomeAddress
from network.orphan_files import remove_orphans
from network.schedule import JOBS
from tests.cast import Cast
from tests.factories import ActionFactory

NOW = timedelta(0)


@pytest.fixture
def kept(cast: Cast) -> str:
    document = add_document(
        ActionFactory(), title="Verslag", file_name="a.pdf", content=b"%PDF-1.7", by=cast.coordinator
    )
    return str(document.file.name)


def test_a_file_without_a_row_goes_after_a_day_and_what_has_a_row_stays(kept: str) -> None:
    lost = default_storage.save("acties/verloren.pdf", ContentFile(b"%PDF-1.7"))

    assert remove_orphans() == 0  # it may have been written just now
    assert remove_orphans(older_than=NOW) == 1

    assert default_storage.exists(kept)
    assert not default_storage.exists(lost)
    assert remove_orphans(older_than=NOW) == 0


def test_when_many_files_have_no_row_it_is_another_database_and_none_goes(
    kept: str, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(orphan_files.FEW + 1):
        default_storage.save(f"acties/{number}.pdf", ContentFile(b"%PDF-1.7"))

    assert remove_orphans(older_than=NOW) == 0
    assert default_storage.exists("acties/0.pdf")
    assert "too many private files" in caplog.text


def test_what_is_not_ours_in_the_same_store_stays(kept: str) -> None:
    archive = default_storage.save("portaal-20260101-024000.tar.age", ContentFile(b"age"))

    assert remove_orphans(older_than=NOW) == 0
    assert default_storage.exists(archive)


def test_a_copy_takes_nothing_away_from_the_store_of_the_portal_itself(kept: str) -> None:
    younger = default_storage.save("acties/later.pdf", ContentFile(b"%PDF-1.7"))
    HomeAddress.objects.update_or_create(pk=1, defaults={"host": "teruggezette kopie"})

    assert remove_orphans(older_than=NOW) == 0
    assert default_storage.exists(younger)


@pytest.mark.django_db
def test_a_portal_where_nobody_placed_a_file_yet_has_none_to_remove() -> None:
    assert remove_orphans(older_than=NOW) == 0
    assert "remove_orphan_files" in JOBS
