"""Settings shared by every environment; nothing exists only in production."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.env import env, secret_list

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

SECRET_KEY = env.str("SECRET_KEY", default="")
#: Recognises those who come back and signs exchange files. Empty: ``SECRET_KEY``, as it has always been.
CONCERTATION_KEY = env.str("CONCERTATION_KEY", default="")
DEBUG = False
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
#: What devices say they run, and what a new package carries.
APP_VERSION = env.str("APP_VERSION", default="2026.11")
SITE_NAME = env.str("SITE_NAME", default="Cartes communautaires")
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000")

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "scorecards",
    "partnerships",
    "concertation",
    "actionplans",
    "reports",
    "accounts",
    "directory",
    "core",
    "accounts.operator_app.OperatorConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "config.apps.StaticConfig",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_tables2",
    "django_filters",
    "django_htmx",
    "js_lib_bootstrap5",
    "rules.apps.AutodiscoverRulesConfig",
    "pgtrigger",
    "pghistory",
    "csp",
    "rest_framework",
]

MIDDLEWARE = [
    "config.quiet.QuietMiddleware",
    "config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages and answers travel compressed; Django pads them against guessing of the token (CVE-2013-3587).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context_processors.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
DJANGO_TABLES2_TEMPLATE = "components/table.html"

DATABASES = {
    "default": {
        **env.db("DATABASE_URL", default="postgres://csc@127.0.0.1:5432/csc"),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=300),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": env.bool("DISABLE_SERVER_SIDE_CURSORS", default=False),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_PREVENT_ENUMERATION = True
# Nobody signs up alone, so that a stranger's address gets no message.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {
    "login": "accounts.auth_forms.LoginForm",
    "reset_password": "accounts.auth_forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.auth_forms.ResetPasswordKeyForm",
    "change_password": "accounts.auth_forms.ChangePasswordForm",
    "reauthenticate": "accounts.auth_forms.ReauthenticateForm",
}
MFA_ADAPTER = "accounts.adapter.MfaAdapter"
MFA_FORMS = {
    "authenticate": "accounts.auth_forms.MfaAuthenticateForm",
    "reauthenticate": "accounts.auth_forms.MfaReauthenticateForm",
    "activate_totp": "accounts.auth_forms.ActivateTOTPForm",
    "deactivate_totp": "accounts.auth_forms.DeactivateTOTPForm",
    "generate_recovery_codes": "accounts.auth_forms.GenerateRecoveryCodesForm",
}
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
#: A device that is used in the field stays signed in this long after its last contact (who may score only).
FIELD_SESSION_DAYS = env.int("FIELD_SESSION_DAYS", default=30)
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Besides what is packed already: maps are for developers only.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "jpeg", "gif", "webp", "ico", "woff", "woff2", "gz", "br"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="cartes@localhost")

CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 300
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 600_000
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 120
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_timeout": 5, "socket_connect_timeout": 2}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "reports-sweep": {"task": "reports.tasks.sweep_reports", "schedule": 5.0, "options": {"expires": 5}},
    "submissions-sweep": {
        "task": "scorecards.tasks.sweep_submissions",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "partnership-alerts": {
        "task": "partnerships.tasks.refresh_alerts_at_night",
        "schedule": crontab(hour=2, minute=20),
        "options": {"expires": 3600},
    },
    "late-answers": {
        "task": "concertation.tasks.remind_late_answers",
        "schedule": crontab(hour=7, minute=10),
        "options": {"expires": 3600},
    },
}

REPORT_LEASE_SECONDS = env.int("REPORT_LEASE_SECONDS", default=150)
REPORT_RESEND_SECONDS = env.int("REPORT_RESEND_SECONDS", default=30)
REPORT_MAX_ATTEMPTS = env.int("REPORT_MAX_ATTEMPTS", default=3)
INVITATION_DAYS = env.int("INVITATION_DAYS", default=14)
SMALL_CELL = 5
#: Whether search engines may keep the public pages.
PUBLIC_INDEXED = env.bool("PUBLIC_INDEXED", default=True)

# --- Protected channel: keys that are never in the database. The first seals, all of them open (rotation). -----------
SENSITIVE_KEYS: list[str] = secret_list("SENSITIVE_KEYS", VAR_DIR / "sensitive.keys")
#: For one web process: reports taken in, and receipts tried, per minute. Counted in memory, kept nowhere.
SENSITIVE_REPORTS_PER_MINUTE = env.int("SENSITIVE_REPORTS_PER_MINUTE", default=6)
SENSITIVE_TRIES_PER_MINUTE = env.int("SENSITIVE_TRIES_PER_MINUTE", default=10)

#: Votes on participants' phones, for one web process: ballots taken in, and unknown codes tried, per minute.
BALLOTS_PER_MINUTE = env.int("BALLOTS_PER_MINUTE", default=240)
BALLOT_CODES_PER_MINUTE = env.int("BALLOT_CODES_PER_MINUTE", default=30)

# Logs are one stream, kept by whoever runs the process; standard output belongs to what a command was asked for.
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "stream": "ext://sys.stderr", "formatter": "line"},
        "null": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        # Scanners knock with made-up host names all day; the 400 they get is enough.
        "django.security.DisallowedHost": {"handlers": ["null"], "propagate": False},
    },
}
