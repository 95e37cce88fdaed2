"""The manual for administrators, followed on a fresh Debian: a quarter of an hour, so only with --full."""

import pytest

from tests.drills.fresh_debian import cannot, drill
from tests.figures_table import Figure

pytestmark = [pytest.mark.full, pytest.mark.slow]


def test_who_follows_the_manual_on_a_fresh_debian_has_a_portal_over_tls(figure: Figure) -> None:
    if reason := cannot():
        pytest.skip(reason)
    for line in drill(long=True):
        figure(line.row, line.what, line.value, goal=line.goal)
