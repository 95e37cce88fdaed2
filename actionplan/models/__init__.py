from actionplan.models.actions import (
    FRESH_FOR,
    STALE,
    Action,
    ActionPartner,
    ActionTarget,
    ActionTargetGroup,
    Contribution,
    Form,
    Light,
    Milestone,
    Realisation,
    StatusReport,
)
from actionplan.models.money import BudgetLine, FundingSource, FundingType
from actionplan.models.plan import BuildingBlock, Pillar, Plan, PlanStatus, RivmPillar, TargetGroup
from actionplan.models.sharing import ActionOrigin, Success

__all__ = [
    "FRESH_FOR",
    "STALE",
    "Action",
    "ActionOrigin",
    "ActionPartner",
    "ActionTarget",
    "ActionTargetGroup",
    "BudgetLine",
    "BuildingBlock",
    "Contribution",
    "Form",
    "FundingSource",
    "FundingType",
    "Light",
    "Milestone",
    "Pillar",
    "Plan",
    "PlanStatus",
    "Realisation",
    "RivmPillar",
    "StatusReport",
    "Success",
    "TargetGroup",
]
