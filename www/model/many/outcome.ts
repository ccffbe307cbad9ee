/** Judges one of many tokens by the core, as strictly as the one in the field, and says the outcome in a word. */

import { explain, explainSync, JwtError, type JwtErrorCode, type Report, type VerifyOptions } from "jwt-wasm";
import { hasSecret, isAlgorithm } from "../algorithms";
import { type DecodedToken, read } from "../decoded-token";
import type { Expected } from "../expected";
import { answerForSdJwt } from "../formats/answer";
import { refusalsOf } from "../formats/binding-checks";
import { isDetachedToken } from "../formats/detached";
import { compactLength } from "../formats/form";
import { type KeyState, makeKey } from "../key";
import type { KeyFields } from "../key-fields";
import { entriesOf, MOST_TRIED, withOnly } from "../key-set-entries";
import { otherEncoding } from "../other-encoding";
import { demandsOf } from "../profiles/demands";
import { NOTHING_LEFT_OVER, sortChecks } from "../sorted-checks";

/** In the order of the line that counts them: what asks for attention first. */
export const OUTCOMES = [
  "malformed",
  "unsigned",
  "mismatch",
  "refused",
  "disclosures",
  "otherKey",
  "noKeyFits",
  "expired",
  "early",
  "claims",
  "detached",
  "encrypted",
  "unchecked",
  "verified",
] as const;

export type Outcome = (typeof OUTCOMES)[number];

export interface Judgement {
  readonly outcome: Outcome;
  readonly signature: "passed" | "failed" | "unchecked";
  /** The token names an audience, and the reader has not said who they are. */
  readonly isUnasked: boolean;
  /** Of an outcome of the key: what remains if the key is not held against the token. */
  readonly withoutKey?: Outcome | undefined;
}

/** The key from the field for each algorithm that the tokens name, made once. */
export class KeyRing {
  readonly #fields: KeyFields;
  readonly #made = new Map<unknown, KeyState>();
  #parts: readonly KeyRing[] | undefined;

  constructor(fields: KeyFields) {
    this.#fields = fields;
  }

