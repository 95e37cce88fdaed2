"""Corrects the tags of a PDF, so that what is read aloud is what stands on the page, once and in order.

WeasyPrint cuts paragraphs and tables at the end of a page into separate ones, tags page numbers and decorations as
content, and gives header cells no scope. All of it is set right here, just before the file is written.
"""

from collections.abc import Iterator
from typing import Any

import pydyf

# A structure element is a pydyf.Dictionary with a number of its own; K holds its kids as references or marked content.
Element = Any

# These hold marked content or an annotation of their own page, so they stay apart when a page ends in the middle.
_BOUND_TO_A_PAGE = {"/Span", "/Link", "/Figure", "/Form", "/NonStruct"}
_REPEATED_ON_EVERY_PAGE = {"/THead", "/TFoot", "/Caption"}
_SVG = "{http://www.w3.org/2000/svg}"
_SCOPE = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Column"}


class TagTree:
    """The tags of one document. `watch()` before it is drawn, `correct()` before it is written."""

    def __init__(self) -> None:
        self.boxes: dict[int, Any] = {}  # number of an element → the box that it was made for

    def watch(self, tags_module: Any) -> None:
        """Remember which element came from which HTML, which WeasyPrint forgets. Touches its one private function."""
        build = tags_module._build_box_tree  # noqa: SLF001  (there is no public way; the version is pinned)

        def building(box: Any, *rest: Any) -> Iterator[Element]:
            for element in build(box, *rest):
                self.boxes.setdefault(element.number, box)
                yield element

        tags_module._build_box_tree = building  # noqa: SLF001

    def correct(self, pdf: Any) -> None:
        self.pdf = pdf
        self.objects = {each.reference: each for each in pdf.objects}
        self.places: dict[bytes, dict[int, int]] = {}  # page → number of marked content → where its stream begins it
        root = self._object(pdf.catalog["StructTreeRoot"])
        self.document = self._object(root["K"][0])
        self.marks = self._object(root["ParentTree"])["Nums"]
        self._hide_margins()
        self._hide_what_the_page_hides(self.document)
        self._describe_figures()
        self._join(self.document)
        self._name_contents()
        for table in [element for element in self._all(self.document) if element["S"] == "/Table"]:
            self._name_headers(table)
        self._index_headers(root)
        self._close_the_gaps()

    # --- looking around ------------------------------------------------------------------------------------------

    def _object(self, reference: bytes) -> Any:
        return self.objects[reference]

    def _kids(self, element: Element) -> list[Element]:
        """The structure elements right below; marked content and annotations are no elements."""
        objects = self.objects
        return [objects[kid] for kid in element["K"] if isinstance(kid, bytes) and "S" in objects[kid]]

    def _all(self, element: Element) -> Iterator[Element]:
        """Everything below, in the order in which it is read; a loop, since it is gone through so often."""
        waiting = self._kids(element)[::-1]
        while waiting:
            kid = waiting.pop()
            yield kid
            waiting.extend(reversed(self._kids(kid)))

    def _html(self, element: Element, attribute: str) -> str | None:
        """An attribute of the HTML element that this was made for."""
        box = self.boxes.get(element.number)
        return None if box is None or box.element is None else box.element.get(attribute)

    # --- decoration: drawn, and not read aloud ----------------------------------------------------------------------

    def _hide_margins(self) -> None:
        """Running heads and page numbers: WeasyPrint makes elements for them that hang nowhere in the tree."""
        reachable = {element.number for element in self._all(self.document)} | {self.document.number}
        for element in list(self.objects.values()):
            is_element = isinstance(element, dict) and element.get("Type") == "/StructElem"
            if is_element and element.number not in reachable:
                self._hide(element, recursive=False)

    def _hide_what_the_page_hides(self, parent: Element) -> None:
        """What is hidden from screen readers on the page, and pictures without a description."""
        for kid in self._kids(parent):
            is_nameless = kid["S"] == "/Figure" and self._html(kid, "alt") == ""
            if is_nameless or self._html(kid, "aria-hidden") == "true":
                parent["K"].remove(kid.reference)
                self._hide(kid)
            else:
                self._hide_what_the_page_hides(kid)

    def _hide(self, element: Element, *, recursive: bool = True) -> None:
        """Turn the marked content of an element into an artifact, and the element into nothing."""
        for kid in self._kids(element) if recursive else []:
            self._hide(kid)
        for mark in [kid for kid in element["K"] if isinstance(kid, int)]:
            self._draw_as_artifact(element["Pg"], mark)
        element.clear()

    def _draw_as_artifact(self, page: bytes, mark: int) -> None:
        stream = self._stream(page)
        if page not in self.places:
            marked = ((index, each) for index, each in enumerate(stream) if isinstance(each, dict) and "MCID" in each)
            self.places[page] = {each["MCID"]: index for index, each in marked}
        if index := self.places[page].get(mark):
            stream[index - 1 : index + 2] = ["/Artifact", b"BMC", None]  # a gap, so that all else keeps its place
        page_number = self._object(page)["StructParents"]
        self.marks[2 * page_number + 1][mark] = b"null"

    def _stream(self, page: bytes) -> list[Any]:
        """What draws a page: numbers, words and properties, one after the other."""
        drawn: list[Any] = self._object(self._object(page)["Contents"]).stream
        return drawn

    def _close_the_gaps(self) -> None:
        for page in self.places:
            stream = self._stream(page)
            stream[:] = [each for each in stream if each is not None]

    # --- pictures ------------------------------------------------------------------------------------------------

    def _describe_figures(self) -> None:
        """An SVG may be described in a label, or at more length below its title; WeasyPrint reads the title only."""
        for figure in [element for element in self._all(self.document) if element["S"] == "/Figure"]:
            html = self.boxes[figure.number].element
            texts = [html.get("aria-label") or html.findtext(f"{_SVG}title"), html.findtext(f"{_SVG}desc")]
            if description := ". ".join(text.strip().rstrip(".") for text in texts if text):
                figure["Alt"] = pydyf.String(description)

    # --- what a page break cut in two -----------------------------------------------------------------------------

    def _join(self, parent: Element) -> None:
        """Put the parts of one paragraph, list or table together again, in the element of their first page."""
        first_parts: dict[tuple[Any, str, str], Element] = {}
        for kid in self._kids(parent):
            box = self.boxes.get(kid.number)
            if box is None or box.element is None or kid["S"] in _BOUND_TO_A_PAGE:
                continue
            origin = (box.element, box.element_tag, kid["S"])
            first: Element = first_parts.setdefault(origin, kid)
            if first is kid:
                continue
            if first["Pg"] == kid["Pg"]:
                first_parts[origin] = kid  # two boxes of one element, side by side
                continue
            parent["K"].remove(kid.reference)
            if kid["S"] in _REPEATED_ON_EVERY_PAGE:
                self._hide(kid)
            else:
                self._move_kids(kid, first)
        for kid in self._kids(parent):
            self._join(kid)

    def _move_kids(self, source: Element, target: Element) -> None:
        for reference in source["K"]:
            if isinstance(reference, bytes) and "P" in (kid := self._object(reference)):
                kid["P"] = target.reference
            target["K"].append(reference)
        source.clear()

    # --- the table of contents --------------------------------------------------------------------------------------

    def _name_contents(self) -> None:
        """WeasyPrint knows lists; a list of what stands where has names of its own."""
        for contents in [element for element in self._all(self.document) if self._html(element, "class") == "toc"]:
            contents["S"] = "/TOC"
            for item in self._kids(contents):
                item["S"] = "/TOCI"
                for entry in self._kids(item):
                    entry["S"] = "/Reference"
            self._say_where_links_lead(contents)

    def _say_where_links_lead(self, contents: Element) -> None:
        """WeasyPrint tells the name inside the file."""
        for link in [element for element in self._all(contents) if element["S"] == "/Link"]:
            box = self.boxes[link.number]
            if box.link_annotation:
                box.link_annotation["Contents"] = pydyf.String(box.element.text)

    # --- header cells ---------------------------------------------------------------------------------------------

    def _name_headers(self, table: Element) -> None:
        """Give each header cell its scope and an id, and each other cell the ids of its headers."""
        columns: dict[int, list[Any]] = {}
        group: list[Any] = []
        reserved: dict[int, int] = {}  # column → rows that a cell from above still takes
        for row in [element for element in self._all(table) if element["S"] == "/TR"]:
            cells = [cell for cell in self._kids(row) if cell["S"] in {"/TH", "/TD"}]
            is_group = any(self._html(cell, "scope") == "rowgroup" for cell in cells)
            own = [self._header_id(cell) for cell in cells if self._html(cell, "scope") == "row"]
            column = 0
            for cell in cells:
                while reserved.get(column, 0) > 0:
                    reserved[column] -= 1
                    column += 1
                span = range(column, column + cell["A"].get("ColSpan", 1))
                reserved.update(dict.fromkeys(span, cell["A"].get("RowSpan", 1) - 1))
                column = span.stop
                self._name_header_cell(cell, span, columns) if cell["S"] == "/TH" else self._point_to_headers(
                    cell, [*own, *group, *(header for index in span for header in columns.get(index, []))]
                )
            if is_group:
                group = [self._header_id(cell) for cell in cells if cell["S"] == "/TH"]

    def _name_header_cell(self, cell: Element, span: range, columns: dict[int, list[Any]]) -> None:
        scope = self._html(cell, "scope") or "col"
        cell["A"]["Scope"] = _SCOPE[scope]
        identifier = self._header_id(cell)
        if scope in {"col", "colgroup"}:
            for index in span:
                columns.setdefault(index, []).append(identifier)

    def _point_to_headers(self, cell: Element, headers: list[Any]) -> None:
        array = cell["A"].get("Headers")
        if array is not None:
            array[:] = headers

    def _header_id(self, cell: Element) -> Any:
        return cell["ID"]

    def _index_headers(self, root: Element) -> None:
        """The index of ids that a PDF with ids has to hold."""
        named = [cell for cell in self._all(self.document) if "ID" in cell]
        names = pydyf.Array()
        for cell in sorted(named, key=lambda cell: cell["ID"].string):
            names.extend([cell["ID"], cell.reference])
        index = pydyf.Dictionary({"Names": names})
        self.pdf.add_object(index)
        root["IDTree"] = index.reference
