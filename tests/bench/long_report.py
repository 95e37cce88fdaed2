"""A report as large as one wants, without a database: every kind of section, every light, long words and long texts."""

from datetime import date
from decimal import Decimal

from actionplan.models import BuildingBlock
from actionplan.progress import LightCounts, count_lights
from monitor.models import SectionKind
from monitor.reporting.content import Content, Cover, Section
from monitor.reporting.sections import (
    LIGHTS,
    ActionLine,
    ActionName,
    Actions,
    Answer,
    AttendanceLine,
    Block,
    BlockRow,
    BuildingBlocks,
    ChangedLight,
    DecisionLine,
    DecisionName,
    Definition,
    Definitions,
    Figure,
    Finance,
    LightNumber,
    Measure,
    Meetings,
    MeetingsOfBody,
    MilestoneLine,
    Milestones,
    Money,
    Monitor,
    Note,
    PillarPart,
    Post,
    PostsOfOrganisation,
    Request,
    Requests,
    RequestStep,
    Successes,
    SuccessLine,
    Summary,
)

LONG_WORD = "Samenwerkingsovereenkomstenregistratiesystemen"
assert len(LONG_WORD) == 46
PILLARS = ("Preventie", "Signalering", "Zorg en ondersteuning", "Omgeving", "Nazorg", "Pijleroverstijgend")


