"""The picture of a municipality on paper."""

from datetime import date

from actionplan.one_page import whose_paper
from monitor.municipality_picture import Picture
from network.pdf import make_paper


def make_picture_paper(picture: Picture, on: date) -> bytes:
    """The PDF; PdfError with a Dutch reason when it can't be made."""
    network, is_example = whose_paper()
    context = {"picture": picture, "on": on, "network": network, "is_example": is_example}
    return make_paper("pdf/picture.html", context).content
