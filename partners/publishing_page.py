"""What an entry misses before it can be published."""

from network.models import Municipality
from partners.completeness import Missing, missing_for_publishing
from partners.contents import Town, contents_of
from partners.forms import ways_of
from partners.models import CareService


def missing_in(service: CareService) -> list[Missing]:
    region = Town.of(Municipality.objects.to_choose_from())
    return missing_for_publishing(contents_of(service), ways_of(service), region)
