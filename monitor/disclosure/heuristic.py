"""The rule of thumb that offices use by hand, to tell what the proof costs beside it."""

from collections.abc import Collection

from monitor.disclosure.tables import Cube, Key, Kind, relations


def hidden_by_hand(cube: Cube, hidden: Collection[Key]) -> set[Key]:
    """Where exactly one cell of a sum is hidden, hide the smallest other one that isn't nought, until none is left.

    It leaks: two cells that each sum hides can still be worked out from several sums together.
    """
    found, changed = set(hidden), True
    sums = [(each.total, *each.parts) for each in relations(cube) if each.kind == Kind.EQUAL]
    while changed:
        changed = False
        for cells in sums:
            shown = [key for key in cells if key not in found and cube.values[key]]
            if len(set(cells) & found) == 1 and shown:
                found.add(min(shown, key=lambda key: (cube.values[key], key)))
                changed = True
    return found
