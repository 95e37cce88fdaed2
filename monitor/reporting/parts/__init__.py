"""The building parts of reports: one module per kind of section, and the list of them all.

A module holds what its section says (frozen dataclasses; of the older ones they stand in sections.py), `build`, which
reads that from the portal, `rows`, which tells the same figures to a spreadsheet, and `places`, the texts of people
that a guard reads before adoption. What `build` asks the database with functions that are named here in `asks`, comes
with one question for the whole report. The template stands in templates/monitor/reports/sections/ and serves page and
PDF.
"""

from monitor.models import SectionKind
from monitor.reporting import asked
from monitor.reporting.asked import ABOUT_ACTIONS
from monitor.reporting.meetings import (
    attendance_asked,
    bottlenecks_asked,
    decisions_asked,
    held_asked,
    successes_asked,
    without_attendance_asked,
)
from monitor.reporting.part import Part
from monitor.reporting.parts import (
    account,
    actions,
    building_blocks,
    decisions,
    definitions,
    entries,
    extent,
    figures,
    finance,
    gaps,
    learned,
    local_actions,
    meetings,
    milestones,
    network,
    offer,
    questions,
    requests,
    services,
    since,
    successes,
    summary,
    verdicts,
)
from monitor.reporting.sections import (
    Actions,
    BuildingBlocks,
    Decisions,
    Definitions,
    Finance,
    Meetings,
    Milestones,
    Monitor,
    Requests,
    Successes,
    Summary,
)

PARTS: dict[SectionKind, Part] = {
    SectionKind.SUMMARY: Part(
        Summary, summary.build, summary.rows, summary.places, asks=(*ABOUT_ACTIONS, asked.milestones)
    ),
    SectionKind.SINCE: Part(since.Since, since.build, since.rows, since.places),
    SectionKind.QUESTIONS: Part(
        questions.Questions,
        questions.build,
        rows=questions.rows,
        places=questions.places,
        asks=(*ABOUT_ACTIONS, asked.questions),
    ),
    SectionKind.BUILDING_BLOCKS: Part(
        BuildingBlocks,
        building_blocks.build,
        building_blocks.rows,
        building_blocks.places,
        asks=(*ABOUT_ACTIONS, asked.goals_without_actions),
    ),
    SectionKind.ACTIONS: Part(Actions, actions.build, actions.rows, actions.places, asks=ABOUT_ACTIONS),
    SectionKind.MILESTONES: Part(
        Milestones, milestones.build, milestones.rows, milestones.places, asks=(*ABOUT_ACTIONS, asked.milestones)
    ),
    SectionKind.SUCCESSES: Part(Successes, successes.build, successes.rows, successes.places, asks=(successes_asked,)),
    SectionKind.REQUESTS: Part(Requests, requests.build, requests.rows, requests.places, asks=(bottlenecks_asked,)),
    SectionKind.MEETINGS: Part(
        Meetings,
        meetings.build,
        meetings.rows,
        meetings.places,
        asks=(
            bottlenecks_asked,
            decisions_asked,
            held_asked,
            attendance_asked,
            without_attendance_asked,
        ),
    ),
    SectionKind.FINANCE: Part(
        Finance, finance.build, finance.rows, finance.places, asks=(asked.funding_sources, asked.money_ending)
    ),
    SectionKind.MONITOR: Part(Monitor, figures.build, figures.rows, figures.places),
    SectionKind.NETWORK: Part(
        network.Alliance,
        network.build,
        network.rows,
        network.places,
        asks=(*asked.PARTICIPATIONS, network.parties_asked, network.agreements_asked, network.empty_seats_asked),
    ),
    SectionKind.SERVICES: Part(services.Services, services.build, services.rows, services.places),
    SectionKind.VERDICTS: Part(
        verdicts.Verdicts, verdicts.build, verdicts.rows, verdicts.places, asks=asked.PARTICIPATIONS
    ),
    SectionKind.LEARNED: Part(
        learned.Learned,
        learned.build,
        learned.rows,
        learned.places,
        asks=(*asked.PARTICIPATIONS, learned.lessons_asked),
    ),
    SectionKind.EXTENT: Part(extent.Extent, extent.build, extent.rows, extent.places),
    SectionKind.OFFER: Part(offer.Offer, offer.build, offer.rows),
    SectionKind.LOCAL_ACTIONS: Part(
        local_actions.LocalActions, local_actions.build, local_actions.rows, local_actions.places
    ),
    SectionKind.GAPS: Part(gaps.Gaps, gaps.build, gaps.rows, gaps.places),
    SectionKind.ENTRIES: Part(entries.Entries, entries.build, entries.rows, entries.places),
    SectionKind.ACCOUNT: Part(account.Account, account.build, account.rows, account.places),
    SectionKind.DECISIONS: Part(
        Decisions, decisions.build, decisions.rows, decisions.places, asks=(decisions.decisions_of_the_year,)
    ),
    SectionKind.DEFINITIONS: Part(Definitions, definitions.build, definitions.rows, definitions.places),
}
