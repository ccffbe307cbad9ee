"""The issuer's keys, as keyRing of jwt-wasm/issuer stores them: a JWK Set in which `nbf` is the time from which a key signs, and
encrypted as a JWE (RFC 7517 §7). Worker and Django have the same keys and the same clock, so they use the same key."""

import json
import os
import time
from base64 import urlsafe_b64decode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

# The most by which the clocks of two machines may differ.
SKEW = 60
PUBLIC = ("kty", "crv", "x", "y", "n", "e", "kid", "alg")


class Ring:
    """The keys of a file, which a cron replaces."""

    def __init__(self, path, secret, retire_after):
        self._path = path
        self._secret = _bytes(secret)
        self._retire_after = retire_after
        self._stamp = None
        self._keys = []

    def signing(self):
        """The key whose turn it is."""
        keys = self._read()
        begun = [key for key in keys if key.get("nbf", 0) <= time.time()]
        return begun[-1] if begun else keys[0]

    def published(self):
        """The private keys whose public halves are published: the next, the current, and those whose tokens may not have expired."""
        keys = self._read()
        ends = [key["nbf"] + self._retire_after + SKEW for key in keys[1:]] + [float("inf")]
        return [key for key, end in zip(keys, ends) if end > time.time()]

    def public_jwks(self):
        keys = [{name: key[name] for name in PUBLIC if name in key} for key in self.published()]
        return {"keys": [{**key, "use": "sig"} for key in keys]}

    def _read(self):
        stamp = os.stat(self._path).st_mtime_ns
        if stamp != self._stamp:
            with open(self._path, encoding="ascii") as file:
                keys = _decrypted(file.read(), self._secret)
            self._keys = sorted(keys, key=lambda key: key.get("nbf", 0))
            self._stamp = stamp
        return self._keys


def _decrypted(text, secret):
    header, _, nonce, content, tag = text.split(".")
    plain = AESGCM(secret).decrypt(_bytes(nonce), _bytes(content) + _bytes(tag), header.encode())
    return json.loads(plain)["keys"]


def _bytes(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def of_settings():
    """The one that the settings name; None with a shared secret."""
    return Ring(**settings.KEY_RING) if settings.KEY_RING else None
