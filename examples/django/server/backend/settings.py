"""Whatever differs from one deployment to the next comes from the environment, and nothing secret has a default."""

import os
from datetime import timedelta

SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "rest_framework",
    "rest_framework_simplejwt",
    "backend",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "backend.urls"
WSGI_APPLICATION = "backend.wsgi.application"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["DATABASE"]}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True

# The gate has already verified every token. Django verifies it again, in case something in front of it is misconfigured.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}

ALGORITHM = os.environ.get("JWT_ALGORITHM", "HS256")
HAS_SECRET = ALGORITHM.startswith("HS")
REFRESH_SECONDS = int(os.environ.get("REFRESH_SECONDS", "86400"))

# With RS256 or ES256: rotating keys in a file, which the edge has as well. A key is published until its last token expires.
KEY_RING = (
    None
    if HAS_SECRET
    else {
        "path": os.environ["JWT_KEYS_FILE"],
        "secret": os.environ["JWT_KEYS_SECRET"],
        "retire_after": REFRESH_SECONDS,
    }
)
# How long clients may cache the key set: at most half of the time that a key is published before it signs.
JWKS_SECONDS = min(300, int(os.environ.get("PUBLISH_AHEAD_SECONDS", "86400")) // 2)

SIMPLE_JWT = {
    "ALGORITHM": ALGORITHM,
    # With HS256: the secret that the edge shares.
    "SIGNING_KEY": os.environ["JWT_SIGNING_KEY"] if HAS_SECRET else None,
    "ISSUER": os.environ["JWT_ISSUER"],
    "ACCESS_TOKEN_LIFETIME": timedelta(seconds=int(os.environ.get("ACCESS_SECONDS", "300"))),
    "REFRESH_TOKEN_LIFETIME": timedelta(seconds=REFRESH_SECONDS),
    "TOKEN_OBTAIN_SERIALIZER": "backend.login.PairSerializer",
}
