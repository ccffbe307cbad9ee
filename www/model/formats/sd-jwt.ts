/**
 * Opens the disclosures of an SD-JWT (RFC 9901 §7.1). Whether the issuer signed the digests is the core's answer about the
 * compact token before the first `~`.
 */

import { base64url } from "../encoding";
import { type JsonNode, meantBy } from "../json-node";
import { type JsonDocument, scan } from "../json-scan";
import { type Disclosure, readDisclosure } from "./disclosure";
import { type Place, type Reference, referencesIn } from "./references";

/** RFC 9901 §4.1.1, by the names of IANA's registry. */
const HASHES: Readonly<Record<string, string>> = {
  "sha-256": "SHA-256",
  "sha-384": "SHA-384",
  "sha-512": "SHA-512",
};

/** Why the whole must be refused (RFC 9901 §7.1). */
export type Problem =
  | { readonly kind: "unknown_hash"; readonly name: string }
  /** `_sd` is not a list of strings, or `...` is not the only member of an item. */
  | { readonly kind: "bad_digests"; readonly count: number }
  | { readonly kind: "digest_twice"; readonly count: number }
  | { readonly kind: "disclosure_flawed"; readonly count: number }
  | { readonly kind: "disclosure_twice"; readonly count: number }
  | { readonly kind: "unreferenced"; readonly count: number }
  | { readonly kind: "name_taken"; readonly count: number }
  | { readonly kind: "wrong_place"; readonly count: number }
  | { readonly kind: "no_crypto" };

export type Status =
  | "disclosed"
  | "flawed"
  | "twice"
  | "unreferenced"
  | "name_taken"
  | "wrong_place"
  | "unchecked";

export interface Opened {
  readonly disclosure: Disclosure;
  readonly digest: string | undefined;
  readonly status: Status;
  /** Where its value belongs, once a digest is found. */
  readonly place: Place | undefined;
}

export interface SdJwt {
  readonly issuerJwt: string;
  /** The payload's, to which the places belong. */
  readonly root: JsonNode | undefined;
  readonly hash: string;
  readonly opened: readonly Opened[];
  /** Digests without a disclosure: hidden claims, or decoys (RFC 9901 §4.2.5). */
  readonly hidden: number;
  readonly problems: readonly Problem[];
  readonly keyBinding: string | undefined;
  /** Whether the payload names a key of the holder (RFC 7800 §3). */
  readonly namesHolder: boolean;
  /** What `sd_hash` must be the digest of (RFC 9901 §4.3.1). */
  readonly bound: string;
}

export interface SplitSdJwt {
  readonly issuerJwt: string;
  readonly disclosures: readonly string[];
  readonly keyBinding: string | undefined;
  readonly bound: string;
}

export function splitSdJwt(text: string): SplitSdJwt {
  const [issuerJwt = "", ...rest] = text.split("~");
  const last = rest.pop() ?? "";
  return {
    issuerJwt,
    disclosures: rest,
    keyBinding: last === "" ? undefined : last,
    bound: text.slice(0, text.length - last.length),
  };
}

/** @param payload the decoded payload of the issuer-signed JWT */
export async function openSdJwt(text: string, payload: string): Promise<SdJwt> {
  const { issuerJwt, disclosures: texts, keyBinding, bound } = splitSdJwt(text);
  const document = scan(payload);
  const hash = hashIn(document);
  const disclosures = texts.map(readDisclosure);
  const namesHolder = document.root?.children.some(({ name }) => name === "cnf") ?? false;
  const common = { issuerJwt, root: document.root, hash, keyBinding, namesHolder, bound };
  const unchecked = (problem: Problem): SdJwt => ({
    ...common,
    opened: disclosures.map((disclosure) => ({
      disclosure,
      digest: undefined,
      status: disclosure.flaw ? "flawed" : "unchecked",
      place: undefined,
    })),
    hidden: 0,
    problems: [problem],
  });
  if (!isHash(hash)) return unchecked({ kind: "unknown_hash", name: hash });
  const digests = await digestsOf(texts, hash);
  if (!digests) return unchecked({ kind: "no_crypto" });
  return { ...common, ...matched(document, disclosures, digests) };
}

