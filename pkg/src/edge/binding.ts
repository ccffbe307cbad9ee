import { isPlainObject } from "../kind.js";
import { wrongOption } from "../read-options.js";
import { within } from "../remote/deadline.js";
import { STORE_TIMEOUT } from "../store-timeout.js";
import type { JwtClaims } from "../types.js";
import type { Credentials } from "./credentials.js";
import type { ConfiguredProofs } from "./hooks.js";
import type { Incoming } from "./incoming.js";
import type { Rejection } from "./rejection.js";

/** How a token that names a key of the client's is known to come from that client. */
export interface BindingSettings<Env> {
  readonly proofs: ConfiguredProofs | undefined;
  readonly certificateThumbprint: CertificateThumbprint<Env> | undefined;
  readonly allowUnboundUse: boolean;
}

export type CertificateThumbprint<Env> = (
  request: never,
  env: Env,
) => string | undefined | Promise<string | undefined>;

/** What was presented, with what the token says. */
export interface Presented<Env> {
  readonly incoming: Incoming;
  /** As the framework has it. */
  readonly request: unknown;
  readonly credentials: Credentials;
  readonly claims: JwtClaims;
  readonly env: Env;
}

const JKT = "jkt";
const X5T = "x5t#S256";
// Further ways to name a key (RFC 7800 §3, RFC 9201): of none of them a gate can know whether the client has it.
const OTHERS = ["jwk", "jwe", "kid", "jku", "osc", "x5t", "x5c", "x5u"];

/**
 * Why a token does not do as it was presented: it is bound to a key (RFC 7800 §3) whose possession was not shown, or it is
 * not bound where it must be. A member of `cnf` that is not known confirms nothing, and asks for nothing (§3.1): Keycloak puts
 * one beside `jkt`.
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
    if (!isToKey) return refused("token_unbound", "the token was sent as DPoP, and has no cnf.jkt");
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
      return refused("token_bound", "the token has cnf.jkt, and was not sent as DPoP with a proof");
    if (OTHERS.includes(name))
      return refused("token_bound", `cnf has ${name}, of which no possession can be shown`);
    if (name !== X5T) continue;
    const given = await inTime(certificateThumbprint?.(request as never, env));
    if (given === undefined)
      return refused("token_bound", "the token is bound to a certificate, and none is known");
    if (thumbprint(given) !== value)
      return refused("token_bound", "the token is bound to another certificate");
    isConfirmed = true;
  }
  return isConfirmed ? undefined : refused("token_bound", "cnf has neither jkt nor x5t#S256");
}

/** What the caller's function gives must not keep a request waiting for good. */
async function inTime(given: unknown): Promise<unknown> {
  return typeof given === "object"
    ? within({ seconds: STORE_TIMEOUT, signals: [] }, async () => given)
    : given;
}

function refused(code: "token_bound" | "token_unbound", detail: string): Rejection {
  return { status: 401, code, detail };
}

/**
 * SHA-256 of a certificate as `x5t#S256` spells it (RFC 8705 §3.1): Cloudflare and Node give it in hexadecimal, Node with
 * colons.
 * @throws {JwtError} `options_invalid`
 */
function thumbprint(given: unknown): string {
  if (typeof given === "string" && /^[\w-]{43}$/.test(given)) return given;
  const hex = String(given).replaceAll(":", "");
  if (typeof given !== "string" || !/^[\da-f]{64}$/i.test(hex)) {
    throw wrongOption("certificateThumbprint must give SHA-256 as base64url or as hexadecimal", given);
  }
  const bytes = hex.replaceAll(/../g, (byte) => String.fromCharCode(Number(`0x${byte}`)));
  return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").slice(0, 43);
}
