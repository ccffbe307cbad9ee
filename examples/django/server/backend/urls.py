"""No view renews tokens: the edge does, which also knows what was revoked."""

from django.urls import path
from rest_framework_simplejwt.views import TokenObtainPairView

from . import views

urlpatterns = [
    path("api/token/", TokenObtainPairView.as_view()),
    path("api/whoami/", views.WhoAmI.as_view()),
    path("api/health/", views.health),
    path(".well-known/jwks.json", views.key_set),
]