function hashIn({ root }: JsonDocument): string {
  const named = root?.children.find(({ name }) => name === "_sd_alg");
  return named ? meantBy(named) : "sha-256";
}

export function isHash(name: string): boolean {
  return Object.hasOwn(HASHES, name);
}

/** `undefined` if the browser has no WebCrypto, as without TLS. */
export async function digestsOf(
  texts: readonly string[],
  hash: string,
): Promise<readonly string[] | undefined> {
  const algorithm = HASHES[hash];
  const subtle = globalThis.crypto?.subtle;
  if (!algorithm || !subtle) return undefined;
  const encoder = new TextEncoder();
  const digest = async (text: string) =>
    base64url(new Uint8Array(await subtle.digest(algorithm, encoder.encode(text))));
  return Promise.all(texts.map(digest));
}

function matched(
  document: JsonDocument,
  disclosures: readonly Disclosure[],
  digests: readonly string[],
): Pick<SdJwt, "opened" | "hidden" | "problems"> {
  const byDigest = new Map<string, number>();
  const statuses: Status[] = disclosures.map(({ flaw }, index) => {
    const digest = digests[index] ?? "";
    if (byDigest.has(digest)) return "twice";
    byDigest.set(digest, index);
    return flaw ? "flawed" : "unreferenced";
  });
  const places: (Place | undefined)[] = disclosures.map(() => undefined);
  const names = new Names();
  const seen = new Set<string>();
  const counts = { bad_digests: 0, digest_twice: 0 };
  let hidden = 0;

  // What is disclosed can hold digests itself. An index instead of `shift`, which can be linear.
  const queue: Reference[] = [];
  const look = (nodes: readonly JsonNode[], root: JsonNode, base: Place | undefined) => {
    const { references, malformed } = referencesIn(nodes, root, base);
    counts.bad_digests += malformed;
    for (const reference of references) queue.push(reference);
  };
  if (document.root) look(document.nodes, document.root, undefined);
  for (let at = 0; at < queue.length; at += 1) {
    const { digest, holder, item, base } = queue[at] as Reference;
    if (seen.has(digest)) {
      counts.digest_twice += 1;
      continue;
    }
    seen.add(digest);
    const index = byDigest.get(digest);
    const content = index === undefined ? undefined : disclosures[index]?.content;
    if (index === undefined) hidden += 1;
    if (index === undefined || !content) continue;
    const { name, value } = content;
    places[index] = { node: item ?? holder, name, base };
    if ((name === undefined) !== (item !== undefined)) {
      statuses[index] = "wrong_place";
      continue;
    }
    if (name !== undefined && !names.take(holder, name)) {
      statuses[index] = "name_taken";
      continue;
    }
    statuses[index] = "disclosed";
    const { nodes } = content.document;
    look(nodes.slice(nodes.indexOf(value)), value, places[index]);
  }

  const count = (status: Status) => statuses.filter((one) => one === status).length;
  const problems: readonly Exclude<Problem, { kind: "unknown_hash" | "no_crypto" }>[] = [
    { kind: "bad_digests", count: counts.bad_digests },
    { kind: "digest_twice", count: counts.digest_twice },
    { kind: "disclosure_flawed", count: count("flawed") },
    { kind: "disclosure_twice", count: count("twice") },
    { kind: "unreferenced", count: count("unreferenced") },
    { kind: "name_taken", count: count("name_taken") },
    { kind: "wrong_place", count: count("wrong_place") },
  ];
  const opened = disclosures.map((disclosure, index) => ({
    disclosure,
    digest: digests[index],
    status: statuses[index] ?? "unchecked",
    place: places[index],
  }));
  return { opened, hidden, problems: problems.filter((problem) => problem.count > 0) };
}

/** The names that each object has, by its own members and by disclosures. */
class Names {
  readonly #taken = new Map<JsonNode, Set<string>>();

  /** `false` if the object has the name already. */
  take(holder: JsonNode, name: string): boolean {
    let taken = this.#taken.get(holder);
    if (!taken) {
      taken = new Set(holder.children.flatMap((child) => child.name ?? []));
      this.#taken.set(holder, taken);
    }
    if (taken.has(name)) return false;
    taken.add(name);
    return true;
  }
}
