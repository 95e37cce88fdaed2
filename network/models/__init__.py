from network.models.calendar import CalendarFeed
from network.models.demo import DemoMarker
from network.models.imports import ImportState, RememberedLayout, WaitingImport
from network.models.invitations import Invitation, SecondFactorReset
from network.models.keeping import HistoryRemoval, HistorySeal, RemovalReason
from network.models.mail import HomeAddress, Mailing, MailingState, Notification, ScheduledRun
from network.models.people import Person, Role, RoleGrant
from network.models.region import (
    AreaKind,
    AreaMembership,
    AreaSet,
    Municipality,
    MunicipalOffice,
    Office,
    Population,
    Region,
)
from network.models.terms import OtherWord, Term, WordKind

__all__ = [
    "AreaKind",
    "AreaMembership",
    "AreaSet",
    "CalendarFeed",
    "DemoMarker",
    "HistoryRemoval",
    "HistorySeal",
    "HomeAddress",
    "ImportState",
    "Invitation",
    "Mailing",
    "MailingState",
    "MunicipalOffice",
    "Municipality",
    "Notification",
    "Office",
    "OtherWord",
    "Person",
    "Population",
    "Region",
    "RememberedLayout",
    "RemovalReason",
    "Role",
    "RoleGrant",
    "ScheduledRun",
    "SecondFactorReset",
    "Term",
    "WaitingImport",
    "WordKind",
]
