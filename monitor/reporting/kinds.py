"""The kinds of reports: each is a list of sections. A new kind is a value of ReportKind and an entry here."""

from dataclasses import dataclass

from monitor.models import OF_A_MUNICIPALITY, OF_AN_ORGANISATION, ReportKind, SectionKind

S = SectionKind


@dataclass(frozen=True)
class Kind:
    """What a report of this kind has, in this order; `internal` sections stay out of the public version at first."""

    sections: tuple[SectionKind, ...]
    internal: frozenset[SectionKind] = frozenset()
    is_half_yearly: bool = False  # otherwise over years
    asks_for_a_summary: bool = True
    is_brief: bool = False  # on paper it begins at once: without a cover and a list of contents


KINDS: dict[ReportKind, Kind] = {
    ReportKind.PROGRESS: Kind(
        sections=(
            S.SUMMARY,
            S.SINCE,
            S.QUESTIONS,
            S.BUILDING_BLOCKS,
            S.ACTIONS,
            S.MILESTONES,
            S.REQUESTS,
            S.FINANCE,
            S.MONITOR,
            S.SUCCESSES,
            S.MEETINGS,
            S.NETWORK,
            S.SERVICES,
            S.DECISIONS,
            S.DEFINITIONS,
        ),
        internal=frozenset({S.QUESTIONS, S.REQUESTS, S.MEETINGS}),
        is_half_yearly=True,
    ),
    ReportKind.PICTURE: Kind(
        sections=(S.EXTENT, S.OFFER, S.LOCAL_ACTIONS, S.GAPS, S.DEFINITIONS), asks_for_a_summary=False, is_brief=True
    ),
    ReportKind.EVALUATION: Kind(
        sections=(S.SUMMARY, S.VERDICTS, S.LEARNED, S.SUCCESSES, S.MEETINGS, S.NETWORK, S.DECISIONS, S.DEFINITIONS),
        internal=frozenset({S.MEETINGS}),
    ),
    ReportKind.ACCOUNT: Kind(
        sections=(S.ACCOUNT, S.DEFINITIONS), internal=frozenset({S.ACCOUNT}), asks_for_a_summary=False, is_brief=True
    ),
    ReportKind.SERVICES: Kind(sections=(S.ENTRIES, S.SERVICES), asks_for_a_summary=False, is_brief=True),
}


def is_about_a_municipality(kind: str) -> bool:
    return kind in OF_A_MUNICIPALITY


def is_about_an_organisation(kind: str) -> bool:
    return kind in OF_AN_ORGANISATION
