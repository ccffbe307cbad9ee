from functools import cache

from django.conf import settings
from jwt.algorithms import get_default_algorithms


@cache
def published():
    """The key set (RFC 7517 §5) that tokens are verified with. A shared secret is in none."""
    algorithm = settings.SIMPLE_JWT["ALGORITHM"]
    if algorithm.startswith("HS"):
        return {"keys": []}
    maker = get_default_algorithms()[algorithm]
    key = maker.to_jwk(maker.prepare_key(settings.SIMPLE_JWT["VERIFYING_KEY"]), as_dict=True)
    key.pop("key_ops", None)
    return {"keys": [{**key, "use": "sig", "alg": algorithm}]}
