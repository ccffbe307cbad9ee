from functools import cache

from .ring import of_settings

ring = cache(of_settings)


def published():
    """The key set (RFC 7517 §5) that tokens are verified with. A shared secret is in none."""
    return ring().public_jwks() if ring() else {"keys": []}
