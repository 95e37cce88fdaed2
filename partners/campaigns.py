"""What became of a campaign: per partner what was confirmed, what changed, and what nobody answered."""

from collections import defaultdict
from dataclasses import dataclass, field

from partners.models import Campaign, CareService, Organisation, SectionCheck


@dataclass
class PartnerInCampaign:
    """The entries of one partner, by what its people said since the campaign began."""

    organisation: Organisation
    confirmed: list[CareService] = field(default_factory=list)
    changed: list[CareService] = field(default_factory=list)
    partly: list[CareService] = field(default_factory=list)  # somebody answered «weet ik niet» to a part
    unanswered: list[CareService] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        return not self.partly and not self.unanswered


def partners_in(campaign: Campaign) -> list[PartnerInCampaign]:
    """By name, who did not answer yet first. What changed counts as changed, confirmed or not."""
    since = campaign.starts_on
    answered = SectionCheck.objects.filter(checked_on__gte=since)
    partly = set(answered.values_list("service", flat=True))
    found: dict[int, PartnerInCampaign] = {}
    for service in (
        CareService.objects.published().select_related("organisation").order_by("organisation__name", "name")
    ):
        partner = found.setdefault(service.organisation_id, PartnerInCampaign(service.organisation))
        if service.last_changed_on >= since:
            partner.changed.append(service)
        elif service.last_verified_on and service.last_verified_on >= since:
            partner.confirmed.append(service)
        elif service.pk in partly:
            partner.partly.append(service)
        else:
            partner.unanswered.append(service)
    return sorted(found.values(), key=lambda partner: partner.is_ready)


def totals(partners: list[PartnerInCampaign]) -> dict[str, int]:
    numbers: dict[str, int] = defaultdict(int)
    for partner in partners:
        for name in ("confirmed", "changed", "partly", "unanswered"):
            numbers[name] += len(getattr(partner, name))
    return dict(numbers)
