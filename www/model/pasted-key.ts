/** Finds the key in a text that was pasted together with a token. The work grows linearly with the text. */

import { headerForm } from "./find-tokens/header";
import { normalised } from "./find-tokens/normalise";

export type PastedKind = "public" | "certificate" | "set" | "private" | "secret";

export interface PastedKey {
  readonly kind: PastedKind;
  /** As the key field takes it. */
  readonly text: string;
  /** What the text calls it, such as a variable. */
  readonly name: string | undefined;
  /** How many of this kind are in the text. The first is taken. */
  readonly count: number;
  /** Whether the token needs such a key. */
  readonly isWanted: boolean;
}

/** Longer ones are not keys. */
const LONGEST = 20_000;

/** @param token the token that was found in the text */
export function pastedKey(pasted: string, token: string): PastedKey | undefined {
  const text = withDecodedPem(normalised(pasted).text);
  const found = [...pemKeys(text), ...jwkKeys(text)];
  const wanted = wantedFor(token);
  if (wanted[0] === "secret" && !found.some(({ kind }) => kind === "secret")) {
    found.push(...namedSecrets(text, token));
  }
  for (const kind of [...wanted, ...OTHERS]) {
    const some = found.filter((one) => one.kind === kind);
    const [first] = some;
    if (first) return { name: undefined, ...first, count: some.length, isWanted: wanted.includes(kind) };
  }
  return undefined;
}

interface Found {
  readonly kind: PastedKind;
  readonly text: string;
  readonly name?: string;
}

const PUBLIC: readonly PastedKind[] = ["public", "certificate", "set"];

/** These are reported even if they are not needed, so that nobody thinks they were used. Secrets are not: any text may be one. */
const OTHERS: readonly PastedKind[] = [...PUBLIC, "private"];

function wantedFor(token: string): readonly PastedKind[] {
  const form = headerForm(token.slice(0, Math.max(0, token.indexOf("."))));
  if (form?.parts === 5) return /^(?:RSA|ECDH)/.test(form.alg) ? ["private"] : ["secret"];
  return form?.alg.startsWith("HS") ? ["secret"] : PUBLIC;
}

/** Kubernetes and many pipelines keep files as base64. */
function withDecodedPem(text: string): string {
  return text.replaceAll(/LS0tLS1CRUdJTi[A-Za-z\d+/]{20,20000}={0,2}/g, (run) => {
    try {
      return atob(run);
    } catch {
      return run;
    }
  });
}

/** RFC 7468, with whatever wraps the lines in code, in mails and in YAML. */
const PEM = /-----BEGIN ([A-Z\d ]{1,40})-----([^-]{40,20000})-----END ([A-Z\d ]{1,40})-----/g;

function pemKeys(text: string): Found[] {
  const found: Found[] = [];
  for (const [, label = "", body = "", end] of text.matchAll(PEM)) {
    const kind = label === end ? kindOfLabel(label) : undefined;
    const base64 = body
      .replaceAll(/["'`][ \t]*\+[ \t]*(?=[\r\n"'`])/g, "")
      .replaceAll(/[\s"'`\\,;>|#*]+/g, "");
    if (kind === undefined || !/^[A-Za-z\d+/]+={0,2}$/.test(base64)) continue;
    const lines = base64.match(/.{1,64}/g) ?? [];
    found.push({ kind, text: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join("\n") });
  }
  return found;
}

function kindOfLabel(label: string): PastedKind | undefined {
  if (label === "CERTIFICATE") return "certificate";
  if (label.endsWith("PRIVATE KEY")) return "private";
  return label.endsWith("PUBLIC KEY") ? "public" : undefined;
}

/** RFC 7517. Every key that the page reads is an object without objects in it. */
function jwkKeys(text: string): Found[] {
  const found: Found[] = [];
  let isSet = false;
  const ofSet: object[] = [];
  for (const { 0: json, index } of text.matchAll(/\{[^{}]*\}/g)) {
    if (json.length > LONGEST || !/"kty"\s*:/.test(json)) continue;
    const jwk = parsed(json);
    const kind = jwk && kindOfJwk(jwk);
    if (!jwk || !kind) continue;
    found.push({ kind, text: JSON.stringify(jwk, null, 2) });
    if (kind !== "public") continue;
    isSet ||= /"keys"\s{0,9}:\s{0,9}\[\s{0,99}$/.test(text.slice(Math.max(0, index - 130), index));
    ofSet.push(jwk);
  }
  if (!isSet && ofSet.length < 2) return found;
  const set: Found = { kind: "set", text: JSON.stringify({ keys: ofSet }, null, 2) };
  return [...found.filter(({ kind }) => kind !== "public"), set];
}

function kindOfJwk({ kty, d, k, priv }: Readonly<Record<string, unknown>>): PastedKind | undefined {
  if (typeof kty !== "string") return undefined;
  if (kty === "oct") return typeof k === "string" ? "secret" : undefined;
  return d === undefined && priv === undefined ? "public" : "private";
}

/** A name and its value, in quotes or up to white space. */
const NAMED =
  /(?<![\w.$-])([A-Za-z_][\w.-]{0,60})["'`]?[ \t]{0,4}(?:=>|[:=])[ \t]{0,4}(?:"([^"\r\n]{8,512})"|'([^'\r\n]{8,512})'|`([^`\r\n]{8,512})`|([^\s"'`,;&<>{}()]{8,512}))/g;
/** A line of `.env`, whose value has no end but the line's. */
const LINE = /(?<=^|\n)(?:export[ \t]{1,4})?([A-Za-z_]\w{0,60})=([^\s"'`]{8,512})(?=[ \t]{0,8}\r?(?:\n|$))/g;
const OF_SECRET = /secret|signing[_-]?key|jwt[_-]?key/i;
/** Names of other programs' secrets, and of what only points to a secret. */
const OF_ANOTHER = /client|name$|ref$|id$|path$|file$|url$|arn$|type$|version$/i;

/** At most one, and only if it stands out: of several, nobody can see which one signs tokens. */
function namedSecrets(text: string, token: string): Found[] {
  const values = new Map<string, string>();
  for (const [, name = "", ...texts] of [...text.matchAll(LINE), ...text.matchAll(NAMED)]) {
    const value = texts.find((one) => one !== undefined) ?? "";
    if (!OF_SECRET.test(name) || OF_ANOTHER.test(name) || values.has(name)) continue;
    // A variable, or the token itself.
    if (/^(?:\$|%|process\.|os\.|env[.(]|-----BEGIN)/.test(value) || token.startsWith(value)) continue;
    values.set(name, value);
  }
  const all = [...values].map(([name, value]): Found => ({ kind: "secret", text: value, name }));
  const likely = all.filter(({ name = "" }) => /jwt|auth|token|sign/i.test(name));
  return all.length === 1 ? all : likely.length === 1 ? likely : [];
}

function parsed(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
