"""The demo's plan through time: version 1 of January, version 2 of June, and what each municipality decided. Dates and
numbers of decisions are invented.
"""

from copy import deepcopy
from datetime import date

from actionplan.models import AdoptingBody, Plan, PlanAdoption, PlanStatus, PlanVersion
from actionplan.plan_contents import Contents, contents_of
from network.models import Municipality

NOT_YET = ("Buren", "Druten")
BY_ITS_COUNCIL = ("Nijmegen", "Tiel")
NOT_IN_THE_FIRST = ("Buren", "Druten", "Neder-Betuwe")

NEW_IN_THE_SECOND = "2.5"
ONLY_IN_THE_FIRST = {
    "code": "2.6",
    "title": "Folder met hulplijnen voor huisartsen",
    "description": "Een papieren folder met de nummers van de regio.",
}
OTHER_DAYS_IN_THE_FIRST = {"2.2": ("ends_on", "2026-09-01"), "2.3": ("ends_on", "2026-10-01")}


def load_plan_life(plan: Plan) -> None:
    """After everything else of the plan: a version keeps what the plan holds."""
    contents = contents_of(plan)
    first = _version(plan, 1, date(2025, 11, 6), date(2026, 1, 8), _as_it_began(contents))
    second = _version(
        plan,
        plan.version,
        date(2026, 3, 16),
        date(2026, 6, 11),
        contents,
        reason="De politie en de reclassering sluiten aan, en de sociale kaart komt in het portaal.",
    )
    for number, municipality in enumerate(Municipality.objects.of_this_region(), start=101):
        if municipality.name not in NOT_IN_THE_FIRST:
            _adopted(first, municipality, AdoptingBody.COLLEGE, date(2025, 12, 2), f"B-2025-{number}")
        if municipality.name not in NOT_YET:
            _adopted(second, municipality, AdoptingBody.COLLEGE, date(2026, 4, 14), f"B-2026-{number}")
        if municipality.name in BY_ITS_COUNCIL:
            _adopted(second, municipality, AdoptingBody.COUNCIL, date(2026, 5, 21), f"R-2026-{number}")


def _version(
    plan: Plan, number: int, offered_on: date, adopted_on: date, contents: Contents, reason: str = ""
) -> PlanVersion:
    return PlanVersion.objects.create(
        plan=plan,
        number=number,
        status=PlanStatus.ADOPTED,
        reason=reason,
        offered_on=offered_on,
        adopted_on=adopted_on,
        contents=contents,
    )


def _adopted(version: PlanVersion, municipality: Municipality, body: AdoptingBody, on: date, number: str) -> None:
    PlanAdoption.objects.create(
        version=version, municipality=municipality, body=body, decided_on=on, decision_number=number
    )


def _as_it_began(contents: Contents) -> Contents:
    """The first version: one action fewer, one that was dropped since, and two that would be ready sooner."""
    first = deepcopy(contents)
    first["actions"] = [action for action in first["actions"] if action["code"] != NEW_IN_THE_SECOND]
    for action in first["actions"]:
        if action["code"] in OTHER_DAYS_IN_THE_FIRST:
            name, day = OTHER_DAYS_IN_THE_FIRST[action["code"]]
            action[name] = day
    like = next(action for action in first["actions"] if action["code"] == "2.2")
    dropped = {**like, **ONLY_IN_THE_FIRST, "id": 0, "ends_on": "2026-07-01", "milestones": [], "targets": []}
    place = first["actions"].index(like) + 1
    first["actions"].insert(place, dropped)
    return first
