// Private keys made for these tests, which protect nothing.

const RSA = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDY4CLrma4lWmT9
SExkG3VU7n1IiRal7m4UZvFH0DL7myXsNBvcfbfj7h2OjoIxAnfvr8GV6lnMzSdh
YP1qVEI9jFnIR2MvQjO/7Qbrc7OwKwpCB/OTolGjW35MWH0TgioO2Uf4BDR8d3NF
3SLurwnRnms1zHiGaarbelT7TqDeL2/YP2ANIe9re+RZtffuLtw4ho/KNLKT5+xJ
VKYTi2WN64XxybQcZPntMlBbrBXySpEuNqZzw6Sv6CKlEMeoe0rrwVx9DTS7DadN
rQvcN21whqiBdMbtfdoHlcjiwwVHJkw0H9a1SFQLipbMwGjI5UtsOGbCnibzL4Z3
jGeP+VDdAgMBAAECggEAEEdgr6URMooStwVQgJokCDw/iKyLl+hp+FuSxFRvIz4t
zklKBxajsTbsHol5YcLg7EuZwQ4+b9Y9XLyaQPsynqqUiak8G23BcyhQQuekJvbQ
Fg1BPgVq0dN6CzKALvDwBb3O/mGYa/hOXYHgD6DxYHve6cKfkF1JnyBTVSq9fffX
r/iRvZpXQh7kitRR2YeCvcVbsgg66OMlzZp/vXy0Cw5azTYDiEI3QkJghBBpOKeq
yZPglWhDpCx8KcLIbAHNBLakmJZBWapq1/8BH5bBnw900m5okAfp6XBKXEG9TQv6
IGt5mIOBS119wdJ0vm744bMrcOA9iwm8FB86foYueQKBgQDxVACWWAUnhAhnRryM
vq+xOsfDMtN+zCEcfwRN0FWReZ8+rrOb065uT6e1UsaqY1kMhjWJYY35eSfWkzO/
Ug8TGeXdUeYrEWhWIq2C35dilK2EgzunwwThaKNU4VZZeAdx1XZ8j4+rjm/42HSP
zFObZahDyAVb9Fz/Ay9aS+xj5QKBgQDmD46lX9BaiwhNgrZa8ZoVtHrtW0OKz9pX
zEaRvfAHEMBjVZ9QGKQLSPFOXoUAF2Y4zr1p3jdU4cneOcFWaMFhhDRkSmxsh9g2
TnwTH5ObWHsmDfQQewufyFJcdG2/enz/iDKRqX7Z6GjXKA1r8Qs82eWKa4CPL7nX
xf+8u6tZmQKBgDgOUiCaC4B1S9ppdOygcoERbUtrJ/NhCSPsYRyOEwI6pQHTZMcC
cZcQC52zv4/eidW96vuhXHAhc16FTNTZA8VlE57IIlXIslqnrXQj6a8tZ+zK6vV5
+E0/mAjkWsFnfxszAVXHpxCrgljkNpccWCNVhrNP5+bHKT7XB43K6vr9AoGBAMeQ
4zqNfN2uEUu7gZguUG1Xm/Ld4h894reamfS/AMIARANnOMVwOo0Xf0tuLo0/vwq0
PBbkDrdxDX3aN95PDMEcv53n+VnEFUg2mOa104NEI7+FBxxswE6gpOFSlgktpdS8
PrGgiEtakedh9RKXjBoDIl0KmACdc+a6+PatDRyxAoGALHJ6m00U4u6poH7M2h59
SbpssFwxzzE3j/xjeiUsrBLzUNKeR8a7O3sumEeh7TuYfvzBnecvoFua2AVaeX5Y
LnjIvAjEku8mlwRydhQ/rYAJYdx93Fbmu/3R4bXbZW56e6tgOLoG4A6xluIF2nZH
t+J6IWsmEiPXe5GHiqu9JKs=
-----END PRIVATE KEY-----
`;

const P256 = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0pCD+r3t4SySJjz0
2/ol6mZJ7bQjKViI8YBXAJjghC6hRANCAAROceEy8hpNMb35CRxqcDEjn73sfCvf
FiOIxKE/RfSZ7DgtFsshoukZTjG0c2H2PeqNO46DX05elzWH6MNYnpds
-----END PRIVATE KEY-----
`;

