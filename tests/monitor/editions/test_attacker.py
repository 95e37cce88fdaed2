"""An attacker who has only what comes over the line, signed in as each role, and works with whole numbers.

Three indicators go the whole way: delivered, approved, released, corrected, released again. Then everybody reads every
page, file and filter. What they read is put together, of both editions, with every sum that anybody can see must hold.
"""

import logging
import random
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import product

import pytest
from django.core import mail

from monitor import protected_editions
from monitor.disclosure.protection import Before, Proof, Protected
from monitor.disclosure.rules import Rule, Shown, primary
from monitor.disclosure.tables import Cube
from monitor.models import Indicator, ProtectedCell, Report
from monitor.periods import period_code
from monitor.reporting.edition_flows import make_edition, order_edition
from monitor.reporting.flows import create_report
from monitor.reporting.half_years import HalfYear
from network.calendar_flows import make_feed
from network.database import as_steward
from network.dates import today
from network.models import Person
from tests.cast import Cast, make_cast
from tests.monitor.disclosure.attacker import Seen, attack, count
from tests.monitor.editions.crawling import Found, crawl
from tests.monitor.editions.delivering import Numbers, deliver, divided, make_region, release
from tests.signing_in import browser_of

pytestmark = pytest.mark.django_db

REGION = "Proefregio"
MUNICIPALITIES = ("Buren", "Druten", "Nijmegen", "Tiel")
QUARTERS = ("2025KW01", "2025KW02", "2025KW03", "2025KW04")
SEXES, AGES = ("Vrouw", "Man"), ("jong", "oud")
LEAST, ENOUGH = 10, 5

Cell = tuple[str, str, str, str]  # indicator, area, period, category
Named = tuple[Cell, int]  # and the number of the edition in which it was corrected last


@dataclass
class World:
    """What is really true. The attacker never sees it; the test holds what the attacker finds against it."""

    cast: Cast
    indicators: list[Indicator]
    raw: list[dict[Cell, int]] = field(default_factory=list)  # per round of editions
    shown: list[dict[Cell, str]] = field(default_factory=list)
    own: dict[str, list[dict[Cell, int]]] = field(default_factory=dict)  # role of an editor → its share of each cell
    proofs: list[dict[str, int]] = field(default_factory=list)
    everything: dict[str, Found] = field(default_factory=dict)  # by role


def _some(chance: random.Random) -> int:
    """A third is small; the others are so large that no other number of a page looks like them."""
    return chance.choice([0, 1, 2, 3, 4, 6, 8, 9]) if chance.random() < 0.33 else chance.randrange(1_111, 9_999)


def _numbers(chance: random.Random, categories: list[str]) -> Numbers:
    return {(place, category): _some(chance) for place in (*MUNICIPALITIES, None) for category in categories}


def _corrected(chance: random.Random, numbers: Numbers) -> Numbers:
    """A few other numbers: a small one that grows, a large one that changes a little."""
    changed = dict(numbers)
    for place in chance.sample(sorted(numbers, key=str), 2):
        changed[place] = int(changed[place]) + chance.choice([1, 3, 11])
    return changed


@pytest.fixture(scope="module")
def world(rows_of_this_module: None) -> World:
    cast, chance = make_cast(), random.Random("aanvaller")  # noqa: S311
    make_region(*MUNICIPALITIES, name=REGION)
    plain, divided_one, quarterly = (
        divided(name="Meldingen", is_in_report=True),
        divided(SEXES, AGES, name="Slachtoffers", is_in_report=True),
        divided(name=ADDED_UP, is_in_report=True),
    )
    both = [f"{sex}, {age}" for sex, age in product(SEXES, AGES)]
    one, two = cast.lead_organisation, cast.other_organisation
    given = {
        (plain, one, "2024JJ00"): _numbers(chance, [""]),
        (plain, one, "2025JJ00"): _numbers(chance, [""]),
        (divided_one, two, "2025JJ00"): _numbers(chance, both),
        **{(quarterly, who, quarter): _numbers(chance, [""]) for who in (one, two) for quarter in QUARTERS},
    }
    world = World(cast, [plain, divided_one, quarterly])
    for edition in (1, 2):
        for (indicator, who, period), numbers in given.items():
            deliver(indicator, who, numbers, period=period)
        for indicator in world.indicators:
            world.proofs.append(release(indicator, reason=f"ronde {edition}").proof)
        given = {key: _corrected(chance, numbers) for key, numbers in given.items()}
    create_report(period=HalfYear(2025, 2), reference_date=today(), by=cast.coordinator)
    _remember(world)
    return world


