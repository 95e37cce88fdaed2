"""The page «Wie mag wat»: the table of rights as the stuurgroep reads it, a column per role."""

from dataclasses import dataclass

from network.models import Role
from network.policy import DUTCH, EDITOR, MEMBER, RULES, SECOND_FACTOR_ROLES, Permission

# A part of the portal begins at this right.
_PARTS = {
    Permission.COMPONENTS_VIEW: "Netwerk en personen",
    Permission.ACTION_POINT_EDIT: "Partners, overleg en sociale kaart",
    Permission.ACTION_EDIT: "Plan van aanpak",
    Permission.FIGURE_IMPORT: "Monitor en rapportages",
}


@dataclass(frozen=True)
class Column:
    whose: str
    label: str
    needs_second_step: bool

    @property
    def heading(self) -> str:
        """With a soft hyphen where the longest word may break."""
        return self.label.capitalize().replace("Regioco", "Regio\u00adco")


@dataclass(frozen=True)
class Cell:
    """May this role do it? «ja», «nee», or the condition on which."""

    column: Column
    is_allowed: bool
    condition: str

    @property
    def in_words(self) -> str:
        return (self.condition or "ja") if self.is_allowed else "nee"


@dataclass(frozen=True)
class Row:
    right: str
    permission: Permission
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Part:
    name: str
    rows: tuple[Row, ...]


COLUMNS = (
    *(
        Column(role, str(role.label), role in SECOND_FACTOR_ROLES)
        for role in (Role.COORDINATOR, Role.MUNICIPAL_COORDINATOR)
    ),
    Column(EDITOR, "redacteur van een partner", needs_second_step=False),
    *(
        Column(role, str(role.label), role in SECOND_FACTOR_ROLES)
        for role in (Role.STEERING_MEMBER, Role.DATA_STEWARD, Role.ADMINISTRATOR)
    ),
    Column(MEMBER, "ander netwerklid", needs_second_step=False),
)


def table_in_dutch() -> list[Part]:
    """All rights in the order of the policy, by part of the portal."""
    rows: dict[str, list[Row]] = {}
    part = ""
    for permission in RULES:
        part = _PARTS.get(permission, part)
        cells = tuple(_cell(permission, column) for column in COLUMNS)
        rows.setdefault(part, []).append(Row(DUTCH[permission], permission, cells))
    return [Part(name, tuple(found)) for name, found in rows.items()]


def _cell(permission: Permission, column: Column) -> Cell:
    """What a role has as such; somebody with two roles has the rights of both."""
    reasons = [reason for reason in RULES[permission] if reason.whose in {column.whose, MEMBER}]
    if any(not reason.condition for reason in reasons):
        return Cell(column, is_allowed=True, condition="")
    conditions = " of ".join(reason.condition for reason in reasons)
    return Cell(column, is_allowed=bool(reasons), condition=f"alleen {conditions}" if conditions else "")
