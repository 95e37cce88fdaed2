"""A report as large as one wants, without a database: every kind of section, every light, long words and long texts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from actionplan.accounting import AccountGroup, AccountLine, Sheet
from actionplan.models import BuildingBlock, FundingType
from actionplan.progress import LightCounts, count_lights
from monitor.models import EditionStage, ReportKind, SectionKind
from monitor.reporting.changes import Change, Changes
from monitor.reporting.content import Content, Cover, Section
from monitor.reporting.kinds import KINDS
from monitor.reporting.parts import PARTS
from monitor.reporting.parts.account import Account
from monitor.reporting.parts.since import Since
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
    Decisions,
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
    OtherMoney,
    OtherPost,
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
from tests.bench.filled import LONG_WORD, Filler

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 200"><title>Adviezen per jaar: 4 meer</title>'
    '<path d="M60 160L660 40" fill="none" stroke="#0b5c75" stroke-width="3"/><text x="60" y="185" fill="#17252c" '
    'font-family="Source Sans 3" font-size="14">2022</text></svg>'
)
PILLARS = ("Preventie", "Signalering", "Zorg en ondersteuning", "Omgeving", "Nazorg", "Pijleroverstijgend")


def long_content(
    *, actions: int, kind: ReportKind = ReportKind.PROGRESS, words_of_longest_note: int = 40, **cover: Any
) -> Content:
    """A report of this kind over `actions` actions in six pillars, of which the first red one is explained in as many
    words as asked. What is not written out here is filled by the types of its section."""
    bodies = _bodies(actions, words_of_longest_note)
    filler = Filler(times=max(actions // 10, 3), words=words_of_longest_note)
    kinds = [each for each in KINDS[kind].sections if each in PARTS]
    text = "De meeste acties liggen op schema. " * 20
    sections = tuple(
        Section(each, text if n == 0 else "", bodies.get(each) or filler.fill(PARTS[each].body))
        for n, each in enumerate(kinds)
    )
    return Content(replace(_cover(kind), **cover), sections)


def _bodies(actions: int, words_of_longest_note: int) -> dict[SectionKind, Any]:
    lines = tuple(_action(n, words_of_longest_note) for n in range(actions))
    counts = count_lights(line.light for line in lines)
    milestones = Milestones(*(tuple(_milestone(n, lines) for n in range(actions // 4)) for _ in range(3)))
    by_block = {block: [line for line in lines if line.code.startswith(f"{block.value}.")] for block in BuildingBlock}
    return {
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
            milestones_in="Mijlpalen",
        ),
        SectionKind.SINCE: Since("Voortgangsrapportage 2025-2", date(2026, 1, 9), _changes(lines, milestones)),
        SectionKind.BUILDING_BLOCKS: BuildingBlocks(
            blocks=tuple(
                Block(
                    each.value, str(each.label), _counts(by_block[each]), tuple(line.brief for line in by_block[each])
                )
                for each in BuildingBlock
            ),
        ),
        SectionKind.ACTIONS: Actions(
            tuple(PillarPart(name, lines[n :: len(PILLARS)]) for n, name in enumerate(PILLARS))
        ),
        SectionKind.MILESTONES: milestones,
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
        SectionKind.FINANCE: Finance((_money(actions),), others=(_other_money(actions),)),
        SectionKind.ACCOUNT: _account(actions, words_of_longest_note),
        SectionKind.MONITOR: Monitor(tuple(_figure(n) for n in range(6))),
        SectionKind.DECISIONS: Decisions(tuple(DecisionLine(n, _decision(n), "") for n in range(40))),
        SectionKind.DEFINITIONS: Definitions(
            (
                Definition("Groen", "De actie ligt op schema.", "green"),
                Definition("Peildatum", "De dag van de cijfers."),
            ),
            (Definition("Meldingen", "Wat er meetelt."),),
        ),
    }


def _cover(kind: ReportKind) -> Cover:
    about = {ReportKind.PICTURE: "Tiel", ReportKind.SERVICES: "Tiel", ReportKind.ACCOUNT: "MEE Gelderse Poort"}
    whom = about.get(kind, "")
    return Cover(
        network="Netwerk Gelderland-Zuid (voorbeeld)",
        title=f"{kind.label} 2026-1" + (f", {whom}" if whom else ""),
        period_start=date(2026, 1, 1),
        period_end=date(2026, 6, 30),
        reference_date=date(2026, 7, 10),
        made_by="Regiocoördinator, centrumgemeente Nijmegen",
        version="Concept 1",
        made_on=date(2026, 7, 10),
        adopted_on=None,
        is_example=True,
        kind=kind.value,
        about=whom,
        stage=EditionStage.DRAFT.value,
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


def _changes(lines: tuple[ActionLine, ...], milestones: Milestones) -> Changes:
    return Changes(
        changed=tuple(ChangedLight(line.name, "green", line.light) for line in lines if line.light != "green"),
        added=tuple(line.name for line in lines[::7]),
        dropped=(ActionName("9.9", f"Een actie die stopte: {LONG_WORD}"),),
        carried_out=tuple(_decision(n) for n in range(0, 12, 3)),
        reached=tuple(line for line in milestones.achieved if line.achieved_on),
        missed=milestones.missed,
        money=(Change("DUUP 2021, voorbeeld", "gevraagd", "€ 145.423", "€ 1.145.423,50", "€ 1.000.000,50 meer"),),
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
    return DecisionName(
        number=f"2026-{n + 1:03d}",
        title=f"Besluit over onderwerp {n}",
        body="Stuurgroep",
        day=date(2026, 4, 2),
        withdrawn_on=date(2026, 5, 1) if n % 7 == 1 else None,
        carried_out_on=date(2026, 5, 3) if n % 3 == 0 else None,
    )


def _money(actions: int) -> Money:
    posts = tuple(
        Post(
            f"Post {n}",
            "12 uur per week, 475 uur per jaar",
            Decimal(1000 + n),
            granted=Decimal(1000),
            spent=Decimal("987.65"),
        )
        for n in range(actions // 4)
    )
    total = sum((post.requested for post in posts), Decimal())
    return Money(
        source="DUUP 2021, voorbeeld",
        organisations=(PostsOfOrganisation("GGD Gelderland-Zuid", posts, total),),
        requested=total,
        available=Decimal(1000),
        shortfall=total - 1000,
        tells_spending=True,
    )


def _other_money(actions: int) -> OtherMoney:
    hours = "4 uur per week, 156 uur per jaar"
    posts = (OtherPost("Sterker", f"Taak {n} {LONG_WORD}", hours, None, None, "Wmo") for n in range(actions // 4))
    return OtherMoney("Uit reguliere middelen", 2021, tuple(posts))


def _account(actions: int, words_of_longest_note: int) -> Account:
    """Nine columns, with the longest amounts and words."""
    words = " ".join(f"woord{n}" for n in range(words_of_longest_note))
    lines = tuple(
        AccountLine(
            pk=n + 1,
            description=LONG_WORD if n % 7 == 0 else f"Individuele begeleiding van groep {n}",
            action_id=n + 1,
            action=f"4.{n} Individuele begeleiding",
            source="DUUP 2021, voorbeeld",
            hours_per_week=Decimal("12.5"),
            hours_per_year=Decimal(1475),
            hours_realised=None if n % 5 == 0 else Decimal("1480.25"),
            requested=Decimal(144_650),
            granted=Decimal(133_724),
            spent=Decimal("133720.75"),
            account=words if n == 0 else "Gedaan zoals afgesproken.",
            accounted_on=None if n % 5 == 0 else date(2022, 2, 14),
            results=("Trajecten: binnen bandbreedte", "1 van 1 workshops"),
        )
        for n in range(max(actions // 4, 6))
    )
    groups = tuple(AccountGroup(kind, lines) for kind in FundingType.values)
    return Account(2026, date(2026, 7, 10), Sheet("MEE Gelderse Poort", 1, 2026, groups))


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
        drawing=DRAWING if n == 0 else "",
        columns=("Periode", "Aantal", "Status") if n == 0 else (),
        rows=(("2022", "31", ""), ("Sinds 2023 tellen er meer feiten mee.",), ("2023", "35", "voorlopig"))
        if n == 0
        else (),
    )
