import jwt
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError
from rest_framework_simplejwt.settings import api_settings


class RingBackend(TokenBackend):
    """SimpleJWT's own, which signs with the key whose turn it is and says which one that was (`kid`)."""

    def __init__(self, ring):
        super().__init__(
            api_settings.ALGORITHM,
            audience=api_settings.AUDIENCE,
            issuer=api_settings.ISSUER,
            leeway=api_settings.LEEWAY,
            json_encoder=api_settings.JSON_ENCODER,
        )
        self._ring = ring

    def get_verifying_key(self, token):
        try:
            kid = jwt.get_unverified_header(token).get("kid")
        except jwt.InvalidTokenError as error:
            raise TokenBackendError("Token is invalid") from error
        for key in self._ring.public_jwks()["keys"]:
            if key["kid"] == kid:
                return jwt.PyJWK(key).key
        raise TokenBackendError("Token is invalid")

    def encode(self, payload):
        key = self._ring.signing()
        claims = {**payload, "iss": self.issuer} if self.issuer is not None else payload
        return jwt.encode(
            claims,
            jwt.PyJWK(key).key,
            algorithm=self.algorithm,
            headers={"kid": key["kid"]},
            json_encoder=self.json_encoder,
        )
