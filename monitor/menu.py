"""The parts of the monitor, in one order; a role hides what it may not see."""

from django.urls import reverse

from network.models import Person
from network.policy import Permission, may

_PARTS = (
    ("Overzicht", "monitor:dashboard", Permission.FIGURE_VIEW),
    ("Indicatoren", "monitor:indicator-list", Permission.FIGURE_VIEW),
    ("Gemeenten", "monitor:municipality-list", Permission.FIGURE_VIEW),
    ("Naast elkaar", "monitor:side-by-side", Permission.FIGURE_VIEW),
    ("Leveringen", "monitor:delivery-list", Permission.DELIVERY_LIST),
    ("Import", "monitor:import-list", Permission.FIGURE_IMPORT),
    ("Bronnen", "monitor:source-list", Permission.FIGURE_VIEW),
)


def monitor_menu(person: Person, current: str) -> list[tuple[str, str, bool]]:
    """(label, url, current) per part; `current` is the url name of the part that a page belongs to."""
    return [(label, reverse(name), name == current) for label, name, right in _PARTS if may(person, right)]