def _remember(world: World) -> None:
    editors = {"lead_editor": world.cast.lead_organisation, "other_editor": world.cast.other_organisation}
    world.own = {role: [] for role in editors}
    with as_steward():
        for number in (1, 2):
            cells = ProtectedCell.objects.filter(edition__number=number).select_related("edition__indicator")
            named = {(each.edition.indicator.name, each.area_name, each.period, each.category): each for each in cells}
            world.raw.append({cell: each.value for cell, each in named.items()})
            world.shown.append({cell: each.shown for cell, each in named.items()})
            for role, organisation in editors.items():
                who = str(organisation.pk)
                world.own[role].append({cell: each.shares[who] for cell, each in named.items() if who in each.shares})


ADDED_UP = "Gesprekken"  # of two partners together
ROLES = [
    "coordinator",
    "municipal_coordinator",
    "lead_editor",
    "other_editor",
    "steering_member",
    "data_steward",
    "administrator",
    "reader",
]


@pytest.fixture
def read(world: World, db: None) -> Callable[[str], Found]:
    """What this role reads, once per module; the steering member tries every filter."""

    def everything(role: str) -> Found:
        if role not in world.everything:
            person: Person = getattr(world.cast, role)
            client = browser_of(person)
            starts = ["/", "/monitor/", "/monitor/indicatoren/", "/leveringen/", "/rapportages/", "/geschiedenis/"]
            starts += [
                "/zoeken/?zoek=Meldingen",
                "/mails/",
                "/agenda/",
                f"/agenda/{make_feed(person)}/netwerkportaal.ics",
            ]
            for indicator in world.indicators:
                starts += [f"/monitor/indicatoren/{indicator.slug}/{page}" for page in ("", "csv/", "edities/")]
            world.everything[role] = crawl(client, starts, choices=role == "steering_member")
        return world.everything[role]

    return everything


# --- what somebody knows who read everything --------------------------------------------------------------------------


@dataclass
class Knowledge:
    """Numbers and labels that were read, per edition."""

    published: list[dict[Cell, int]] = field(default_factory=lambda: [{}, {}])
    below: list[set[Cell]] = field(default_factory=lambda: [set(), set()])
    hidden: list[set[Cell]] = field(default_factory=lambda: [set(), set()])

    def cells(self, number: int) -> set[Cell]:
        return {*self.published[number], *self.below[number], *self.hidden[number]}

    @property
    def told(self) -> set[Cell]:
        return {cell for numbers in self.published for cell in numbers}


def knowledge_of(found: Found) -> Knowledge:
    """Read from the files of the editions, label by label."""
    known = Knowledge()
    for url, rows in found.tables("/edities/"):
        number = int(re.search(r"/edities/(\d+)/", url)[1]) - 1  # type: ignore[index]
        start = next(at for at, row in enumerate(rows) if "Waarde" in row)
        heads, name = rows[start], next(row[1] for row in rows if row[0] == "Indicator")
        for row in rows[start + 1 :]:
            told = dict(zip(heads, row, strict=True))
            area = told["Gebied"].removesuffix(" (netwerk)")
            _learn(known, number, (name, area, told["Code periode"], told["Onderverdeling"]), told["Waarde"])
    return known


