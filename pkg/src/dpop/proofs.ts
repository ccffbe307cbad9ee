import type { ConfiguredProofs, DpopOptions } from "../edge/hooks.js";
import type { Incoming } from "../edge/incoming.js";
import { errorText, type Rejection } from "../edge/rejection.js";
import { parsed } from "../edge/text.js";
import { codeOf, isJwtError } from "../error.js";
import { BoundedMap } from "../issuers/bounded-map.js";
import { flag, namedOptions, orUnreadable, wrongResult, wrongValue } from "../read-options.js";
import type { JwtClaims, PublicKeyAlgorithm } from "../types.js";
import { subtle } from "./hash.js";
import { requestUri } from "./htu.js";
import { type DpopNonces, noncesOf } from "./nonces.js";
import { readAlgorithms, readMaxAge } from "./options.js";
import { checkProof } from "./proof.js";
import type { KeptKeys } from "./proof-key.js";
import { isMisconfigured, type RecordUse } from "./proof-use.js";

const NAMES = [
  "replay",
  "required",
  "nonce",
  "algorithms",
  "maxAge",
  "publicUrl",
] as const satisfies (keyof DpopOptions)[];

/** About as many clients as a server sees within the lifetime of a token. Each key takes some kilobytes. */
const KEPT_KEYS = 500;

/** Checks the proofs of the gate's requests. */
export class Proofs implements ConfiguredProofs {
  readonly algorithms: readonly PublicKeyAlgorithm[];
  readonly isRequired: boolean;
  readonly #use: RecordUse;
  readonly #maxAge: number;
  readonly #nonces: DpopNonces | undefined;
  readonly #publicUrl: (incoming: Incoming) => string;
  readonly #keys: KeptKeys = new BoundedMap(KEPT_KEYS);

  /** @throws {JwtError} `options_invalid` */
  constructor(use: RecordUse, options: unknown) {
    const { required, nonce, algorithms, maxAge, publicUrl } = namedOptions(options, "options.dpop", NAMES);
    this.#use = use;
    this.isRequired = flag("dpop.required", required);
    this.algorithms = readAlgorithms(algorithms, "dpop.algorithms");
    this.#maxAge = readMaxAge(maxAge, "dpop.maxAge");
    this.#nonces = nonce === undefined ? undefined : noncesOf(nonce, "dpop.nonce");
    this.#publicUrl = readPublicUrl(publicUrl);
  }

  async check(
    incoming: Incoming,
    accessToken: string,
    { cnf }: JwtClaims,
    env: unknown,
  ): Promise<Rejection | undefined> {
    // First, because a missing WebCrypto is an error of the server and not of the proof.
    subtle();
    // The caller's function is called only with valid URLs.
    const uri = parsed(incoming.url) && requestUri(this.#publicUrl(incoming));
    const proof = incoming.headers.get("dpop") ?? "";
    // Two headers arrive joined by a comma, which no proof contains.
    if (proof.includes(","))
      return { status: 400, code: "invalid_request", detail: "the request has two DPoP headers; send one" };
    if (proof === "")
      return refused("the request has no DPoP header, which a token with the scheme DPoP needs");
    if (uri === undefined) return refused("the request's URL cannot be read as a URI");
    const nonces = this.#nonces;
    let fault: unknown;
    const isNonce = (nonce: string) =>
      nonces?.isGood(nonce, env).catch((error) => {
        fault = error;
        throw error;
      }) ?? false;
    const demands = {
      method: incoming.method,
      uri,
      accessToken,
      jkt: (cnf as { readonly jkt: string }).jkt,
      use: this.#use,
      env,
      isNonce: nonces && isNonce,
      algorithms: this.algorithms,
      maxAge: this.#maxAge,
    };
    try {
      await checkProof(proof, demands, this.#keys);
      return undefined;
    } catch (error) {
      if (fault !== undefined || isMisconfigured(error) || codeOf(error) === undefined) throw error;
      return this.#rejection(error, env);
    }
  }

  async #rejection(error: unknown, env: unknown): Promise<Rejection> {
    if (codeOf(error) === "revocation_unavailable") {
      const { cause } = error as Error;
      const detail = cause === undefined ? errorText(error) : `${errorText(error)}: ${errorText(cause)}`;
      return { status: 503, code: "replay_unavailable", detail, error };
    }
    const isOfNonce = isJwtError(error) && error.claim === "nonce";
    if (!isOfNonce || this.#nonces === undefined) return refused(errorText(error), error);
    // RFC 9449 §9: the answer has the nonce that the client needs.
    const headers = { "dpop-nonce": await this.#nonces.issue(env) };
    return { status: 401, code: "use_dpop_nonce", detail: errorText(error), error, headers };
  }
}

function refused(detail: string, error?: unknown): Rejection {
  return { status: 401, code: "invalid_dpop_proof", detail, error };
}

/** @throws {JwtError} `options_invalid`, also if the caller's function does not return a URL */
function readPublicUrl(given: unknown): (incoming: Incoming) => string {
  if (given === undefined) return ({ url }) => url;
  if (typeof given === "function") {
    return (incoming) =>
      orUnreadable("the result of dpop.publicUrl", () => {
        const url: unknown = given(incoming);
        if (typeof url === "string" && isWeb(parsed(url))) return url;
        throw wrongResult("dpop.publicUrl", "must be an absolute http or https URL", url);
      });
  }
  const found = typeof given === "string" ? parsed(given) : undefined;
  if (!isWeb(found) || found.href !== `${found.origin}/`) {
    throw wrongValue("dpop.publicUrl", "must be an origin, or a function if a proxy changes the path", given);
  }
  return ({ url }) => found.origin + new URL(url).pathname;
}

function isWeb(url: URL | undefined): url is URL {
  return url?.protocol === "https:" || url?.protocol === "http:";
}
