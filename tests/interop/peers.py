"""The Python peers do all jobs in one run: jobs come in as JSON, tokens and verdicts go out.

Each job gives its own answer, or the error it ended in.
"""

import base64
import json
import sys

import jwt as pyjwt
from joserfc import jwt as joserfc
from joserfc.jwe import JWERegistry
from joserfc.jwk import ECKey, KeySet, OctKey, OKPKey, RSAKey


def plain(key):
    """Bytes arrive in base64, text and JWKs as they are."""
    return base64.b64decode(key["base64"]) if isinstance(key, dict) and "base64" in key else key


def pyjwt_make(job):
    return pyjwt.encode(job["claims"], pyjwt_key(job), algorithm=job["alg"], headers=job["header"])


def pyjwt_check(job):
    return pyjwt.decode(job["token"], pyjwt_key(job), algorithms=[job["alg"]], options={"require": ["exp"]})


def pyjwt_check_by_set(job):
    kid = pyjwt.get_unverified_header(job["token"])["kid"]
    key = pyjwt.PyJWKSet.from_dict(job["jwks"])[kid]
    return pyjwt.decode(job["token"], key, algorithms=[job["alg"]], options={"require": ["exp"]})


def pyjwt_key(job):
    key = plain(job["key"])
    return pyjwt.PyJWK(key, algorithm=job["alg"]).key if isinstance(key, dict) else key


def joserfc_make(job):
    return joserfc.encode({"alg": job["alg"], **job["header"]}, job["claims"], joserfc_key(job), algorithms=[job["alg"]])


def joserfc_check(job):
    return joserfc_claims(job, joserfc_key(job))


def joserfc_check_by_set(job):
    return joserfc_claims(job, KeySet.import_key_set(job["jwks"]))


def joserfc_claims(job, key):
    token = joserfc.decode(job["token"], key, algorithms=[job["alg"]])
    joserfc.JWTClaimsRegistry(exp={"essential": True}).validate(token.claims)
    return token.claims


def joserfc_encrypt(job):
    header = {"alg": job["alg"], "enc": job["enc"]}
    return joserfc.encode(header, job["claims"], joserfc_encryption_key(job), registry=joserfc_registry(job))


def joserfc_decrypt(job):
    return joserfc.decode(job["token"], joserfc_encryption_key(job), registry=joserfc_registry(job)).claims


def joserfc_encryption_key(job):
    kinds = {"oct": OctKey, "RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}
    return kinds[job["key"]["kty"]].import_key(job["key"])


def joserfc_registry(job):
    """By default joserfc has only the recommended algorithms."""
    return JWERegistry(algorithms=[job["alg"], job["enc"]])


def joserfc_key(job):
    kinds = {"HS": OctKey, "RS": RSAKey, "PS": RSAKey, "ES": ECKey, "Ed": OKPKey}
    return kinds[job["alg"][:2]].import_key(plain(job["key"]))


def joserfc_publish(job):
    """A key set of the peer's own, with the peer's thumbprints as names."""
    keys = KeySet.import_key_set({"keys": job["keys"]})
    tokens = [
        joserfc.encode({"alg": key.alg, "kid": key.thumbprint()}, job["claims"], key, algorithms=[key.alg])
        for key in keys.keys
    ]
    return {"jwks": keys.as_dict(private=False), "tokens": tokens}


def answer(job):
    try:
        return {"value": globals()[f"{job['peer']}_{job['task']}"](job)}
    except Exception as error:  # noqa: BLE001, any refusal is an answer
        return {"error": f"{type(error).__name__}: {error}"}


json.dump([answer(job) for job in json.load(sys.stdin)], sys.stdout)