def _learn(known: Knowledge, number: int, cell: Cell, text: str) -> None:
    if text == f"<{LEAST}":
        known.below[number].add(cell)
    elif text == "verborgen":
        known.hidden[number].add(cell)
    elif re.fullmatch(r"[\d.]+", text):
        known.published[number][cell] = int(text.replace(".", ""))


def seen_by(known: Knowledge, world: World, indicator: str, *, own: list[dict[Cell, int]] | None = None) -> Seen:
    """Both editions of an indicator in one system. A cell of which the raw number changed is another unknown; that the
    attacker knows which ones did is more than it reads.
    """
    published: dict[Named, int] = {}
    below, hidden = set[Named](), set[Named]()
    sums: set[tuple[Named, tuple[Named, ...]]] = set()
    at_least: dict[Named, int] = {}
    for number, raw in enumerate(world.raw):
        cells = {cell for cell in known.cells(number) if cell[0] == indicator}
        name = {cell: (cell, number if world.raw[0].get(cell) != raw[cell] else 0) for cell in cells}
        published |= {name[cell]: known.published[number][cell] for cell in cells & known.published[number].keys()}
        below |= {name[cell] for cell in cells & known.below[number]}
        hidden |= {name[cell] for cell in cells & known.hidden[number]}
        sums |= {(name[total], tuple(sorted(name[part] for part in parts))) for total, parts in _sums(cells)}
        at_least |= {name[cell]: share for cell, share in (own[number] if own else {}).items() if cell in name}
    some_have_no_label = any(known.hidden[at] and not known.below[at] for at in range(len(world.raw)))
    return Seen(
        published,
        below - published.keys(),
        hidden - published.keys(),
        sorted(sums),
        hidden_from=1 if some_have_no_label else None,
        at_least=at_least,
    )


