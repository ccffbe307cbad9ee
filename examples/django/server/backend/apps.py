from django.apps import AppConfig


class BackendConfig(AppConfig):
    name = "backend"

    def ready(self):
        from rest_framework_simplejwt import state

        from .ring import of_settings
        from .tokens import RingBackend

        ring = of_settings()
        # Every token looks here for what signs and verifies it, at its first use.
        if ring is not None:
            state.token_backend = RingBackend(ring)
