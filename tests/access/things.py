"""The things that addresses are about, by the words that the table uses."""

from typing import Any

from partners.models import ChangeRequest, RiskyField, ServiceStatus
from tests.cast import Cast
from tests.factories import ActionFactory, CareServiceFactory, PlanFactory


def things_with_an_address(cast: Cast) -> dict[str, dict[str, Any]]:
    """Words of the table → arguments of the address."""
    published = CareServiceFactory(organisation=cast.lead_organisation)
    draft = CareServiceFactory(organisation=cast.lead_organisation, status=ServiceStatus.DRAFT)
    new_number = ChangeRequest.objects.create(
        service=published, field=RiskyField.CLIENT_PHONE, old_value="088-0000 000", new_value="088-0000 001"
    )
    plan = PlanFactory()
    action = ActionFactory(plan=plan, lead_organisation=cast.lead_organisation)
    action_of_tiel = ActionFactory(plan=plan, lead_organisation=cast.tiel_organisation)
    return {
        "": {},
        "MEE": {"pk": cast.lead_organisation.pk},
        "aanbod van MEE, gepubliceerd": {"short_id": published.short_id},
        "aanbod van MEE, concept": {"short_id": draft.short_id},
        "nieuw nummer van MEE": {"pk": new_number.pk},
        "actie van MEE": {"pk": action.pk},
        "actie van de gemeente Tiel": {"pk": action_of_tiel.pk},
    }