const P384 = `-----BEGIN PRIVATE KEY-----
MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCem8781Ql9UGpOWT69
Dj1iQkzagvpadwr5QUAJv1z3gMd8i0AYWPJ4gTehWLihDXahZANiAASP6dVCl385
FqmK/IsgZ14ALT+1wCBPaaAKOQP6HD8tYy3nwQvnJpla7Y4Vzps05F6gvkKZEa6D
t+K6HM63vK7pPO0yA2snynhkgdIiSo+5q1AtpDGCeYIFc1kDzm2mJx8=
-----END PRIVATE KEY-----
`;

const P521 = `-----BEGIN PRIVATE KEY-----
MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIBOTytuZ66uwlx0c0q
cKSD7ImUj2tCEwt/CwYN+h4HjzKnAPC71zpswHIjDOBxT+koJMsiPnhCBQkkkE2V
NYvuk26hgYkDgYYABAGHY0r6i9zDrOOh2oPgjVOvAlqY9CsD9yC0alg50bAE3JHB
Be7chCxoMWAR6tBS6iS5gLOHTKVqs0gj7d65CeXwRgBwlXLlUl7m9TU8RKh8jugX
RN9+4iTz1BLRGhLWAriQsAkFVwv8mJutu6IM/JMzoc6ZSlGHPnc52dFU50pmSMgh
WA==
-----END PRIVATE KEY-----
`;

const ED25519 = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIFAdwxjZzJ8fHD6zIMwF4jh9WzCDEJ2fqa2cZxfi30wL
-----END PRIVATE KEY-----
`;

/** PKCS#8 by algorithm. */
export const PRIVATE_PEMS = {
  RS256: RSA,
  RS384: RSA,
  RS512: RSA,
  PS256: RSA,
  PS384: RSA,
  PS512: RSA,
  ES256: P256,
  ES384: P384,
  ES512: P521,
  EdDSA: ED25519,
  Ed25519: ED25519,
};

/** Algorithms whose signatures contain a random number (RFC 8017 §9.1, FIPS 186-5 §6.4). The module's do not (RFC 6979). */
export const IS_RANDOM = /^(PS|ES)/;

export const SECRET_ALGORITHMS = ["HS256", "HS384", "HS512"];
export const PUBLIC_KEY_ALGORITHMS = Object.keys(PRIVATE_PEMS);

/** The same P-256 key as a JWK. */
export const P256_JWK = {
  kty: "EC",
  crv: "P-256",
  x: "TnHhMvIaTTG9-QkcanAxI5-97Hwr3xYjiMShP0X0mew",
  y: "OC0WyyGi6RlOMbRzYfY96o07joNfTl6XNYfow1iel2w",
  d: "0pCD-r3t4SySJjz02_ol6mZJ7bQjKViI8YBXAJjghC4",
};

/** The same Ed25519 key as a JWK. */
export const ED25519_JWK = {
  kty: "OKP",
  crv: "Ed25519",
  x: "aiUIHsKPA_kTJjuwe58i5301vsvqaDsPiuhy1xTqMcY",
  d: "UB3DGNnMnx8cPrMgzAXiOH1bMIMQnZ-prZxnF-LfTAs",
};

/** A private key, made from its PEM file if that contains the public half. */
export function signerOf(api, algorithm) {
  const isEd25519 = PRIVATE_PEMS[algorithm] === ED25519;
  return isEd25519 ? api.jwk(ED25519_JWK, algorithm) : api.privateKey(PRIVATE_PEMS[algorithm], algorithm);
}
