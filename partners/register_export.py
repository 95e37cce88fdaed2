"""The register as a file: in our own layout, which can be brought in again, and apart from it who may be named."""

from collections.abc import Callable

from network.spreadsheets import Cell, as_csv, as_ods, as_xlsx
from partners.models import Domain, Organisation, OrganisationKind
from partners.models.register import MembershipQuerySet, OrganisationQuerySet
from partners.organisation_columns import COLUMNS

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
CONTACT_COLUMNS: list[Cell] = ["Organisatie", "Naam", "Functie", "Waarvoor", "Telefoon", "E-mail"]

_CELLS: dict[str, Callable[[Organisation], Cell]] = {
    "id": lambda partner: partner.pk,
    "kind": lambda partner: OrganisationKind(partner.kind).label,
    "domain": lambda partner: Domain(partner.domain).label,
    "municipality": lambda partner: partner.municipality.name if partner.municipality else None,
    "municipalities_served": lambda partner: ", ".join(each.name for each in partner.municipalities_served.all()),
}


def register_as(file_format: str, partners: OrganisationQuerySet) -> str | bytes:
    """All of them, also who left: the columns of an import, under the same headings."""
    found = partners.select_related("municipality").prefetch_related("municipalities_served").order_by("name", "pk")
    rows: list[list[Cell]] = [[column.label for column in COLUMNS]]
    rows += [[_cell(partner, column.key) for column in COLUMNS] for partner in found]
    return _as(file_format, rows, sheet="Partners")


def contacts_as(file_format: str, contacts: MembershipQuerySet) -> str | bytes:
    """Only who agreed to be listed, whoever asks."""
    found = contacts.on().listed().with_names().in_active_organisation().order_by("organisation__name", "person__name")
    rows: list[list[Cell]] = [
        [
            each.organisation.name,
            each.person.name,
            each.function,
            each.get_contact_kind_display(),
            each.phone,
            each.person.email,
        ]
        for each in found
    ]
    return _as(file_format, [CONTACT_COLUMNS, *rows], sheet="Contactpersonen")


def _cell(partner: Organisation, key: str) -> Cell:
    make = _CELLS.get(key)
    value: Cell = make(partner) if make else getattr(partner, key)
    return value if value != "" else None


def _as(file_format: str, rows: list[list[Cell]], *, sheet: str) -> str | bytes:
    if file_format == "csv":
        return as_csv(rows)
    return as_xlsx(rows, sheet=sheet) if file_format == "xlsx" else as_ods(rows, sheet=sheet)
