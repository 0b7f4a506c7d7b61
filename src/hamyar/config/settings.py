"""Settings of the product; every value from outside comes through :mod:`hamyar.config.env`."""

from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from hamyar.config.env import WrongEnvironmentError, database, read_environment, secret_key

ENVIRONMENT = read_environment()
ROOT = Path(__file__).resolve().parents[3]
DATA_FOLDER = ENVIRONMENT.folder("HAMYAR_DATA", ROOT / "var")
FACTS_FOLDER = ENVIRONMENT.folder("HAMYAR_FACTS", ROOT / "data" / "khorasan_razavi")

DEBUG = ENVIRONMENT.truth("HAMYAR_DEBUG")
SECRET_KEY = secret_key(ENVIRONMENT, DATA_FOLDER)
ALLOWED_HOSTS = ENVIRONMENT.words("HAMYAR_HOSTS", "127.0.0.1,localhost,[::1]")
SITE_ADDRESS = ENVIRONMENT.address("HAMYAR_ADDRESS", {"http", "https"}, "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]
ORGANISATION = {
    "fa": ENVIRONMENT.text("HAMYAR_ORGANISATION_FA", "سازمان همیاری شهرداری‌های خراسان رضوی"),
    "en": ENVIRONMENT.text("HAMYAR_ORGANISATION_EN", "Municipal Cooperation Organisation of Khorasan Razavi"),
}

INSTALLED_APPS = [
    "hamyar.core",
    "hamyar.accounts",
    "hamyar.places",
    "hamyar.indicators",
    "hamyar.group",
    "hamyar.priorities",
    "hamyar.visits",
    "hamyar.findings",
    "hamyar.projects",
    "hamyar.commitments",
    "hamyar.newsroom",
    "hamyar.web",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "django_vite",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "hamyar.core.pagecache.middleware.PageCacheMiddleware",
    "csp.middleware.CSPMiddleware",
    "hamyar.newsroom.middleware.CmsPolicyMiddleware",
    "hamyar.core.middleware.ImpossibleAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hamyar.accounts.middleware.SecondFactorMiddleware",
    "hamyar.accounts.middleware.SessionActivityMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "hamyar.config.urls"
WSGI_APPLICATION = "hamyar.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hamyar.core.context.site",
                "hamyar.web.context.links",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database(ENVIRONMENT, DATA_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = ENVIRONMENT.address("CACHE_URL", {"redis", "rediss"})
CACHES: dict[str, dict[str, object]] = {
    name: {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": name,
    }
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
    for name in ("default", "pages")
}
PAGE_CACHE_SECONDS = ENVIRONMENT.whole("HAMYAR_PAGE_CACHE_SECONDS", 600, most=86_400)
PART_CACHE_SECONDS = ENVIRONMENT.whole("HAMYAR_PART_CACHE_SECONDS", 600, most=86_400)
PAGE_CACHE_PROXY_SECONDS = ENVIRONMENT.whole("HAMYAR_PAGE_CACHE_PROXY_SECONDS", 0, most=3600)
PAGE_CACHE_EXCLUDED = (  # with and without /en before it
    "/account/",
    "/api/",
    "/cms/",
    "/desk/",
    "/documents/",
    "/i18n/",
    "/media/",
    "/news/read/",
    "/search/",
    "/static/",
)
PAGE_CACHE_UNWATCHED = frozenset(  # written to all day long; no public page that is kept may read them
    {
        "accounts_signinguard",
        "core_auditentry",
        "core_progress",
        "core_scheduledwork",
        "core_searchdocument",
        "core_searchposting",
        "core_searchslip",
        "django_migrations",
        "django_session",
        "django_tasks_database_dbtaskresult",
        "newsroom_dailyreading",
        "newsroom_reading",
        "newsroom_readingtotal",
        "usersessions_usersession",
        "wagtailadmin_editingsession",
        "wagtailcore_modellogentry",
        "wagtailcore_pagelogentry",
        "wagtailcore_referenceindex",
        "wagtailsearch_indexentry",
    }
)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
DASK_ADDRESS = ENVIRONMENT.address("HAMYAR_DASK", {"tcp", "tls"})
DISTANCE_SERVICE = ENVIRONMENT.address("HAMYAR_DISTANCE_SERVICE", {"http", "https"})
DISTANCE_SERVICE_KIND = ENVIRONMENT.text("HAMYAR_DISTANCE_SERVICE_KIND", "osrm")
DETOUR_FACTOR = ENVIRONMENT.real("HAMYAR_DETOUR_FACTOR", 1.3, least=1.0, most=3.0)
MAP_TILES = ENVIRONMENT.address("HAMYAR_MAP_TILES", {"http", "https"})
MAP_TILES_HOST = ["{0.scheme}://{0.netloc}".format(urlsplit(MAP_TILES))] if MAP_TILES else []

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", _("Persian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "overlay"]
TIME_ZONE = "Asia/Tehran"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
FRONTEND_DIST = ROOT / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.is_dir() else []
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_FOLDER / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_FOLDER / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "hamyar.core.assets.BuiltFilesStorage"},
}
WHITENOISE_IMMUTABLE_FILE_TEST = r"/build/|\.[0-9a-f]{12}\."  # hashed by the front-end build, or by Django
WHITENOISE_USE_FINDERS = ENVIRONMENT.truth("HAMYAR_STATIC_FROM_SOURCE")
if WHITENOISE_USE_FINDERS:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DJANGO_VITE = {"default": {"dev_mode": False, "manifest_path": FRONTEND_DIST / "manifest.json"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:desk"
ACCOUNT_ADAPTER = "hamyar.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_ADDRESS.partition(":")[0]
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip"}  # each address is guarded by accounts.SignInGuard
ACCOUNT_FORMS = {
    "login": "hamyar.accounts.forms.SignInForm",
    "reset_password": "hamyar.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "hamyar.accounts.forms.NewPasswordForm",
    "change_password": "hamyar.accounts.forms.ChangePasswordForm",
    "reauthenticate": "hamyar.accounts.forms.RepeatedPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.whole("HAMYAR_TRUSTED_PROXIES", 0, most=10)
MFA_ADAPTER = "hamyar.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up by themselves, and addresses may change
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_ADDRESS.startswith("https://")
MFA_FORMS = {
    "authenticate": "hamyar.accounts.forms.CodeForm",
    "reauthenticate": "hamyar.accounts.forms.RepeatedCodeForm",
    "activate_totp": "hamyar.accounts.forms.ActivateAppForm",
}
USERSESSIONS_TRACK_ACTIVITY = True
SECOND_FACTOR_GRACE_DAYS = ENVIRONMENT.whole("HAMYAR_SECOND_FACTOR_GRACE_DAYS", 7, most=90)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "hamyar.accounts.validators.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

EMAIL_HOST = ENVIRONMENT.text("HAMYAR_EMAIL_HOST")
EMAIL_PORT = ENVIRONMENT.whole("HAMYAR_EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = ENVIRONMENT.text("HAMYAR_EMAIL_USER")
EMAIL_HOST_PASSWORD = ENVIRONMENT.text("HAMYAR_EMAIL_PASSWORD")
EMAIL_USE_TLS = ENVIRONMENT.truth("HAMYAR_EMAIL_TLS", "yes")
DEFAULT_FROM_EMAIL = ENVIRONMENT.text("HAMYAR_EMAIL_FROM", "hamyar@localhost")
EMAIL_FILE_PATH = DATA_FOLDER / "mail"
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)

WAGTAIL_SITE_NAME = ORGANISATION["fa"]
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fa", "فارسی")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Tehran", "UTC"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_IMAGE_MODEL = "newsroom.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "hamyar.newsroom.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 12 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # drawn, they take 200 MB for a moment
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # files are saved, never shown as a page of ours
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "mp3",
    "mp4",
    "ods",
    "odt",
    "ogg",
    "pdf",
    "pptx",
    "webm",
    "xlsx",
    "zip",
]

HTTPS = SITE_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_FAILURE_VIEW = "hamyar.core.views.errors.form_expired"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *MAP_TILES_HOST],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF, *MAP_TILES_HOST],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

if not DEBUG and HTTPS and not ENVIRONMENT.text("HAMYAR_SECRET_KEY"):
    raise WrongEnvironmentError("HAMYAR_SECRET_KEY must be set when HAMYAR_ADDRESS is https.")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENVIRONMENT.text("HAMYAR_LOG_LEVEL", "WARNING").upper()},
}

django_stubs_ext.monkeypatch()
