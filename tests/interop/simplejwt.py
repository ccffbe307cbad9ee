"""A Django project that issues tokens, for one setting of SimpleJWT after another: JSON in, JSON out."""

import importlib
import json
import sys

import django
from django.conf import settings
from django.test import override_settings

settings.configure(
    SECRET_KEY="not used: every setting brings its keys",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework_simplejwt"],
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from rest_framework_simplejwt import state  # noqa: E402
from rest_framework_simplejwt.exceptions import TokenError  # noqa: E402
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken  # noqa: E402


def issue(job):
    """The answer of the login view."""
    refresh = RefreshToken.for_user(User(pk=42, username="user-42"))
    return {"access": str(refresh.access_token), "refresh": str(refresh)}


def refresh(job):
    """The answer of the refresh view, without rotation."""
    return {"access": str(RefreshToken(job["token"]).access_token)}


def check(job):
    return {kind.token_type: verdict(kind, job["token"]) for kind in (AccessToken, RefreshToken)}


def verdict(kind, token):
    try:
        return {"value": kind(token).payload}
    except TokenError as error:
        return {"error": str(error)}


def run(job):
    with override_settings(SIMPLE_JWT=job["settings"]):
        # It reads its settings once, when it is imported.
        importlib.reload(state)
        return {"issue": issue, "refresh": refresh, "check": check}[job["task"]](job)


json.dump([run(job) for job in json.load(sys.stdin)], sys.stdout)
