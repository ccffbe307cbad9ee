from rest_framework_simplejwt.serializers import TokenObtainPairSerializer


class PairSerializer(TokenObtainPairSerializer):
    """Both tokens of a login name the session, so that the edge can end all of it, the first access token included."""

    @classmethod
    def get_token(cls, user):
        token = super().get_token(user)
        token["sid"] = token["jti"]
        return token
