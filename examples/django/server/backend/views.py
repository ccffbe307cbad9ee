from django.conf import settings
from django.http import JsonResponse
from rest_framework.response import Response
from rest_framework.views import APIView

from .keys import published


class WhoAmI(APIView):
    """What Django makes of a request: the user that it finds itself, and what it was told in headers of our own."""

    def get(self, request):
        told = {name: value for name, value in request.headers.items() if name.startswith("X-")}
        return Response({"user": request.user.get_username(), "id": request.user.pk, "told": told})


def health(request):
    return JsonResponse({"status": "up"})


def key_set(request):
    response = JsonResponse(published(), content_type="application/jwk-set+json")
    response["Cache-Control"] = f"public, max-age={settings.JWKS_SECONDS}"
    return response
