"""All open data in one file: the page of the API with everything on it, as a visitor may read it."""

import json

from network.database import PUBLIC, acting_as
from network.dates import today
from network.models import Region
from partners.hsds.services import nested
from partners.models import CareService


def everything_public() -> str:
    """The database answers as the role of visitors, whoever asks."""
    with acting_as(PUBLIC):
        services = list(CareService.objects.open_to_the_public().order_by("pk").with_what_visitors_see())
        region = Region.objects.first()
        day, name = today(), region.name if region else ""
        contents = [nested(service, day, region=name) for service in services]
    page = {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "contents": contents,
    }
    return json.dumps(page, ensure_ascii=False, indent=1)