  keyFor(alg: unknown): KeyState {
    const name = typeof alg === "string" ? alg : undefined;
    const known = this.#made.get(name);
    if (known) return known;
    const key = makeKey(this.#fields, name, "verify");
    this.#made.set(name, key);
    return key;
  }

  /** Each key of a set alone. */
  get parts(): readonly KeyRing[] {
    this.#parts ??=
      this.#fields.kind === "jwks"
        ? entriesOf(this.#fields.text)
            .slice(0, MOST_TRIED)
            .map((entry) => new KeyRing(withOnly(this.#fields, entry)))
        : [];
    return this.#parts;
  }

  free(): void {
    for (const key of this.#made.values()) if (key.status === "ready") key.key.free();
    for (const part of this.#parts ?? []) part.free();
    this.#made.clear();
    this.#parts = undefined;
  }
}

export interface OutcomeInput {
  readonly keys: KeyRing;
  readonly options: VerifyOptions;
  readonly expected: Expected;
}

/** At once where the core computes by itself; a promise where the browser must. */
export function judgementOf(token: string, input: OutcomeInput): Judgement | Promise<Judgement> {
  const { expected } = input;
  const decoded = read(token.slice(0, compactLength(token)));
  const options = { ...demandsOf(decoded.header), ...input.options };
  const judged = judgementOfCompact(decoded, options, input);
  if (decoded.token === token) return judged;
  return Promise.resolve(judged).then((one) => withDisclosures(one, token, decoded, options.now, expected));
}

function judgementOfCompact(
  decoded: DecodedToken,
  options: VerifyOptions,
  { keys, expected }: OutcomeInput,
): Judgement | Promise<Judgement> {
  const { token } = decoded;
  const key = keys.keyFor(decoded.header?.alg);
  const conclude = (report: Report) => concluded(report, decoded, expected);
  if (key.status !== "ready") return conclude(explainSync(token, undefined, options));
  if (key.choices.some(hasSecret)) {
    const report = explainSync(token, key.key, options);
    if (!isAmbiguous(report)) return conclude(report);
    return reportOfOnly(decoded, options, keys).then((only) => conclude(only ?? report));
  }
  return explained(token, key, options)
    .then(async (report) => (isAmbiguous(report) && (await reportOfOnly(decoded, options, keys))) || report)
    .then(conclude);
}

type ReadyKey = Extract<KeyState, { status: "ready" }>;

async function explained(token: string, { key }: ReadyKey, options: VerifyOptions): Promise<Report> {
  try {
    return await explain(token, key, options);
  } catch (error) {
    // The browser checks some keys only at their first use.
    if (!(error instanceof JwtError)) throw error;
    return explainSync(token, undefined, options);
  }
}

/** Several keys of a set could be meant, since the token does not name one. */
function isAmbiguous({ checks }: Report): boolean {
  return checks.some(({ error }) => error?.code === "key_ambiguous");
}

/** As for one token: the core does not choose among keys, but if only one of them signed the token, it is the one. */
async function reportOfOnly(
  { token, header }: DecodedToken,
  options: VerifyOptions,
  keys: KeyRing,
): Promise<Report | undefined> {
  if (header?.kid !== undefined) return undefined;
  const found: Report[] = [];
  for (const part of keys.parts) {
    const key = part.keyFor(header?.alg);
    if (key.status !== "ready") continue;
    const report = await explained(token, key, options);
    const isSigner = report.checks.some(({ name, outcome }) => name === "signature" && outcome === "passed");
    if (isSigner) found.push(report);
  }
  return found.length === 1 ? found[0] : undefined;
}

/** What follows the token that the issuer signed (RFC 9901) can only make the outcome worse. */
async function withDisclosures(
  judged: Judgement,
  token: string,
  decoded: DecodedToken,
  at: number | undefined,
  expected: Expected,
): Promise<Judgement> {
  // Each presentation has a nonce of its own.
  const answer = await answerForSdJwt(token, decoded, { ...expected, bindingNonce: "" }, at);
  if (answer.kind !== "sd_jwt") return judged;
  const { sd, binding } = answer;
  const isUnknown = sd.problems.every(({ kind }) => kind === "unknown_hash" || kind === "no_crypto");
  const isRefused =
    (sd.problems.length > 0 && !isUnknown) ||
    (binding !== undefined && refusalsOf(binding, false).length > 0);
  if (isRefused && judged.outcome === "mismatch") return { ...judged, withoutKey: "disclosures" };
  if (isRefused && !IS_WORSE.has(judged.outcome))
    return { ...judged, outcome: "disclosures", withoutKey: undefined };
  return sd.problems.length > 0 && judged.outcome === "verified"
    ? { ...judged, outcome: "unchecked" }
    : judged;
}

const IS_WORSE: ReadonlySet<Outcome> = new Set(["malformed", "unsigned", "mismatch", "refused"]);

function concluded(report: Report, decoded: DecodedToken, expected: Expected): Judgement {
  const { header } = decoded;
  const errorOf = (name: string) => report.checks.find((check) => check.name === name)?.error;
  const found = report.checks.find(({ name }) => name === "signature")?.outcome;
  const signature = found === "passed" || found === "failed" ? found : "unchecked";
  const { failed, unasked } = sortChecks(report, { expected, leftOver: NOTHING_LEFT_OVER });
  const isUnasked = unasked.some(({ why }) => why === "no_answer");
  const refused = failed.filter(({ name }) => name !== "signature" && name !== "algorithm");
  const ofClaims = outcomeOfClaims(refused.map(({ error }) => error?.code));
  const [ofHeader, ofPayload] = [errorOf("header"), errorOf("payload")];
  const say = (outcome: Outcome): Judgement => ({
    outcome,
    signature,
    isUnasked,
    ...(OF_THE_KEY.has(outcome) && { withoutKey: ofPayload ? "malformed" : (ofClaims ?? "unchecked") }),
  });

  const form = errorOf("form");
  if (form) return say(form.code === "encrypted" ? "encrypted" : "malformed");
  if (isNone(header?.alg)) return say("unsigned");
  if (isDetachedToken(decoded)) return say("detached");
  if (ofHeader) return say(ofHeader.code === "malformed" ? "malformed" : "refused");
  if (signature === "failed") return say("mismatch");
  if (ofPayload) return say("malformed");
  const algorithm = errorOf("algorithm");
  if (algorithm) {
    const isMissing = algorithm.code === "key_not_found" || algorithm.code === "key_ambiguous";
    return say(isMissing ? "noKeyFits" : "otherKey");
  }
  return say(ofClaims ?? (signature === "passed" ? "verified" : "unchecked"));
}

const OF_THE_KEY: ReadonlySet<Outcome> = new Set(["mismatch", "otherKey", "noKeyFits"]);

function outcomeOfClaims(codes: readonly (JwtErrorCode | undefined)[]): Outcome | undefined {
  if (codes.includes("expired")) return "expired";
  if (codes.includes("not_yet_valid")) return "early";
  return codes.length > 0 ? "claims" : undefined;
}

/** In any case: `nOnE` has fooled libraries. */
function isNone(alg: unknown): boolean {
  return typeof alg === "string" && alg.toLowerCase() === "none";
}

/** The next moment at which the clock can change the outcome, or infinity. */
export function changesAt({ header, payload }: DecodedToken, now: number, tolerance: number): number {
  const { maxAge } = demandsOf(header);
  const edges = [
    movedBy(payload?.exp, tolerance),
    movedBy(payload?.nbf, -tolerance),
    ...(maxAge === undefined
      ? []
      : [movedBy(payload?.iat, -tolerance), movedBy(payload?.iat, maxAge + tolerance + 1)]),
  ];
  return Math.min(...edges.filter((edge) => edge > now));
}

function movedBy(time: unknown, by: number): number {
  return typeof time === "number" ? time + by : Number.POSITIVE_INFINITY;
}

/**
 * A key that was entered before the tokens came, and verifies none of them, belongs to another token. It is not held
 * against these.
 */
export function withoutLeftOverKey(judged: Judgement): Judgement {
  const { withoutKey } = judged;
  return withoutKey === undefined
    ? judged
    : { ...judged, outcome: withoutKey, signature: "unchecked", withoutKey: undefined };
}

/** More tokens are not asked how a secret is written. */
const MOST_ASKED = 20;

/** The fields with the encoding in which the secret signed one of the tokens, unless the person chose one. */
export function withFittingEncoding(fields: KeyFields, tokens: readonly string[]): KeyFields {
  if (fields.kind !== "secret" || fields.isEncodingChosen || fields.entered === "") return fields;
  let asked = 0;
  for (const token of tokens) {
    const alg = fields.algorithm ?? read(token).header?.alg;
    if (!isAlgorithm(alg) || !hasSecret(alg)) continue;
    const found = otherEncoding(token, fields, alg);
    if (found) return { ...fields, ...found };
    asked += 1;
    if (asked === MOST_ASKED) break;
  }
  return fields;
}
