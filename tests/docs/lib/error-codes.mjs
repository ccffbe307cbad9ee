// What each code means, what to do, and calls that fail with it, for the page of errors. The first reason of a code is not
// repeated here: names come from the package.
import * as api from "jwt-wasm";
import { createDpopProof, memoryReplay, verifyDpopProof } from "jwt-wasm/dpop";
import { createGate } from "jwt-wasm/edge";
import { decryptSync, encryptionKey, encryptSync } from "jwt-wasm/jwe";
import { answering, ec, key, oct, set, signed } from "../provocations/given.mjs";
import { read } from "./repository.mjs";
import { stringsOf } from "./typescript.mjs";

const NAMES = JSON.parse(read("tests/vectors/names.json"));
const own = (name) => stringsOf(read("pkg/src/error.ts"), name);

const [encryption, otherEncryption] = [7, 8].map((byte) =>
  encryptionKey(new Uint8Array(32).fill(byte), { alg: "dir", enc: "A256GCM" }),
);
const now = 1_700_000_000;
const token = signed({ sub: "alice", exp: now + 60 });
const verify = (text, options) => () => api.verifySync(text, key, { now, ...options });
const short = { exp: now + 60 };
const remote = (url, fetch) => () => api.verify(token, api.remoteJwks(url, { fetch }), { now });

