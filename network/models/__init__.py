from network.models.demo import DemoMarker
from network.models.people import Person, Role, RoleGrant
from network.models.region import AreaKind, AreaMembership, AreaSet, Municipality, Region

__all__ = [
    "AreaKind",
    "AreaMembership",
    "AreaSet",
    "DemoMarker",
    "Municipality",
    "Person",
    "Region",
    "Role",
    "RoleGrant",
]
