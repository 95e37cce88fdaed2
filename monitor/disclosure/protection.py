"""What may be shown of a cube: the engine chooses, the audit proves, and without a proof there is nothing."""

import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from monitor.disclosure import engine
from monitor.disclosure.audit import examine
from monitor.disclosure.certificate import Move, unproven
from monitor.disclosure.choice import Piece, pieces
from monitor.disclosure.extension import HopelessError, more_to_hide
from monitor.disclosure.heuristic import hidden_by_hand
from monitor.disclosure.knowledge import Edition, Name, System, shares_of, system_of
from monitor.disclosure.rules import Rule, Shown, primary
from monitor.disclosure.tables import Cube, Key

ROUNDS_ONLY = "geen keuze nodig: afronding"


class NotProvenError(ValueError):
    """These cells can't be shown safely, whatever else is hidden. Nothing of the cube may be published."""

    def __init__(self, cells: Iterable[Key]) -> None:
        self.cells = sorted(cells)
        super().__init__(f"{len(self.cells)} hidden cells can still be worked out")


@dataclass(frozen=True)
class Proof:
    """Counts of cells, and what the certificate guarantees.

    narrowest: the fewest values that stay possible for any hidden cell; None where nothing is hidden.
    extra: cells hidden after the engine's choice, until the proof held.
    lost, lost_by_heuristic: cells hidden that are not small themselves, by us and by the rule of thumb (which leaks).
    """

    cells: int
    below: int
    hidden: int
    published: int
    narrowest: int | None
    engine: str
    extra: int
    lost: int
    lost_by_heuristic: int
    seconds: float = field(compare=False)


@dataclass(frozen=True)
class Protected:
    """What may be shown. `numbers` holds the cells shown as a value, rounded where the rule rounds."""

    shown: Mapping[Key, Shown]
    numbers: Mapping[Key, int]
    proof: Proof


@dataclass(frozen=True)
class Before:
    """An earlier edition of the same cube: the raw values it had then, and what it showed of them.

    `rule` is the rule it was made under; None where it was the rule of now.
    """

    cube: Cube
    shown: Mapping[Key, Shown]
    numbers: Mapping[Key, int]
    rule: Rule | None = None


def protect(cube: Cube, rule: Rule, *, before: Sequence[Before] = ()) -> Protected:
    """Decide what is shown of every cell, once, for whatever is made of it later.

    Raises NotProvenError when no choice can be proven, EngineError when the engine fails, InconsistentError when the
    raw figures contradict themselves. In each case nothing may be published.
    """
    return protect_all([cube], rule, before=[before])[0]


def protect_all(
    cubes: Sequence[Cube], rule: Rule, *, before: Sequence[Sequence[Before]] | None = None
) -> list[Protected]:
    """`protect` for cubes that have no sums in common, with one start of the engine."""
    started = time.perf_counter()
    attempts = [
        _Attempt(cube, rule, earlier, labels=True)
        for cube, earlier in zip(cubes, before or [()] * len(cubes), strict=True)
    ]
    found = _prove(attempts, started)
    # «<10» by itself may tell too much: six of them in a total «<10» leave each only a few values.
    failed = [number for number, each in enumerate(found) if isinstance(each, NotProvenError)]
    again = [number for number in failed if attempts[number].labels]
    second = [_Attempt(attempts[number].cube, rule, attempts[number].before, labels=False) for number in again]
    for number, each in zip(again, _prove(second, started), strict=True):
        found[number] = each
    return [_or_raise(each) for each in found]


def _or_raise(found: Protected | NotProvenError) -> Protected:
    if isinstance(found, NotProvenError):
        raise found
    return found


def _prove(attempts: Sequence["_Attempt"], started: float) -> list[Protected | NotProvenError]:
    asked = [attempt.pieces() for attempt in attempts]
    answers = iter(engine.choose([piece.problem for each in asked for piece in each]))
    found: list[Protected | NotProvenError] = []
    for attempt, its_pieces in zip(attempts, asked, strict=True):
        attempt.hide(its_pieces, [next(answers) for _ in its_pieces])
        try:
            found.append(attempt.protected(started))
        except NotProvenError as failed:
            found.append(failed)
    return found


