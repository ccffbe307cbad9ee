import { JwtError } from "../error.js";
import type { PrivateKey } from "../key.js";
import { handleOf } from "../keys/handle.js";
import { namedOptions, orUnreadable } from "../read-options.js";
import { sign } from "../sign.js";
import { sha256 } from "./hash.js";
import { textOption, uriOption } from "./verify.js";

/** The options of `createDpopProof`. Every option is checked. */
export interface CreateDpopProofOptions {
  /** The client's private key; the proof carries its public half. */
  key: PrivateKey;
  /** The method of the request, as it will be sent. */
  htm: string;
  /** The URL of the request; its query and fragment are left out. */
  htu: string | URL;
  /** The access token of the request, if it has one. The proof holds the token's hash as `ath`. */
  accessToken?: string;
  /** The last nonce that the server sent in the header `DPoP-Nonce`. */
  nonce?: string;
}

const NAMES = [
  "key",
  "htm",
  "htu",
  "accessToken",
  "nonce",
] as const satisfies (keyof CreateDpopProofOptions)[];

/**
 * Makes a proof for one request (RFC 9449 §4.2). Send it in the header `DPoP`, together with `Authorization: DPoP` and
 * the access token. Each request needs a new proof.
 * @throws {JwtError} `options_invalid`, `key_invalid`
 * @example
 * ```ts
 * const key = privateKey(privatePem, "ES256");
 * const url = "https://api.example/things?page=2";
 * const proof = await createDpopProof({ key, htm: "GET", htu: url, accessToken: token });
 * const headers = { authorization: `DPoP ${token}`, dpop: proof };
 * console.log(Object.keys(headers)); // for fetch(url, { headers })
 * ```
 */
export async function createDpopProof(options: CreateDpopProofOptions): Promise<string> {
  const read = namedOptions(options, "options", NAMES);
  const { key, htm, htu, accessToken, nonce } = orUnreadable("options", () => ({
    key: signer(read.key),
    htm: textOption("htm", read.htm),
    htu: uriOption("htu", read.htu),
    accessToken: read.accessToken === undefined ? undefined : textOption("accessToken", read.accessToken),
    nonce: read.nonce === undefined ? undefined : textOption("nonce", read.nonce),
  }));
  const claims = {
    htm,
    htu,
    ...(accessToken === undefined ? {} : { ath: await sha256(accessToken) }),
    ...(nonce === undefined ? {} : { nonce }),
  };
  // RFC 9449 §4.2 needs only the public key, so its other members are not sent. The `alg` of ML-DSA is a part of the key
  // (RFC 9964 §3).
  const { alg, kid: _kid, use: _use, ...members } = key.toPublicJwk();
  const jwk = members.kty === "AKP" ? { ...members, alg } : members;
  return sign(claims, key, { typ: "dpop+jwt", header: { jwk }, jwtId: "random" });
}

function signer(key: unknown): PrivateKey {
  if (handleOf(key).role === "private") return key as PrivateKey;
  const facts = { code: "key_invalid", reason: "wrong_kind" } as const;
  throw new JwtError("the option key must be a private key, which signs the proof", facts);
}
