"""A Django site whose users log in by SimpleJWT's own views, over a database in memory: JSON in, JSON out."""

import importlib
import json
import sys
from importlib.metadata import version

import django
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from django.urls import path

settings.configure(
    SECRET_KEY="not used: every setting brings its keys",
    ALLOWED_HOSTS=["testserver"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "rest_framework",
        "rest_framework_simplejwt",
    ],
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework_simplejwt.authentication.JWTAuthentication"],
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    },
    ROOT_URLCONF=__name__,
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from rest_framework.decorators import api_view  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402
from rest_framework_simplejwt import state  # noqa: E402
from rest_framework_simplejwt.serializers import TokenObtainPairSerializer  # noqa: E402
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView  # noqa: E402

PASSWORD = "for the tests alone"


class PairSerializer(TokenObtainPairSerializer):
    """Adds a claim that does not fit a double, such as the id of a row in a sharded database."""

    @classmethod
    def get_token(cls, user):
        token = super().get_token(user)
        token["tenant_id"] = 1152921504606846977
        return token


@api_view(["GET"])
def whoami(request):
    # As text, because not every JSON reader accepts such integers.
    tenant = request.auth.payload["tenant_id"]
    return Response({"user": request.user.username, "pk": str(request.user.pk), "tenant": str(tenant)})


urlpatterns = [
    path("token/", TokenObtainPairView.as_view(serializer_class=PairSerializer)),
    path("token/refresh/", TokenRefreshView.as_view()),
    path("whoami/", whoami),
]


def log_in(job, client):
    return client.post("/token/", {"username": job["user"], "password": PASSWORD}, format="json")


def refresh(job, client):
    return client.post("/token/refresh/", {"refresh": job["token"]}, format="json")


def visit(job, client):
    return client.get("/whoami/", HTTP_AUTHORIZATION=f"Bearer {job['token']}")


TASKS = {"log in": log_in, "refresh": refresh, "visit": visit}


def run(job):
    with override_settings(SIMPLE_JWT=job["settings"]):
        # It reads its settings once, when it is imported.
        importlib.reload(state)
        answer = TASKS[job["task"]](job, APIClient())
        return {"status": answer.status_code, "body": json.loads(answer.content)}


def main():
    jobs = json.load(sys.stdin)
    call_command("migrate", verbosity=0)
    for name, key in jobs["users"].items():
        user = User(pk=int(key), username=name)
        user.set_password(PASSWORD)
        user.save()
    answers = [run(job) for job in jobs["jobs"]]
    json.dump({"version": version("djangorestframework-simplejwt"), "answers": answers}, sys.stdout)


main()