class _Attempt:
    """One way to protect a cube: with labels «<10» where they can be, or without any."""

    def __init__(self, cube: Cube, rule: Rule, before: Sequence[Before], *, labels: bool) -> None:
        self.cube, self.rule, self.before = cube, rule, before
        self.primary = primary(cube, rule)
        self.hidden = self.primary | _still(cube, before, hidden=True)
        self.told = _still(cube, before, hidden=False)
        small_without_label = any(not rule.is_small(cube.values[key]) for key in self.primary)
        self.labels = labels and rule.can_label() and not small_without_label and not cube.adds_deliverers_up()
        self.by_engine: set[Key] = set(self.hidden)
        self.earlier = [Edition(each.cube, each.rule or rule, each.shown, each.numbers) for each in before]

    def shown(self) -> dict[Key, Shown]:
        def of(key: Key, value: int) -> Shown:
            if key not in self.hidden:
                return Shown.VALUE
            return Shown.BELOW if self.labels and self.rule.is_small(value) else Shown.HIDDEN

        return {key: of(key, self.cube.values[key]) for key in sorted(self.cube.values)}

    def numbers(self, shown: Mapping[Key, Shown]) -> dict[Key, int]:
        values = self.cube.values
        return {key: self.rule.rounded(values[key]) for key, each in shown.items() if each == Shown.VALUE}

    def edition(self) -> Edition:
        shown = self.shown()
        return Edition(self.cube, self.rule, shown, self.numbers(shown))

    def pieces(self) -> list[Piece]:
        """What the engine gets. Rounded numbers don't add up, so with rounding the audit does all the work."""
        if self.rule.rounds_to > 1:
            return []
        labelled = {key for key, shown in self.shown().items() if shown == Shown.BELOW}
        floor = self.edition().hidden_is_at_least()
        return list(pieces(self.cube, self.rule, self.hidden, self.told, floor=floor, labelled=labelled))

    def hide(self, its_pieces: Sequence[Piece], chosen: Sequence[list[int] | None]) -> None:
        for piece, places in zip(its_pieces, chosen, strict=True):
            self.hidden |= {piece.keys[place] for place in places or ()} - self.told
        self.by_engine = set(self.hidden)

    def protected(self, started: float) -> Protected:
        narrowest = self._prove()
        shown = self.shown()
        kinds = list(shown.values())
        small = sum(map(self.rule.is_small, self.cube.values.values()))
        proof = Proof(
            cells=len(shown),
            below=kinds.count(Shown.BELOW),
            hidden=kinds.count(Shown.HIDDEN),
            published=kinds.count(Shown.VALUE),
            narrowest=narrowest,
            engine=engine.version() if self.rule.rounds_to == 1 else ROUNDS_ONLY,
            extra=len(self.hidden - self.by_engine),
            lost=len(self.hidden) - small,
            lost_by_heuristic=len(hidden_by_hand(self.cube, self.primary)) - small,
            seconds=time.perf_counter() - started,
        )
        return Protected(shown, self.numbers(shown), proof)

    def _prove(self) -> int | None:
        """Hide more until everybody's proof holds. Gives the fewest values that it leaves for any hidden cell."""
        known: dict[str, Sequence[Move]] = {}
        while True:
            narrowest: list[int] = []
            more: set[Key] = set()
            for who, system, targets in self._attackers():
                evidence = examine(system, targets, width=self.rule.width, known=known.get(who, ()))
                known[who] = evidence.moves[1:]
                certificate = evidence.certificate(targets)
                if failing := unproven(system, certificate, targets, width=self.rule.width):
                    more |= self._more(system, failing)
                narrowest += [certificate.width(target) + 1 for target in targets]
            if not more:
                return min(narrowest, default=None)
            self.hidden |= more

    def _attackers(self) -> Iterator[tuple[str, System, list[int]]]:
        """Everybody who reads, and then each deliverer: who it is, what it knows, and what it may not work out.

        What an earlier edition hid is a secret still, also where it was corrected since; what one told is none any
        more. Nor is to a deliverer what it delivered all of.
        """
        editions = [*self.earlier, self.edition()]
        system = system_of(editions)
        secrets = _names(editions, told=False) - _names(editions, told=True)
        yield "", system, sorted(system.index[name] for name in secrets)
        for deliverer, shares in shares_of(editions).items():
            targets = [system.index[name] for name in secrets if shares.get(name, 0) < name[1]]
            yield deliverer, system.knowing(shares), sorted(targets)

    def _more(self, system: System, failing: Sequence[int]) -> set[Key]:
        """Cells to hide besides; NotProvenError where a cell that fails can't be helped any more."""
        open_keys = {
            system.index[key, value]: key
            for key, value in self.cube.values.items()
            if key not in self.hidden and key not in self.told and value >= self.rule.smallest_hidden
        }
        floor = self.edition().hidden_is_at_least()
        try:
            more = more_to_hide(system, failing, open_keys, floor=floor, width=self.rule.width)
        except HopelessError as hopeless:
            raise NotProvenError(system.names[at][0] for at in hopeless.cells) from None
        more = more or _smallest_beside(system, failing, open_keys)
        if not more:
            raise NotProvenError(system.names[at][0] for at in failing)
        return {open_keys[at] for at in more}


def _names(editions: Sequence[Edition], *, told: bool) -> set[Name]:
    """The cells, with their raw values, that any edition told (or hid)."""
    return {
        (key, each.cube.values[key])
        for each in editions
        for key, shown in each.shown.items()
        if (shown == Shown.VALUE) == told
    }


def _smallest_beside(system: System, failing: Sequence[int], may_hide: Collection[int]) -> set[int]:
    """Where a way exists only in fractions: the smallest cell in a sum with the first cell that fails."""
    for cell in failing:
        beside = {at for row in system.rows for at, _ in row.terms if (cell, 1) in row.terms or (cell, -1) in row.terms}
        if found := beside & set(may_hide):
            return {min(found, key=lambda at: (system.names[at][1], at))}
    return set()


def _still(cube: Cube, before: Sequence[Before], *, hidden: bool) -> set[Key]:
    """The cells that an earlier edition hid (or told), and whose raw value is the same now."""
    return {
        key
        for each in before
        for key, shown in each.shown.items()
        if (shown != Shown.VALUE) == hidden and cube.values.get(key) == each.cube.values[key]
    }
