import { isPlainObject } from "../kind.js";
import { wrongResult } from "../read-options.js";
import { within } from "../remote/deadline.js";
import { STORE_TIMEOUT } from "../store-timeout.js";
import type { JwtClaims } from "../types.js";
import type { Credentials } from "./credentials.js";
import type { ConfiguredProofs } from "./hooks.js";
import type { Incoming } from "./incoming.js";
import type { Rejection } from "./rejection.js";

/** How the gate checks that a token that is bound to a client's key comes from that client. */
export interface BindingSettings<Env> {
  readonly proofs: ConfiguredProofs | undefined;
  readonly certificateThumbprint: CertificateThumbprint<Env> | undefined;
  readonly allowUnboundUse: boolean;
}

export type CertificateThumbprint<Env> = (
  request: never,
  env: Env,
) => string | undefined | Promise<string | undefined>;

/** A token as it was presented, with its claims. */
export interface Presented<Env> {
  readonly incoming: Incoming;
  /** The framework's own request object. */
  readonly request: unknown;
  readonly credentials: Credentials;
  readonly claims: JwtClaims;
  readonly env: Env;
}

const JKT = "jkt";
const X5T = "x5t#S256";
// Other ways to name a key (RFC 7800 §3, RFC 9201). The gate cannot check that the client has such a key.
const OTHERS = ["jwk", "jwe", "kid", "jku", "osc", "x5t", "x5c", "x5u"];

/**
 * Why the gate refuses the token: the client did not prove that it has the key that the token is bound to (RFC 7800
 * §3), or the token must be bound and is not. Unknown members of `cnf` are ignored (§3.1): Keycloak adds one to `jkt`.
 */
export async function bindingRejection<Env>(
  presented: Presented<Env>,
  { proofs, certificateThumbprint, allowUnboundUse }: BindingSettings<Env>,
): Promise<Rejection | undefined> {
  const { incoming, request, credentials, claims, env } = presented;
  const { cnf } = claims;
  const isBound = Object.hasOwn(claims, "cnf");
  const members = isBound && isPlainObject(cnf) ? Object.entries(cnf) : [];
  const proving = credentials.scheme === "dpop" ? proofs : undefined;
  if (proving) {
    const isToKey = members.some(([name, value]) => name === JKT && typeof value === "string");
    if (!isToKey) return refused("token_unbound", "the token was sent as DPoP, but has no cnf.jkt");
    const rejection = await proving.check(incoming, credentials.token, claims, env);
    if (rejection) return rejection;
  } else if (proofs?.isRequired && !members.some(([name]) => name === JKT)) {
    return refused("token_unbound", "the token has no cnf.jkt, which dpop.required demands");
  }
  if (!isBound || allowUnboundUse) return undefined;
  let isConfirmed = proving !== undefined;
  for (const [name, value] of members) {
    if (name === JKT && proving) continue;
    if (name === JKT)
      return refused("token_bound", "the token has cnf.jkt, but was not sent as DPoP with a proof");
    if (OTHERS.includes(name))
      return refused(
        "token_bound",
        `the token's cnf has ${name}, but the gate can check only jkt and x5t#S256`,
      );
    if (name !== X5T) continue;
    const given = await inTime(certificateThumbprint?.(request as never, env));
    if (given === undefined)
      return refused(
        "token_bound",
        "the token is bound to a certificate, but certificateThumbprint gave none",
      );
    if (thumbprint(given) !== value)
      return refused("token_bound", "the token is bound to another certificate than the client's");
    isConfirmed = true;
  }
  return isConfirmed ? undefined : refused("token_bound", "the token's cnf has neither jkt nor x5t#S256");
}

/** The value of the caller's promise, which must not keep a request waiting forever. */
export async function inTime(given: unknown): Promise<unknown> {
  return typeof given === "object" ? within([], async () => given, STORE_TIMEOUT) : given;
}

function refused(code: "token_bound" | "token_unbound", detail: string): Rejection {
  return { status: 401, code, detail };
}

/**
 * The SHA-256 of a certificate as in `x5t#S256` (RFC 8705 §3.1). Cloudflare and Node have it in hexadecimal, Node with
 * colons.
 * @throws {JwtError} `options_invalid`
 */
function thumbprint(given: unknown): string {
  if (typeof given === "string" && /^[\w-]{43}$/.test(given)) return given;
  const hex = String(given).replaceAll(":", "");
  if (typeof given !== "string" || !/^[\da-f]{64}$/i.test(hex)) {
    throw wrongResult("certificateThumbprint", "must be a SHA-256 as base64url or hexadecimal", given);
  }
  const bytes = hex.replaceAll(/../g, (byte) => String.fromCharCode(Number(`0x${byte}`)));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").slice(0, 43);
}
