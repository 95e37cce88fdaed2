"""G-13: what was kept can be put back, and is then all of it; and the copy mails nobody."""

from pathlib import Path

import pytest

from tests.drills.backup_restore import FLIPS, careless, drill, flips_noticed
from tests.drills.drill import missed
from tests.figures_table import Figure
from tests.network.test_backup import archive

GUARD = "test_what_was_kept_while_people_wrote_is_put_back_in_an_empty_portal_and_is_all_of_it"


def test_what_was_kept_while_people_wrote_is_put_back_in_an_empty_portal_and_is_all_of_it(figure: Figure) -> None:
    for line in drill(long=False):
        figure(line.row, line.what, line.value, goal=line.goal)


@pytest.mark.full
def test_5000_services_and_100000_rows_of_history_are_put_back_within_half_an_hour(figure: Figure) -> None:
    for line in drill(long=True):
        figure(line.row, line.what, line.value, goal=line.goal)


@pytest.mark.control_of(GUARD)
def test_an_archive_that_is_read_without_looking_would_be_noticed(tmp_path: Path) -> None:
    path = archive(tmp_path / "portaal.tar")
    assert flips_noticed(path) == FLIPS

    with careless("verification"):
        assert flips_noticed(path) < FLIPS


@pytest.mark.full
@pytest.mark.control_of(GUARD, "test_5000_services_and_100000_rows_of_history_are_put_back_within_half_an_hour")
@pytest.mark.parametrize(
    ("without", "notices"),
    [
        ("moment", "rijen in de back-up zonder hun bestand"),
        ("verification", "omgevallen bytes die zijn opgemerkt"),
        ("no_mail", "mails die de kopie verstuurde"),
    ],
)
def test_a_backup_or_a_copy_without_one_of_its_protections_would_be_noticed(without: str, notices: str) -> None:
    assert [line.what for line in missed(drill(long=False, without=without))] == [notices]
