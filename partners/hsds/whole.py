"""Everything of entries, as the pages of the API have it, and as one file that holds all of them."""

import json
from collections.abc import Iterable, Sequence

from network.database import PUBLIC, acting_as
from network.dates import today
from network.models import Region
from partners.hsds.ids import Json
from partners.hsds.services import nested
from partners.models import CareService


def everything_public() -> str:
    """The database answers as the role of visitors, whoever asks."""
    with acting_as(PUBLIC):
        contents = all_nested(CareService.objects.open_to_the_public().order_by("pk").with_what_visitors_see())
    return json.dumps(page(contents, number=1, pages=1, total=len(contents)), ensure_ascii=False, indent=1)


def page(contents: Sequence[Json], *, number: int, pages: int, total: int) -> Json:
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


def all_nested(services: Iterable[CareService]) -> list[Json]:
    day, region = today(), name_of_region()
    return [nested(service, day, region=region) for service in services]


def name_of_region() -> str:
    region = Region.objects.first()
    return region.name if region else ""
