"""Checks at the start: a portal that could leak or lose its history does not start at all."""

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connection

from network.database import WEB
from network.history_guard import holes_in_the_guard
from network.models import DemoMarker, Person

DEMO_DOMAIN = "@demo.example"


def is_a_demo_machine() -> bool:
    """The embedded database of a clone, reached over loopback only, with the demo's own marker in it."""
    return settings.USES_EMBEDDED_DATABASE and settings.IS_LOOPBACK_ONLY and DemoMarker.objects.exists()


def no_demo_on_a_real_portal() -> list[CheckMessage]:
    """The second factor off, or an account whose password is in the README: only on the demo of a clone."""
    if is_a_demo_machine():
        return []
    problems: list[CheckMessage] = []
    if not settings.SECOND_FACTOR_REQUIRED:
        problems.append(
            Error(
                "PORTAL_DEMO=1 zet de tweede stap bij het inloggen uit. Dat mag alleen op de voorbeeldregio van een"
                " kloon: met de ingebouwde database, op loopback, en met het voorbeeld geladen.",
                hint="Haal PORTAL_DEMO weg, of haal DATABASE_URL en ALLOWED_HOSTS weg en draai «manage.py demo».",
                id="network.E001",
            )
        )
    if Person.objects.filter(email__iendswith=DEMO_DOMAIN).exists():
        problems.append(
            Error(
                f"In deze database staan accounts van het voorbeeld ({DEMO_DOMAIN}). Hun wachtwoord is openbaar.",
                hint="Begin met een lege database. Verplaats nooit de voorbeeldregio naar een echte server.",
                id="network.E002",
            )
        )
    return problems


def history_is_guarded() -> list[CheckMessage]:
    """Triggers, functions and rights of the history are as this version wants them."""
    return [
        Error(
            f"De geschiedenis is niet beschermd: {hole}.",
            hint="Draai «manage.py migrate»: dat zet functies en rechten opnieuw. Helpt dat niet, ga na wie dit deed.",
            id="network.E003",
        )
        for hole in holes_in_the_guard()
    ]


def served_by_the_role_with_few_rights() -> list[CheckMessage]:
    """As the owner or a superuser everything works too, and nothing is guarded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_user")
        (role,) = cursor.fetchone()
    if role == WEB:
        return []
    return [
        Error(
            f"DATABASE_URL meldt zich bij de database aan als {role}. Dan beschermt de database niets.",
            hint=f"Zet in DATABASE_URL de rol {WEB}, en de eigenaar alleen in DATABASE_OWNER_URL. Zie .env.example.",
            id="network.E008",
        )
    ]


SHORTEST_TOKEN = 20


def settings_that_leak() -> list[CheckMessage]:
    """A host name that anybody may choose ends up in links; a page for programmers shows everything it holds."""
    problems: list[CheckMessage] = []
    if any(host == "*" or host.startswith(".") for host in settings.ALLOWED_HOSTS):
        problems.append(
            Error(
                "In ALLOWED_HOSTS staat een naam die alles toelaat.",
                hint="Noem elke naam voluit waaronder het portaal te bereiken is, zonder * en zonder punt vooraan.",
                id="network.E004",
            )
        )
    if settings.DEBUG and not settings.IS_LOOPBACK_ONLY:
        problems.append(
            Error(
                "DEBUG=1 laat bij een fout de programmacode en gegevens zien.",
                hint="Haal DEBUG weg. Het mag alleen op de machine van een ontwikkelaar.",
                id="network.E005",
            )
        )
    if 0 < len(settings.METRICS_TOKEN) < SHORTEST_TOKEN:
        problems.append(
            Error(
                f"METRICS_TOKEN is te kort om niet te raden te zijn: minder dan {SHORTEST_TOKEN} tekens.",
                hint='Maak een lange met: python3 -c "import secrets; print(secrets.token_urlsafe(32))"',
                id="network.E006",
            )
        )
    if settings.EMAIL_BACKEND.endswith(".console.EmailBackend") and not settings.IS_LOOPBACK_ONLY:
        problems.append(
            Error(
                "Er is geen mailserver. Uitnodigingen zouden met hun link in het logboek komen, en bij niemand aan.",
                hint="Zet de mailserver in EMAIL_URL. In .env.example staat hoe.",
                id="network.E007",
            )
        )
    return problems


def refuse_an_unsafe_start() -> None:
    """Stop the process, with the reason in Dutch, before it answers anybody."""
    problems = no_demo_on_a_real_portal() + history_is_guarded() + settings_that_leak()
    problems += served_by_the_role_with_few_rights()
    if problems:
        raise SystemExit("\n".join(f"Het portaal start niet. {problem.msg} {problem.hint}" for problem in problems))
