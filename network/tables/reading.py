"""From the bytes of a file to a table, whatever kind of file it is."""

from collections.abc import Collection

from network.tables.layout import heading_key, with_header
from network.tables.separated import read_separated
from network.tables.table import Table
from network.tables.workbooks import read_workbook

_ZIP, _OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"


def read_table(
    content: bytes, *, file_name: str, sheet: str = "", separator: str = "", known_headers: Collection[str] = ()
) -> Table:
    """Read a table from a file of any kind that we know; raises TableError when there is none.

    `sheet` and `separator` are what a person chose instead of our guess. `known_headers` are headings that tell which
    sheet and which row are meant. What the file holds decides, and never its name.
    """
    known = frozenset(heading_key(heading) for heading in known_headers)
    if content.startswith((_ZIP, _OLD_OFFICE)):
        return read_workbook(content, sheet=sheet, known=known)
    table, grid = read_separated(content, separator=separator)
    return with_header(table, grid, known)
