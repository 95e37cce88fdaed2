"""Settings of the portal. Each environment variable is read once, here; `.env.example` explains every one."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from network import logs
from network.databases import OUTSIDE, databases, readable_url
from network.private_files import storage

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(BASE_DIR / ".env")

# --- the machine ---------------------------------------------------------------------------------------------

DATA_DIR = Path(env.str("PORTAL_DATA_DIR", default=str(BASE_DIR / "var"))).absolute()
DEBUG = env.bool("DEBUG", default=False)
PORTAL_DEMO = env.bool("PORTAL_DEMO", default=False)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="demo-portaal")
PORT = env.int("PORT", default=8000)
PORTAL_URL = env.str("PORTAL_URL", default=f"http://localhost:{PORT}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
VERSION = "0.1.0"
# What the operator's own monitoring asks with, and where failures are reported; both off when empty.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
SENTRY_DSN = env.str("SENTRY_DSN", default="")
# Whom to tell of a weakness: «mailto:» or «https:», shown in /.well-known/security.txt; no file when empty.
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])
if not all(contact.startswith(("mailto:", "https://")) for contact in SECURITY_CONTACT):
    raise ImproperlyConfigured("SECURITY_CONTACT begint met «mailto:» of «https://» (zie .env.example).")


def _secret_key() -> str:
    """The given key, or for a clone without configuration one of its own, kept beside its database."""
    if given := env.str("SECRET_KEY", default=""):
        return given
    if env.str("DATABASE_URL", default=""):
        raise ImproperlyConfigured(
            "SECRET_KEY ontbreekt. Zet een lange, willekeurige tekst in de omgeving of in .env (zie .env.example)."
        )
    from network.secret import key_of_this_clone

    return key_of_this_clone(DATA_DIR)


SECRET_KEY = _secret_key()

# --- the database: a server that is named, or our own embedded one --------------------------------------------

USES_EMBEDDED_DATABASE = not env.str("DATABASE_URL", default="")
if USES_EMBEDDED_DATABASE:
    from network.postgres import ensure

    _cluster = ensure(DATA_DIR)
    DATABASE_URL, DATABASE_OWNER_URL = _cluster.web_url, _cluster.owner_url
else:
    DATABASE_URL = readable_url("DATABASE_URL", env.str("DATABASE_URL"))
    DATABASE_OWNER_URL = readable_url("DATABASE_OWNER_URL", env.str("DATABASE_OWNER_URL", default=""))

# Behind a pooler that lends a connection for one transaction, the worker hears of jobs over a connection of its own.
DATABASE_POOLED = env.bool("DATABASE_POOLED", default=False)
DATABASE_DIRECT_URL = readable_url("DATABASE_DIRECT_URL", env.str("DATABASE_DIRECT_URL", default=""))
if DATABASE_POOLED and not DATABASE_DIRECT_URL:
    raise ImproperlyConfigured(
        "DATABASE_DIRECT_URL ontbreekt. Met DATABASE_POOLED=1 heeft het werk op de achtergrond ook een verbinding "
        "nodig die niet door de pooler gaat (zie .env.example)."
    )
# A copy that answers who only reads.
DATABASE_READ_URL = readable_url("DATABASE_READ_URL", env.str("DATABASE_READ_URL", default=""))
# What one machine kept for itself goes where all of them find it.
SEVERAL_MACHINES = env.bool("SEVERAL_MACHINES", default=False)
FILES_URL = env.str("FILES_URL", default="")
if SEVERAL_MACHINES and (USES_EMBEDDED_DATABASE or not FILES_URL):
    raise ImproperlyConfigured(
        "Met SEVERAL_MACHINES=1 delen de machines één database (DATABASE_URL) en één opslag van bestanden (FILES_URL). "
        "Zet beide (zie .env.example)."
    )
DATABASES = databases(
    DATABASE_URL, pooled=DATABASE_POOLED, read_url=DATABASE_READ_URL, several_machines=SEVERAL_MACHINES
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- the parts -------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "network",
    "partners",
    "actionplan",
    "monitor",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "rules",
]

MIDDLEWARE = [
    "network.frames.frames_in_one_piece",
    "network.logs.request_line",
    # Headers first, so that whatever answers below, a file or an error too, gets them.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "network.middleware.security_headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "network.readable.only_readable_text",
    "partners.public_cache.answer_from_memory",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.middleware.session_that_ends",
    "network.packing.pack_pages_of_members",
    # Before the role and the transaction of a visitor, which then are those of the copy.
    "network.reading_elsewhere.read_from_the_copy",
    "network.middleware.public_database_role",
    "network.middleware.history_context",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "network.middleware.PrivateByDefault",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "network.middleware.second_factor",
    "network.middleware.page_for_a_button",
    "actionplan.closed_plans.PageForAClosedPlan",
]

ROOT_URLCONF = "network.urls"
WSGI_APPLICATION = "network.wsgi.application"

FORM_RENDERER = "network.rendering.DutchFormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "network.context.portal",
            ],
            "builtins": ["network.templatetags.addresses"],
        },
    }
]

# --- language and time -------------------------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
# Years must never read «2.025» (field case FC-050), so grouping is done by our own filters, not by Django.
USE_THOUSAND_SEPARATOR = False

# --- files ------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
# Sources stay behind: what a browser gets is bundled into static/build/ by script/setup.
STATICFILES_DIRS = [
    ("build", BASE_DIR / "static" / "build"),
    ("img", BASE_DIR / "static" / "img"),
    ("handleiding", BASE_DIR / "docs" / "img" / "handleiding"),
]
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    # A private file has no address of its own, a view serves it after asking the policy.
    "default": storage(FILES_URL, PRIVATE_ROOT),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Pages ask for hashed names only, and compressing is the slow part of a first start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
IMPORT_MAX_BYTES = 20 * 1024 * 1024

# --- what is worked out once --------------------------------------------------------------------------------------

CACHES = {
    # Limits on signing in, shared by the web processes.
    "default": {
        "BACKEND": "network.shared_cache.SharedCache",
        "LOCATION": DATA_DIR / "limits",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # Shared by the web processes and the worker: how far a long job is, and what was looked at before it is saved.
    "shared": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
    # Charts that were drawn, and files of editions. Each machine makes its own: they are large, and never differ.
    "drawings": {
        "BACKEND": "network.shared_cache.CacheOfThisMachine",
        "LOCATION": DATA_DIR / "drawings",
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
if SEVERAL_MACHINES:
    for _name in ("default", "shared"):
        CACHES[_name] = {
            "BACKEND": "network.shared_cache.CacheOfAllMachines",
            "LOCATION": OUTSIDE,
            "KEY_PREFIX": _name,
            "TIMEOUT": CACHES[_name].get("TIMEOUT", 300),
        }

# A help page that was made is shown to other visitors for this long; what changed must be there within a minute.
HELP_PAGES_ARE_KEPT = timedelta(seconds=30)

# --- accounts -----------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "network.Person"
AUTHENTICATION_BACKENDS = [
    "network.policy.PolicyBackend",
    "network.accounts.SignInBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "network.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "network.passwords.NotOurOwnWords"},
]
PASSWORD_RESET_TIMEOUT = 3600
ACCOUNT_ADAPTER = "network.accounts.InvitationOnlyAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "reset_password": "network.accounts.NewPasswordForm",
    "user_token": "network.accounts.NewPasswordLink",
}
MFA_FORMS = {"activate_totp": "network.account_forms.CodeOfTheApp"}
# Per place, and per place and address together (see the adapter): never per address alone, or a stranger who guesses
# locks out whom the address belongs to.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "reset_password": "20/m/ip",
    "confirm_entry": "60/m/ip",
    "confirm_email": False,
}
MFA_ADAPTER = "network.accounts.SecondStepAdapter"
# The first seals the secrets of second steps, the others still open what was sealed before.
MFA_KEYS = [env.str("MFA_KEY", default="") or SECRET_KEY, *env.list("MFA_FORMER_KEYS", default=[])]
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Netwerkportaal"
# An invitation proves the address, since its link is the way to choose a password. Without this nobody could set up a
# second step.
MFA_ALLOW_UNVERIFIED_EMAIL = True
SECOND_FACTOR_REQUIRED = not PORTAL_DEMO

# Signing in through one's own employer; only when a server is named.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="").rstrip("/")
OIDC_NAME = env.str("OIDC_NAME", default="Uw werkaccount")
OIDC_TRUSTS_SECOND_FACTOR = env.bool("OIDC_TRUSTS_SECOND_FACTOR", default=False)
SOCIALACCOUNT_ADAPTER = "network.oidc.EmployerAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "werkaccount",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ]
        if OIDC_SERVER_URL
        else [],
    }
}

# --- safety of the browser ------------------------------------------------------------------------------------------

# Who hears of a page that somebody cannot use.
ACCESSIBILITY_CONTACT = env.str("ACCESSIBILITY_CONTACT", default="")
EXIT_URL = env.str("EXIT_URL", default="https://www.knmi.nl/")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
# A clone on loopback speaks http; every other installation stands behind TLS.
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
IS_LOOPBACK_ONLY = set(ALLOWED_HOSTS) <= _LOOPBACK
USES_TLS = env.bool("USES_TLS", default=not IS_LOOPBACK_ONLY)
# How many proxies of our own stand before the portal: so many of the addresses in X-Forwarded-For are to be believed.
# Believing none of one that is there would make everybody one visitor, and one who guesses would shut all others out.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0 if IS_LOOPBACK_ONLY else 1)
SECURE_SSL_REDIRECT = USES_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if USES_TLS else None
SECURE_REDIRECT_EXEMPT = [r"^gezondheid/$"]
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if USES_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = USES_TLS
# Preloading binds the whole domain for good, so that is the operator's choice.
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SECURE_CONTENT_TYPE_NOSNIFF = True
# Tells no other site where a visitor came from. «no-referrer» would tell no more, but makes browsers send our own forms
# with «Origin: null», which the protection against forged forms must refuse.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
_COOKIE_PREFIX = "__Host-" if USES_TLS else ""
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = USES_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "network.session_store"
SESSION_IDLE = 30 * 60
SESSION_LIFE = 12 * 3600
# A click is written once a minute, so a session is kept a minute longer than it lasts.
SESSION_COOKIE_AGE = SESSION_IDLE + 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrftoken"
CSRF_FAILURE_VIEW = "network.errors.csrf_failure"

# --- mail ----------------------------------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20  # seconds: a mail server that says nothing may not keep the worker
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Netwerkportaal <noreply@localhost>")

# --- keeping what there is ------------------------------------------------------------------------------------------

# Best another disk than that of the database. What is put there is encrypted as soon as there is a key of age.
BACKUP_DIR = Path(env.str("BACKUP_DIR", default="") or DATA_DIR / "backups").absolute()
if any(BACKUP_DIR.is_relative_to(folder) for folder in (STATIC_ROOT, PRIVATE_ROOT)):
    raise ImproperlyConfigured(
        "BACKUP_DIR ligt in de map die de webserver uitdeelt, of tussen de besloten bestanden. Kies een andere map."
    )
BACKUP_KEY = env.str("BACKUP_KEY", default="")
BACKUP_RECIPIENT = env.str("BACKUP_RECIPIENT", default="")
BACKUP_KEEP = env.int("BACKUP_KEEP", default=35)
if BACKUP_KEEP < 1:
    raise ImproperlyConfigured("BACKUP_KEEP is het aantal dagen dat een back-up blijft staan, en minstens 1.")
if BACKUP_KEY and not BACKUP_KEY.startswith("AGE-SECRET-KEY-1"):
    raise ImproperlyConfigured("BACKUP_KEY is geen sleutel van age. Maak er een met «manage.py backup --new-key».")
if BACKUP_RECIPIENT and not BACKUP_RECIPIENT.startswith("age1"):
    raise ImproperlyConfigured("BACKUP_RECIPIENT is geen openbare sleutel van age; die begint met «age1».")
# Whom the alarms tell that something that must happen does not, and the switch that rings when even they are silent.
ALARM_EMAIL = env.list("ALARM_EMAIL", default=[])
if not all("@" in address for address in ALARM_EMAIL):
    raise ImproperlyConfigured("ALARM_EMAIL is geen lijst van e-mailadressen met komma's ertussen (zie .env.example).")
ALARM_URL = env.str("ALARM_URL", default="")
if ALARM_URL and not ALARM_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("ALARM_URL begint met «https://» of «http://» (zie .env.example).")
# Whose end the alarms watch: a file, or else what PORTAL_URL itself answers with.
ALARM_CERTIFICATE = env.str("ALARM_CERTIFICATE", default="")

# --- jobs ------------------------------------------------------------------------------------------------------------

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- logs ------------------------------------------------------------------------------------------------------------

LOGGING = logs.configuration(
    {
        # Without the handler that would mail the settings and the request to administrators.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"filters": ["failures"]},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": False},
        "procrastinate.blueprints": {"level": "WARNING"},
        "procrastinate.periodic": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
    }
)
