from actionplan.models.actions import (
    FRESH_FOR,
    STALE,
    Action,
    ActionPartner,
    ActionTarget,
    ActionTargetGroup,
    Form,
    Light,
    Milestone,
    Realisation,
    StatusReport,
)
from actionplan.models.money import BudgetLine, FundingSource, FundingType
from actionplan.models.plan import BuildingBlock, Pillar, Plan, PlanStatus, RivmPillar, TargetGroup

__all__ = [
    "FRESH_FOR",
    "STALE",
    "Action",
    "ActionPartner",
    "ActionTarget",
    "ActionTargetGroup",
    "BudgetLine",
    "BuildingBlock",
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
    "TargetGroup",
]
