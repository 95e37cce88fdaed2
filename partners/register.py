"""The register of partners, as the network looks at it: by domain."""

from collections.abc import Iterable
from dataclasses import dataclass

from partners.models import Domain, Organisation, OrganisationKind


@dataclass(frozen=True)
class DomainGroup:
    """The partners of one domain; every network needs all three (landelijke bouwstenen, bouwsteen 2)."""

    domain: Domain
    partners: list[Organisation]

    @property
    def warning(self) -> str:
        """«Geen partner uit het veiligheidsdomein», when nobody takes part."""
        return "" if self.partners else f"Geen partner uit het {self.domain.label}"


def by_domain(partners: Iterable[Organisation]) -> list[DomainGroup]:
    """Within a domain by name, the municipalities last: there are many, and everybody knows them."""
    everybody = sorted(partners, key=lambda partner: (partner.kind == OrganisationKind.MUNICIPALITY, str(partner)))
    return [DomainGroup(domain, [p for p in everybody if p.domain == domain]) for domain in Domain]
