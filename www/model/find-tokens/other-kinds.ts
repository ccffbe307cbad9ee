/** Names texts that are not JWTs, but that a person may paste as one. */

import { readableObject, readableText } from "../token-text";
import { HEAD } from "./header";
import type { Other, OtherKind } from "./types";

type Rule = readonly [pattern: RegExp, kind: OtherKind, name?: string];

/** Longer texts are not a single credential. */
const LONGEST = 20_000;

/** Prefixes that the products document, so that leaks can be found. The more specific ones come first. */
const RULES: readonly Rule[] = [
  [/-----BEGIN (?:[A-Z0-9 ]{1,40} )?PRIVATE KEY(?: BLOCK)?-----/, "private_key"],
  // DER without the lines of PEM: PKCS #8, PKCS #1 and SEC 1, and then what is public.
  [/^(?:MII[A-P][\w+/]{2}IBA[AD]|MIG[A-Z]AgEAM|MHcCAQEE|MC4CAQAwBQYDK2V)[\w+/]{16}/, "private_key"],
  [/^(?:MII[A-P]|MFkwEwYHK|MHYwEAYHK|MIGbMBAGB|MCowBQYDK2V|MEMwBQYDK2V)[\w+/]{32}/, "key"],
  [/^PuTTY-User-Key-File-\d/, "private_key"],
  [/-----BEGIN (?:[A-Z0-9 ]{1,40} )?(?:KEY|CERTIFICATE|KEY BLOCK)-----/, "key"],
  [/^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S{1,40}|sk-\S{1,40}) AAAA/, "key"],
  [/^\s*\{[\s\S]*"(?:kty|keys)"\s*:/, "key"],
  [/^v([1-4])\.(?:local|public)\.[\w-]/, "paseto"],
  [/^(?:gh[oprsu]_|github_pat_)\w/, "github_token"],
  [/^pypi-AgE/, "api_key", "PyPI"],
  [/^(?:MDAx|AgE[A-Z])[\w\-+/]{20,}={0,2}$/, "macaroon"],
  [/^gAAAAA[\w-]{40,}={0,2}$/, "fernet"],
  [/^(?:PHNhbW|PD94bWwg)[\w+/%]{20,}/, "saml"],
  [/^(?:Authorization\s*:\s*)?Basic\s+[\w+/]+={0,2}$/i, "basic_credentials"],
  [/^sk-ant-[\w-]{16,}/, "api_key", "Anthropic"],
  [/^sk-(?:proj-|svcacct-)?[\w-]{20,}$/, "api_key", "OpenAI"],
  [/^(?:sk|pk|rk)_(?:live|test)_\w/, "api_key", "Stripe"],
  [/^whsec_\w/, "api_key", "Stripe"],
  [/^(?:AKIA|ASIA)[A-Z2-7]{16}$/, "api_key", "AWS"],
  [/^AIza[\w-]{35}$/, "api_key", "Google"],
  [/^ya29\.[\w-]{20,}/, "api_key", "Google OAuth"],
  [/^gl(?:pat|oas|dt|rt|ptt)-[\w.-]{16,}/, "api_key", "GitLab"],
  [/^xox[abeoprs]-[\w-]{10,}/, "api_key", "Slack"],
  [/^xapp-\d-\w/, "api_key", "Slack"],
  [/^npm_\w{20,}/, "api_key", "npm"],
  [/^dckr_(?:pat|oat)_[\w-]/, "api_key", "Docker"],
  [/^hf_\w{20,}/, "api_key", "Hugging Face"],
  [/^SG\.[\w-]{16,}\.[\w-]{16,}$/, "api_key", "SendGrid"],
  [/^do[oprt]_v1_\w{20,}/, "api_key", "DigitalOcean"],
  [/^hv[sbr]\.[\w-]{20,}/, "api_key", "HashiCorp Vault"],
  [/^shp(?:at|ca|pa|ss)_\w{16,}/, "api_key", "Shopify"],
  [/^sb(?:p|_secret|_publishable)_\w{10,}/, "api_key", "Supabase"],
  [/^PMAK-\w/, "api_key", "Postman"],
  [/^\d{6,12}:AA[\w-]{30,}$/, "api_key", "Telegram"],
];

/** A word of characters that tokens have, long enough that nobody remembers it. */
const OPAQUE = /^(?=.{16,})[\w\-+/=.~:]+$/;
/** Flask and Django sign a value like this: three parts, of which the first is not a header (itsdangerous). */
const SIGNED_SESSION = /^\.?([\w-]+)[.:][\w-]{5,8}[.:][\w-]{20,64}$/;

export function otherKindOf(text: string): Other | undefined {
  const word = text
    .slice(0, LONGEST)
    .trim()
    .replace(/^(?:authorization\s{0,4}:\s{0,4})?(?:bearer|token)\s+/i, "")
    .replace(/^["'`](.*)["'`][,;]?$/s, "$1");
  if (word === "") return undefined;
  if (isSecretJwk(word)) return { kind: "private_key", name: undefined };
  for (const [pattern, kind, name] of RULES) {
    const match = pattern.exec(word);
    if (match) return { kind, name: name ?? (kind === "paseto" ? `v${match[1]}` : undefined) };
  }
  if (isSignedSession(word)) return { kind: "signed_session", name: undefined };
  // A JWT whose beginning is missing still has a payload that begins like one.
  if (/(?:^|\.)eyJ/.test(word)) return undefined;
  if (OPAQUE.test(word)) return { kind: "opaque", name: undefined };
  return isProse(word) ? { kind: "prose", name: undefined } : undefined;
}

/** Words, markup or JSON, without anything that could be two parts of a token. */
function isProse(word: string): boolean {
  if (!/[^\w\-+/=.~:…*]/.test(word) || HEAD.test(word)) return false;
  const parts = word.replaceAll(/\s+/g, "").split(".");
  return !parts.some(
    (part, index) => index > 0 && /^[\w-]{8}/.test(part) && /[\w-]{8}$/.test(parts[index - 1] ?? ""),
  );
}

/** RFC 7517, RFC 7518 §6: `d` is private, `k` is secret; `priv` is what ML-DSA has. */
function isSecretJwk(word: string): boolean {
  const isJwk = word.startsWith("{") && /"(?:kty|keys)"\s{0,9}:/.test(word);
  return isJwk && /"(?:d|k|priv)"\s{0,9}:\s{0,9}"/.test(word);
}

function isSignedSession(word: string): boolean {
  const [, value] = SIGNED_SESSION.exec(word) ?? [];
  if (value === undefined) return false;
  // JSON that is broken is more likely the damaged header of a JWT.
  return word.startsWith(".") || readableObject(readableText(value)?.text) !== undefined;
}
