"""The building parts of reports: one module per kind of section, and the list of them all.

A module holds what its section says (frozen dataclasses; of the older ones they stand in sections.py), `build`, which
reads that from the portal, `rows`, which tells the same figures to a spreadsheet, and `places`, the texts of people
that a guard reads before adoption. The template stands in templates/monitor/reports/sections/ and serves page and PDF.
"""

from monitor.models import SectionKind
from monitor.reporting.part import Part
from monitor.reporting.parts import (
    actions,
    building_blocks,
    definitions,
    figures,
    finance,
    meetings,
    requests,
    successes,
    summary,
)
from monitor.reporting.sections import (
    Actions,
    BuildingBlocks,
    Definitions,
    Finance,
    Meetings,
    Monitor,
    Requests,
    Successes,
    Summary,
)

PARTS: dict[SectionKind, Part] = {
    SectionKind.SUMMARY: Part(Summary, summary.build, places=summary.places),
    SectionKind.BUILDING_BLOCKS: Part(BuildingBlocks, building_blocks.build, places=building_blocks.places),
    SectionKind.ACTIONS: Part(Actions, actions.build, places=actions.places),
    SectionKind.SUCCESSES: Part(Successes, successes.build, places=successes.places),
    SectionKind.REQUESTS: Part(Requests, requests.build, places=requests.places),
    SectionKind.MEETINGS: Part(Meetings, meetings.build, places=meetings.places),
    SectionKind.FINANCE: Part(Finance, finance.build, places=finance.places),
    SectionKind.MONITOR: Part(Monitor, figures.build),
    SectionKind.DEFINITIONS: Part(Definitions, definitions.build),
}