export const CODES = {
  malformed: {
    means:
      "The text is not a strictly spelled token in the compact form. In `sign`, the claims are not a plain object. `part` names the first segment that is malformed: `header`, `payload` or `signature`, or `token` if there are not three segments.",
    do: "Pass the token alone. If something else was copied with it, `actual` says what: `Bearer`, a name and `=`, quotation marks, white space, percent-encoding or JSON ([reasons](reasons.md#what-stands-around-a-token)).",
    reasons: NAMES.MalformedReason,
    examples: [verify(`Bearer ${token}`), verify("not a token"), verify(signed("[]"))],
  },
  too_large: {
    means:
      "The token is longer than `maxTokenLength`; in `signJws` and `verifyJws`, the payload has more than 2^27 bytes.",
    do: "If your issuer makes such tokens, raise `maxTokenLength`, but only as far as they need: the work that a stranger can cause grows with it.",
    examples: [verify(signed({ ...short, a: "x".repeat(20_000) }))],
  },
  encrypted: {
    means: "The token has five segments: it is a JWE, encrypted and not signed.",
    do: "`decrypt` of `jwt-wasm/jwe` reads it, with a [key for encryption](encrypted-tokens.md). Or ask the issuer for signed tokens.",
    examples: [verify("a.b.c.d.e")],
  },
  not_encrypted: {
    means: "The token given to `decrypt` has three segments: it is signed and not encrypted.",
    do: "`verify` reads it, with the issuer's key for signatures.",
    examples: [() => decryptSync(token, encryption)],
  },
  algorithm_not_allowed: {
    means: "The header's `alg` is not one that the key and the option `algorithms` allow.",
    do: "Find out from the issuer which algorithm it signs with, and make the key with that one. Never take the algorithm from the token.",
    examples: [verify(signed(short, { alg: "none" }))],
  },
  header_rejected: {
    means: "A parameter of the token's header is not allowed, or not as it must be.",
    do: "`typ`: the token is of another kind than you asked for. `crit` and `b64`: the token needs an extension that is not supported. `kid`: the issuer must write a string.",
    reasons: NAMES.HeaderReason,
    examples: [
      verify(signed(short, { alg: "HS256", typ: "JWT" }), { typ: "at+jwt" }),
      verify(signed(short, { alg: "HS256", crit: ["exp"] })),
    ],
  },
  key_invalid: {
    means:
      "The key cannot be used: it is malformed, freed, of another type, for another use, or a secret that others know. `part` names the JWK's member that is wrong.",
    do: "Look up the [reason](reasons.md#keys). If the key is in a file of another kind, the message has the command that converts it.",
    examples: [
      () => api.secretKey(ec.pem, "HS256"),
      () => api.publicKey(ec.privatePem, "ES256"),
      () => api.jwk({ ...ec.publicJwk, y: undefined }, "ES256"),
    ],
  },
  key_too_weak: {
    means: "The secret is shorter than the hash, or the RSA key is shorter than 2048 bits.",
    do: 'Make a secret with `generateSecret("HS256")`, or an RSA key of 2048 bits or more. For a secret that you cannot replace yet, there is `allowWeakSecret`.',
    reasons: NAMES.WeakReason,
    examples: [() => api.secretKey("too short", "HS256")],
  },
  issuer_unknown: {
    means: "The token's `iss` is not one of the issuers of `trustedIssuers`; `actual` is the token's `iss`.",
    do: "Refuse the token. If you do trust the issuer, add it in exactly this spelling.",
    examples: [
      () =>
        api.verify(
          signed({ ...short, iss: "https://other.example" }),
          api.trustedIssuers([{ issuer: "https://issuer.example", key }]),
        ),
    ],
  },
  key_not_found: {
    means:
      "No key in the set fits the token. If an entry that could be the key was left out, `cause` says why.",
    do: "If the issuer has rotated its keys, fetch the set again: `remoteJwks` does it by itself.",
    examples: [() => api.verifySync(signed(short, { alg: "HS256", kid: "new" }), set(oct(7, "old")))],
  },
  key_ambiguous: {
    means: "Several keys in the set fit the token, or two different keys have its `kid`.",
    do: "Give each key a `kid` of its own, and have the issuer write it into the header.",
    examples: [() => api.verifySync(token, set(oct(7, "a"), oct(8, "b")), { now })],
  },
  signature_invalid: {
    means: "The signature does not match.",
    do: "Refuse the token. If it should be good, compare the key with the issuer's: usually, the key is from another environment.",
    examples: [() => api.verifySync(token, api.secretKey(Buffer.alloc(32, 8), "HS256"))],
  },
  decryption_failed: {
    means:
      "The encrypted token does not fit the key: the tag, the padding or the wrapped key is wrong. It is for another key, or it was changed. Which of these it is stays unsaid.",
    do: "Check the key, its `kid`, and for Auth.js the secret and the cookie's name.",
    examples: [() => decryptSync(encryptSync({}, encryption, { expiresIn: 60 }), otherEncryption)],
  },
  expired: {
    means: "`exp` has passed.",
    do: "Have the client get a new token. If clocks differ, give a `clockTolerance` of some seconds.",
    examples: [verify(signed({ exp: now - 60 }))],
  },
  not_yet_valid: {
    means: "`nbf` is in the future. With `maxAge`, it can also be `iat`, and with `maxAuthAge`, `auth_time`.",
    do: "Compare the clocks of the issuer and of this machine, or give a `clockTolerance` of some seconds.",
    examples: [verify(signed({ ...short, nbf: now + 30 }))],
  },
  claim_missing: {
    means:
      "A required claim is absent. `exp` is required by default, and so is every claim that an option gives a value for.",
    do: "Have the issuer add the claim. To accept tokens that never expire, give `requireExpiry: false`.",
    examples: [verify(signed({}))],
  },
  claim_invalid: {
    means:
      "A claim has the wrong type. In `sign`, it can also be a value that JSON does not have, such as a `Date`.",
    do: "Have the issuer write the type that the message names. In `sign`, pass what the message asks for.",
    examples: [verify(signed({ exp: "soon" })), () => api.signSync({ exp: new Date(0) }, key)],
  },
  claim_mismatch: {
    means:
      "A claim does not have the value that an option demands, or the token has `aud` and you gave no `audience`. If the option is `nonce`, `accessToken` or `code`, `part` names it, and the error contains neither of the two values.",
    do: "Refuse the token: it is meant for somebody else. If it is meant for you, compare the option with `actual`, character by character.",
    examples: [
      verify(signed({ ...short, aud: "api" })),
      verify(signed({ ...short, iss: "https://a.example" }), { issuer: "https://a.example/" }),
    ],
  },
  too_old: {
    means:
      "`iat` is longer ago than `maxAge` allows, or `auth_time` is longer ago than `maxAuthAge` allows. `expected` is the earliest time that is accepted.",
    do: "Have the client get a new token, or the user log in again.",
    examples: [verify(signed({ ...short, iat: now - 600 }), { maxAge: 300 })],
  },
  schema_mismatch: {
    means:
      "The claims do not match the option `schema`. `issues` lists what is wrong, and `claim` names the claim of the first issue.",
    do: "Compare the schema with the claims that the issuer writes.",
    examples: [
      verify(token, {
        schema: {
          "~standard": {
            version: 1,
            vendor: "x",
            validate: () => ({ issues: [{ message: "role is missing" }] }),
          },
        },
      }),
    ],
  },
  revoked: {
    means:
      "The gate's `revocation` or the issuer's store says that the token was revoked. Or it is a refresh token or a DPoP proof that was used before.",
    do: "Have the user log in again. If it is a DPoP proof, the client must make a new one for each request.",
    reasons: own("RevokedReason"),
    examples: [
      async () => {
        const options = { method: "GET", url: "https://api.example/", replay: memoryReplay() };
        const proof = await createDpopProof({ key: ec.privateKey, htm: "GET", htu: options.url });
        await verifyDpopProof(proof, options);
        return verifyDpopProof(proof, options);
      },
    ],
  },
  revocation_unavailable: {
    means:
      "The store cannot say whether the token was revoked, or whether the DPoP proof was used before; `cause` says more.",
    do: "Try again later; the gate answers 503. If the error stays, look at the store.",
    examples: [
      async () => {
        const replay = (await import("jwt-wasm/dpop")).replayStore({
          use: () => Promise.reject(new Error("no connection")),
        });
        const options = { method: "GET", url: "https://api.example/", replay };
        return verifyDpopProof(
          await createDpopProof({ key: ec.privateKey, htm: "GET", htu: options.url }),
          options,
        );
      },
    ],
  },
  jwks_unavailable: {
    means:
      "A key set cannot be fetched, and there is no older one to use; `cause` says more. `discovery_failed`: an issuer's metadata cannot be used, or your function that looks issuers up failed. `key_set_refused`: the answer is a key set, but it breaks a rule.",
    do: "Try again later: the token may be good. If the error stays, request the URL from this machine.",
    reasons: own("JwksReason"),
    examples: [remote("https://issuer.example/jwks.json", answering("x", { status: 503 }))],
  },
  options_invalid: {
    means:
      "An argument or an option is wrong, unknown or `undefined`, and `part` names the option. The other causes: a verifier is used after `free()`, or this runtime cannot compute the signature with the `engine` that was chosen.",
    do: "Correct the call: the token is not at fault. The [reasons](reasons.md#options) say more.",
    examples: [
      verify(token, { audiance: "api" }),
      verify(token, { maxAge: "5m" }),
      () => createGate({ key, origin: () => new Response(), publicPaths: [] }),
    ],
  },
  sync_unavailable: {
    means:
      "The call cannot be answered without waiting: `init` was not awaited, remote keys are not loaded, or the runtime computes this only by a promise and no engine is loaded. Or a Worker reads a key file and does not import the module for it. Or it cannot be answered here at all: the runtime forbids WebAssembly, lacks something that is needed, or has no random numbers.",
    do: "Do what the message says, such as awaiting the function without `Sync`, or `loadEngine` first.",
    reasons: NAMES.SyncReason,
    examples: [() => api.verifySync(token, api.remoteJwks("https://issuer.example/keys.json"))],
  },
};
