"""What every page needs: the main menu, the name of the region, the demo banner and the way out."""

from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest

from network.models import Region
from network.sessions import seconds_after_a_click
from network.templatetags.addresses import fixed_address


class NavigationItem(NamedTuple):
    label: str
    url: str
    current: bool


# The same for everyone: what a role may not do, its pages say.
_MAIN_MENU = (
    ("Mijn overzicht", "home"),
    ("Plan", "actionplan:plan"),
    ("Partners", "partners:organisation-list"),
    ("Overleg", "partners:meeting-list"),
    ("Sociale kaart", "partners:service-list"),
    ("Monitor", "monitor:dashboard"),
    ("Rapportages", "monitor:report-list"),
)
# The part of one of them that has an address of its own.
_BELONGS_TO = {
    "/regio/": "/partners/",
    "/overeenkomsten/": "/partners/",
    "/besluiten/": "/overleg/",
    "/knelpunten/": "/overleg/",
    "/leveringen/": "/monitor/",
    "/verbeterpunten/": "/overleg/",
}


def portal(request: HttpRequest) -> dict[str, Any]:
    """Costs nothing until a template prints it."""
    return {
        "navigation": cache(lambda: _main_menu(request.path)),
        "region": cache(lambda: _region(request)),
        "is_demo": settings.PORTAL_DEMO,
        "exit_url": settings.EXIT_URL,
        "employer": settings.OIDC_NAME if settings.OIDC_SERVER_URL else "",
        "session_seconds": lambda: seconds_after_a_click(request.session),
    }


def _region(request: HttpRequest) -> Region | None:
    """It came along with whoever signed in; an error page may have nobody."""
    user = getattr(request, "user", None)
    return user.region if user and user.is_authenticated else Region.objects.first()


def _main_menu(path: str) -> list[NavigationItem]:
    items = [(label, fixed_address(name)) for label, name in _MAIN_MENU]
    path = next((place for part, place in _BELONGS_TO.items() if path.startswith(part)), path)
    here = max((url for _, url in items if _is_inside(path, url)), key=len, default=None)
    return [NavigationItem(label, url, current=url == here) for label, url in items]


def _is_inside(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