def _sums(cells: set[Cell]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Everything that anybody can see adds up: the region, a year of its quarters, and the subdivisions."""
    for cell in cells:
        name, area, period, category = cell
        options = [
            [(name, place, period, category) for place in _places(cells)] if area == REGION else [],
            [(name, area, quarter, category) for quarter in QUARTERS] if period == "2025JJ00" else [],
            *[[(name, area, period, each) for each in parts] for parts in _parts(category)],
        ]
        for parts in options:
            there = [part for part in parts if part in cells]
            if there:
                yield cell, there


def _places(cells: set[Cell]) -> set[str]:
    return {area for _, area, _, _ in cells} - {REGION}


def _parts(category: str) -> list[list[str]]:
    if category == "":
        return [[f"{sex}, Totaal" for sex in SEXES], [f"Totaal, {age}" for age in AGES]]
    sex, _, age = category.partition(", ")
    found = [[f"{each}, {age}" for each in SEXES]] if sex == "Totaal" else []
    return [*found, [f"{sex}, {each}" for each in AGES]] if age == "Totaal" else found


def _recovered(seen: Seen, *, except_for: Collection[Named] = ()) -> tuple[int, int, int]:
    """Secret cells, those found exactly, and those with too few values left."""
    found = {cell: interval for cell, interval in attack(seen).items() if cell not in except_for}
    return (
        len(found),
        sum(count(each) <= 1 for each in found.values()),
        sum(count(each) < ENOUGH for each in found.values()),
    )


# --- nobody finds anything --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_nobody_can_work_out_a_hidden_number_from_everything_there_is_to_read(
    role: str, world: World, read: Callable[[str], Found], capsys: pytest.CaptureFixture[str]
) -> None:
    """G-30, T45–T47: 0 recovered, no interval under five values, over both editions and every sum."""
    known, own = knowledge_of(read(role)), world.own.get(role, [{}, {}])
    lines = []
    for indicator in world.indicators:
        seen = seen_by(known, world, indicator.name, own=own if indicator.name == ADDED_UP else None)
        secret, exact, narrow = _recovered(seen, except_for=_all_its_own(world, own))
        cells = len(seen.published) + len(seen.below) + len(seen.hidden)
        lines.append(f"{role}, {indicator}: {cells} cellen, {secret} verborgen, {exact} achterhaald, {narrow} te krap")
        assert len(seen.below) + len(seen.hidden) > 0
        assert (exact, narrow) == (0, 0), lines
    lost = sum(proof["lost"] for proof in world.proofs)
    by_hand = sum(proof["lost_by_heuristic"] for proof in world.proofs)
    with capsys.disabled():
        print("", *lines, f"verloren zonder klein te zijn: {lost}; met een vuistregel: {by_hand}", sep="\n  ")


def _all_its_own(world: World, own: list[dict[Cell, int]]) -> set[Named]:
    """What somebody delivered all of is no secret to it."""
    return {
        (cell, number if world.raw[0].get(cell) != value else 0)
        for number, raw in enumerate(world.raw)
        for cell, value in raw.items()
        if own[number].get(cell) == value
    }


@pytest.mark.parametrize("role", ROLES)
def test_no_hidden_number_is_in_anything_that_a_role_fetches(
    role: str, world: World, read: Callable[[str], Found]
) -> None:
    """T48: page, filter, chart, file, PDF, history, log, calendar. Only who delivered or judges sees raw deliveries."""
    found = read(role)
    own = {share for shares in world.own.get(role, []) for share in shares.values()}
    sees_deliveries = role in {"coordinator", "data_steward", "lead_editor", "other_editor"}
    texts = {url: text for url, text in found.texts.items() if not (sees_deliveries and "/leveringen/" in url)}

    leaks = [(url, number) for url, text in texts.items() for number in secret_in(text, world) if number not in own]

    assert leaks == []
    assert len(texts) > 12


def canaries(world: World) -> set[int]:
    """Raw numbers that no edition showed, so large that nothing else looks like them."""
    told = {
        value
        for raw, shown in zip(world.raw, world.shown, strict=True)
        for cell, value in raw.items()
        if shown[cell] == "value"
    }
    years = range(1990, 2101)
    return {value for raw in world.raw for value in raw.values() if value >= 1_111 and value not in years} - told


_NUMBER = re.compile(r"(?<![\d.,#-])(\d{1,3})\.?(\d{3})(?!\d)")
# Of a form, or a checksum: now and then it holds any number.
_DRAWN_KEY = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])\w{32,}\b")


def secret_in(text: str, world: World) -> set[int]:
    """As 4321, 4.321 and 4321.0; not within a key that was drawn by lot."""
    return {int(one + two) for one, two in _NUMBER.findall(_DRAWN_KEY.sub("", text))} & canaries(world)


def test_what_a_page_shows_is_what_the_edition_says(world: World, read: Callable[[str], Found]) -> None:
    """Every table of every indicator page, with every filter: a cell that is hidden in the file is nowhere a number."""
    found = read("steering_member")
    known = knowledge_of(found)
    secret = {cell for number in (0, 1) for cell in (*known.below[number], *known.hidden[number])}
    places, read_cells = {REGION, *MUNICIPALITIES}, 0
    for indicator in world.indicators:
        for url, page in found.pages(f"/indicatoren/{indicator.slug}/edities/"):
            number = re.search(r"/edities/(\d)/", url)
            for row in page.all("table tbody tr") if number else []:
                area, category, period, *values = (" ".join(cell.text_content().split()) for cell in row)
                cell = (indicator.name, area, period_code(period), "" if category == "alles samen" else category)
                read_cells += area in places
                is_number = values[-1].replace(".", "").isdigit()
                assert not (is_number and cell in secret - known.told), url
    assert read_cells > 100


def test_no_table_of_figures_has_a_number_under_the_threshold(world: World, read: Callable[[str], Found]) -> None:
    found, cells = read("steering_member"), 0
    for indicator in world.indicators:
        for url, page in found.pages(f"/indicatoren/{indicator.slug}/"):
            figures = [text for text in page.texts("main table td") if re.fullmatch(r"[\d.]+", text)]
            cells += len(figures)
            assert not [text for text in figures if re.fullmatch("[1-9]", text)], url
    assert cells > 100


def test_a_drawing_holds_no_hidden_number(world: World, read: Callable[[str], Found]) -> None:
    """T48: nowhere in a drawing, its title, its lengths or what it says to a screen reader."""
    texts = read("steering_member").texts.items()
    drawings = [re.findall("<svg.*?</svg>", text, re.DOTALL) for url, text in texts if "/indicatoren/" in url]

    assert any(drawings)
    assert not [secret for each in drawings for svg in each if (secret := secret_in(svg, world))]


def test_a_report_on_paper_holds_no_hidden_number(world: World) -> None:
    """T48: what is released is what is printed."""
    report = Report.objects.get()
    edition, _ = order_edition(report)
    make_edition(edition, by=world.cast.coordinator)

    found = crawl(browser_of(world.cast.coordinator), [edition.get_absolute_url()], choices=False)

    (text,) = found.texts.values()
    assert "Meldingen" in text
    assert not secret_in(text, world)


def test_a_number_is_found_in_every_form_but_not_in_a_key_drawn_by_lot(world: World) -> None:
    secret = max(canaries(world))
    in_a_key = f'value="{"kQzR" * 8}x{secret}y{"kQzR" * 8}"'
    dotted = f"{secret // 1000}.{secret % 1000:03}"

    assert secret_in(in_a_key, world) == set()
    for text in (f"<td>{secret}</td>", f"<td>{dotted}</td>", f"{secret}.0", f'd="M{secret} 0"', f"{in_a_key} {secret}"):
        assert secret_in(text, world) == {secret}, text


def test_nothing_raw_is_mailed_or_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        release_again(world)

    told = "\n".join([caplog.text, *(str(message.message()) for message in mail.outbox)])
    assert not secret_in(told, world)


def release_again(world: World) -> None:
    indicator = world.indicators[0]
    one = world.cast.lead_organisation
    deliver(indicator, one, {(place, ""): 4_242 for place in MUNICIPALITIES}, period="2023JJ00")
    release(indicator)


# --- the attack itself works ------------------------------------------------------------------------------------------


def _hides_small_ones_only(cube: Cube, rule: Rule, *, before: list[Before]) -> Protected:
    small = primary(cube, rule)
    shown = {key: Shown.BELOW if key in small else Shown.VALUE for key in cube.values}
    numbers = {key: value for key, value in cube.values.items() if key not in small}
    proof = Proof(len(shown), len(small), 0, len(numbers), None, "geen", 0, 0, 0, 0.0)
    return Protected(shown, numbers, proof)


def test_with_the_protection_switched_off_the_same_attack_finds_numbers(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The negative control: only small numbers hidden, as a hasty portal would."""
    monkeypatch.setattr(protected_editions, "protect", _hides_small_ones_only)
    chance = random.Random("open deur")  # noqa: S311
    indicator = divided(SEXES, AGES, name="Onbeschermd")
    categories = [f"{sex}, {age}" for sex, age in product(SEXES, AGES)]
    deliver(indicator, world.cast.lead_organisation, _numbers(chance, categories))
    release(indicator)

    address = f"/monitor/indicatoren/{indicator.slug}/edities/1/csv/"
    text = browser_of(world.cast.reader).get(address).content.decode("utf-8-sig")
    known = knowledge_of(Found({address: text}))
    only_this = World(world.cast, [indicator], raw=[dict.fromkeys(known.cells(0), 1)])
    secret, exact, narrow = _recovered(seen_by(known, only_this, indicator.name))

    with capsys.disabled():
        print(f"\n  zonder bescherming: {secret} verborgen, {exact} achterhaald, {narrow} te krap")
    assert exact >= secret * 0.25
