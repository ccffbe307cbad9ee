// A program for `@types/jsonwebtoken` with every overload and type. It must also compile with `jwt-wasm/jsonwebtoken`.
import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type {
  Algorithm,
  DecodeOptions,
  GetPublicKeyOrSecret,
  Jwt,
  JwtHeader,
  JwtPayload,
  PrivateKey,
  PublicKey,
  Secret,
  SignCallback,
  SigningKeyCallback,
  SignOptions,
  VerifyCallback,
  VerifyErrors,
  VerifyOptions,
} from "jsonwebtoken";
import * as namespace from "jsonwebtoken";
import jwt, {
  decode,
  JsonWebTokenError,
  NotBeforeError,
  sign,
  TokenExpiredError,
  verify,
} from "jsonwebtoken";

declare const pem: string;
declare const buffer: Buffer;
declare const keyObject: KeyObject;
declare const token: string;
declare const configured: string | undefined;

// Keys.
const secrets: Secret[] = [
  "secret",
  buffer,
  createPrivateKey(pem),
  createSecretKey(buffer),
  { key: pem, passphrase: "p" },
];
const publicKeys: PublicKey[] = [pem, buffer, keyObject, { key: pem }, createPublicKey(pem)];
const privateKeys: PrivateKey[] = [
  pem,
  buffer,
  { key: pem, passphrase: "p" },
  { key: buffer, format: "der", type: "pkcs8" },
  { key: { kty: "RSA" }, format: "jwk" },
];

// Sign, with each kind of payload, key and option.
const signOptions: SignOptions = {
  algorithm: "RS256",
  keyid: "k",
  expiresIn: "1h",
  notBefore: 5,
  audience: ["a", "b"],
  subject: "s",
  issuer: "i",
  jwtid: "j",
  mutatePayload: false,
  noTimestamp: true,
  header: { alg: "RS256", typ: "JWT", x5t: "x", crit: undefined },
  encoding: "utf8",
  allowInsecureKeySizes: false,
  allowInvalidAsymmetricKeyTypes: false,
};
const seconds: SignOptions["expiresIn"] = 60;
const undefinedOnes: SignOptions = { algorithm: undefined, notBefore: undefined, issuer: configured };
interface Claims {
  sub: string;
  roles: readonly string[];
}
const claims: Claims = { sub: "s", roles: [] };
export const signed: string[] = [
  sign(claims, "secret"),
  sign({ a: 1 }, pem, signOptions),
  sign("text", buffer, {}),
  sign(buffer, keyObject, undefinedOnes),
  jwt.sign({}, { key: pem, passphrase: "p" }, { algorithm: "PS256", expiresIn: seconds }),
  namespace.sign({}, "secret", { expiresIn: "2 days" }),
  sign({}, null, { algorithm: "none" }),
  ...secrets.map((key) => sign({}, key)),
  ...privateKeys.map((key) => sign({}, key, signOptions)),
];
const signing: SignCallback = (error, encoded) => {
  if (error) throw error;
  encoded satisfies string | undefined;
};
sign({}, "secret", signing);
sign({}, pem, signOptions, signing);
sign({}, null, { algorithm: "none" }, signing);
sign({}, "secret", {}, (error: Error | null, encoded: string | undefined) => {
  if (!error) encoded?.split(".");
});

// Verify, at once.
const verifyOptions: VerifyOptions = {
  algorithms: ["RS256", "ES256"],
  audience: [/^urn:/, "a"],
  clockTimestamp: 1,
  clockTolerance: 2,
  complete: false,
  issuer: ["i", "j"],
  ignoreExpiration: false,
  ignoreNotBefore: false,
  jwtid: "j",
  nonce: "n",
  subject: "s",
  maxAge: "1d",
  allowInvalidAsymmetricKeyTypes: true,
};
const loose: VerifyOptions = { audience: configured, issuer: configured, algorithms: undefined };
const payload: string | JwtPayload = verify(token, "secret");
const whole: Jwt = verify(token, pem, { complete: true });
const either: Jwt | JwtPayload | string = verify(token, pem, verifyOptions);
const notWhole: string | JwtPayload = verify(token, keyObject, { complete: false, audience: /x/ });
const { sub, exp, role } = verify(token, buffer, loose) as JwtPayload;
const own = verify(token, "secret") as Claims & JwtPayload;
export const verified = [payload, whole.signature, either, notWhole, sub, exp, role, own.roles.length];
for (const key of [...secrets, ...publicKeys]) verify(token, key);
if (typeof payload !== "string") payload.iat?.toFixed();
const { header } = whole;
header.alg satisfies string;
header.kid satisfies string | undefined;

// Verify, with callbacks.
const getKey: GetPublicKeyOrSecret = (header: JwtHeader, callback: SigningKeyCallback) => {
  if (header.kid === undefined) callback(new Error("no kid"));
  else callback(null, pem);
};
const verifying: VerifyCallback = (error: VerifyErrors | null, decoded) => {
  if (error instanceof TokenExpiredError) error.expiredAt.toISOString();
  else if (error instanceof NotBeforeError) error.date.toISOString();
  else if (error instanceof JsonWebTokenError) error.inner.message.trim();
  decoded satisfies Jwt | JwtPayload | string | undefined;
};
verify(token, "secret", (error, decoded) => {
  if (!error && typeof decoded === "object") decoded.sub?.trim();
});
verify(token, getKey, { complete: true }, (error, decoded) => {
  if (!error) decoded?.header.alg.trim();
});
verify(token, getKey, { complete: false }, (error, decoded) => {
  if (error?.name === "TokenExpiredError") return;
  decoded satisfies JwtPayload | string | undefined;
});
verify(token, getKey, verifyOptions, verifying);
verify(token, getKey, {}, (error, decoded) => [error?.message, decoded]);
verify(
  token,
  (_header, callback) => callback(null, keyObject),
  verifying as VerifyCallback<JwtPayload | string>,
);
export const later = promisify<string, Secret, JwtPayload | string | undefined>((token, secret, done) =>
  verify(token, secret, (error, decoded) => done(error, decoded)),
);

// Decode.
const decodeOptions: DecodeOptions = { complete: false, json: true };
const decoded: null | JwtPayload | string = decode(token);
const complete: Jwt | null = decode(token, { complete: true });
const json: JwtPayload | null = decode(token, { json: true });
export const read = [decoded, complete?.payload, json?.iss, decode(token, decodeOptions), jwt.decode(token)];

// Errors and names.
export const errors: Error[] = [
  new JsonWebTokenError("message"),
  new jwt.JsonWebTokenError("message", new Error("inner")),
  new TokenExpiredError("message", new Date()),
  new namespace.NotBeforeError("message", new Date()),
];
export const algorithms: Algorithm[] = ["HS256", "HS384", "HS512", "RS256", "ES512", "PS384", "none"];

export class Guard {
  constructor(
    private readonly secret: Secret,
    private readonly options?: VerifyOptions,
  ) {}

  check(token: string): Promise<JwtPayload> {
    return new Promise((resolve, reject) => {
      jwt.verify(token, this.secret, this.options, (error, decoded) =>
        error ? reject(error) : resolve(decoded as JwtPayload),
      );
    });
  }
}
