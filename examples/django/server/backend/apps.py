from django.apps import AppConfig


class BackendConfig(AppConfig):
    name = "backend"

    def ready(self):
        from rest_framework_simplejwt import state

        from .ring import of_settings
        from .tokens import RingBackend

        ring = of_settings()
        # SimpleJWT reads this backend when a token is first used.
        if ring is not None:
            state.token_backend = RingBackend(ring)