def long_content(*, actions: int, words_of_longest_note: int = 40) -> Content:
    """`actions` actions in six pillars; the first red one is explained in as many words as asked."""
    lines = tuple(_action(n, words_of_longest_note) for n in range(actions))
    counts = count_lights(line.light for line in lines)
    milestones = Milestones(*(tuple(_milestone(n, lines) for n in range(actions // 4)) for _ in range(3)))
    by_block = {block: [line for line in lines if line.code.startswith(f"{block.value}.")] for block in BuildingBlock}
    bodies = {
        SectionKind.SUMMARY: Summary(
            numbers=tuple(LightNumber(light, getattr(counts, light), change=2) for light in LIGHTS),
            previous="Voortgangsrapportage 2025-2",
            to_discuss=tuple(line.brief for line in lines if line.light == "red"),
            blocks=tuple(BlockRow(each.value, str(each.label), _counts(by_block[each])) for each in BuildingBlock),
            all_blocks=counts,
            changed=tuple(ChangedLight(line.name, "green", line.light) for line in lines if line.light != "green"),
            added=tuple(line.name for line in lines[:3]),
            dropped=(ActionName("9.9", "Een actie die stopte"),),
            milestones=milestones,
        ),
        SectionKind.BUILDING_BLOCKS: BuildingBlocks(
            blocks=tuple(
                Block(
                    each.value, str(each.label), _counts(by_block[each]), tuple(line.brief for line in by_block[each])
                )
                for each in BuildingBlock
            ),
            milestones=milestones,
        ),
        SectionKind.ACTIONS: Actions(
            tuple(PillarPart(name, lines[n :: len(PILLARS)]) for n, name in enumerate(PILLARS))
        ),
        SectionKind.SUCCESSES: Successes(tuple(_success(n, lines) for n in range(4))),
        SectionKind.REQUESTS: Requests(tuple(_request(n) for n in range(6))),
        SectionKind.MEETINGS: Meetings(
            decisions=tuple(
                DecisionLine(n, _decision(n), "Toelichting. " * 9, LONG_WORD if n % 4 == 0 else "") for n in range(20)
            ),
            answers=(Answer(1, "Geen plek in de avond", "Nog geen besluit. Ligt bij Stuurgroep."),),
            held=(MeetingsOfBody("Stuurgroep", 4), MeetingsOfBody(f"Werkgroep {LONG_WORD}", 7)),
            attendance=tuple(AttendanceLine(f"Organisatie {n}", n % 4, 4) for n in range(27)),
            without_attendance=2,
            previous="Voortgangsrapportage 2025-2",
        ),
        SectionKind.FINANCE: Finance((_money(actions),)),
        SectionKind.MONITOR: Monitor(tuple(_figure(n) for n in range(6))),
        SectionKind.DEFINITIONS: Definitions(
            (
                Definition("Groen", "De actie ligt op schema.", "green"),
                Definition("Peildatum", "De dag van de cijfers."),
            ),
            (Definition("Meldingen", "Wat er meetelt."),),
        ),
    }
    summary = "De meeste acties liggen op schema. " * 20
    sections = (Section(kind, summary if kind == SectionKind.SUMMARY else "", body) for kind, body in bodies.items())
    return Content(_cover(), tuple(sections))


def _cover() -> Cover:
    return Cover(
        network="Netwerk Gelderland-Zuid (voorbeeld)",
        title="Voortgangsrapportage 2026-1",
        period_start=date(2026, 1, 1),
        period_end=date(2026, 6, 30),
        reference_date=date(2026, 7, 10),
        made_by="Regiocoördinator, centrumgemeente Nijmegen",
        version="Concept 1",
        made_on=date(2026, 7, 10),
        adopted_on=None,
        is_example=True,
    )


def _counts(lines: list[ActionLine]) -> LightCounts:
    return count_lights(line.light for line in lines)


def _action(n: int, words_of_longest_note: int) -> ActionLine:
    light = LIGHTS[n % len(LIGHTS)]
    cause = (
        " ".join(f"woord{each}" for each in range(words_of_longest_note)) if n == 2 else "Een partner had geen tijd."
    )
    notes = (
        Note("Oorzaak", cause),
        Note("Consequentie", "De start schuift een kwartaal op en twaalf professionals zijn nog niet getraind."),
        Note("Bijsturing", "De trekker zoekt vervanging en meldt zich voor 1 oktober bij de projectgroep."),
    )
    return ActionLine(
        pk=n + 1,
        code=f"{n % 4 + 1}.{n // 4 + 1}",
        title=LONG_WORD if n % 7 == 0 else f"Individuele begeleiding van groep {n}, met een gewone lange titel",
        lead="MEE Gelderse Poort" if n % 2 else "GGD Gelderland-Zuid",
        ends_on=date(2026, 12, 31),
        is_late=n % 5 == 0,
        result="Trajecten: binnen bandbreedte",
        light=light,
        notes=notes if light in {"amber", "red"} else (),
    )


def _milestone(n: int, lines: tuple[ActionLine, ...]) -> MilestoneLine:
    title = f"Mijlpaal {n} van {LONG_WORD.lower()}"
    return MilestoneLine(lines[n].name, title, lines[n].lead, date(2026, 3, 1), date(2026, 4, 1) if n % 2 else None)


def _success(n: int, lines: tuple[ActionLine, ...]) -> SuccessLine:
    return SuccessLine(n, f"Succes {n}", "Het lukte. " * 20, lines[n].name, lines[n].lead, date(2026, 3, 12))


def _request(n: int) -> Request:
    steps = (
        RequestStep(date(2026, 2, 3), "ingebracht bij Werkgroep", "Dit kwam drie keer voor."),
        RequestStep(date(2026, 3, 12), "geëscaleerd naar Stuurgroep"),
    )
    return Request(
        pk=n,
        title=f"Knelpunt {n}: {LONG_WORD}",
        description="Er is geen plek waar dit besproken wordt. " * 8,
        asked="Wijs een trekker aan. " * 5,
        body="Stuurgroep",
        since=date(2026, 3, 12),
        steps=steps,
        decision=_decision(n) if n % 2 else None,
    )


def _decision(n: int) -> DecisionName:
    return DecisionName(f"2026-{n + 1:03d}", f"Besluit over onderwerp {n}", "Stuurgroep", date(2026, 4, 2))


def _money(actions: int) -> Money:
    posts = tuple(
        Post(f"Post {n}", "12 uur per week, 475 uur per jaar", Decimal(1000 + n)) for n in range(actions // 4)
    )
    total = sum((post.requested for post in posts), Decimal())
    return Money(
        source="DUUP 2021, voorbeeld",
        organisations=(PostsOfOrganisation("GGD Gelderland-Zuid", posts, total),),
        requested=total,
        available=Decimal(1000),
        shortfall=total - 1000,
    )


def _figure(n: int) -> Figure:
    return Figure(
        indicator=f"Veilig Thuis: onderwerp {n}",
        definition="Adviezen en meldingen.",
        area="Gelderland-Zuid (VT)",
        category="Mensenhandel",
        period="2023",
        status="voorlopig",
        measures=(Measure("Gestarte adviezen", "35"), Measure("Afgeronde diensten", ".", "geheim of onbekend")),
        source_line="Bron: CBS, tabel 84850NED.",
        notes=("Een punt betekent: geheim of onbekend.",),
    )
