// Imitates providers: their documents and tokens, with keys that are made here.
import { readdirSync, readFileSync } from "node:fs";
import { SignJWT } from "jose";
import { generateKeyPairSync } from "../../lib/key-pair.mjs";

const FOLDER = new URL("../providers/", import.meta.url);

const KINDS = { RS256: ["rsa", { modulusLength: 2048 }], ES256: ["ec", { namedCurve: "P-256" }] };

export const fixtureNames = () => readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ""));

const slugOf = (provider) =>
  provider
    .toLowerCase()
    .replace(/^(amazon|microsoft) /, "")
    .replaceAll(" ", "-");

const pairs = new Map();

/** Returns the same pair for the same name. Only the first key of a provider is its own, because making RSA keys takes long. */
function pairOf(name, alg) {
  const known = `${name} ${alg}`;
  if (!pairs.has(known)) pairs.set(known, generateKeyPairSync(...KINDS[alg]));
  return pairs.get(known);
}

/**
 * One provider: its documents, and a function that signs tokens.
 * @param provider its name in the table
 */
export function openFixture(provider) {
  const { words, documents, sets, tokens } = JSON.parse(
    readFileSync(new URL(`${slugOf(provider)}.json`, FOLDER), "utf8"),
  );
  const answers = new Map(
    Object.entries(documents).map(([url, document]) => [url, JSON.stringify(document)]),
  );
  const keys = new Map();
  for (const { url, keys: described, more } of sets) {
    const made = described.map(({ alg, members }, index) => {
      const kid = `${slugOf(provider)}-${index}`;
      const { publicKey, privateKey } = pairOf(index === 0 ? kid : "beside", alg);
      keys.set(kid, { alg, privateKey, members });
      return { ...publicKey.export({ format: "jwk" }), kid, ...members };
    });
    answers.set(url, JSON.stringify({ keys: made, ...more }));
  }
  const asked = [];
  return {
    slug: slugOf(provider),
    words,
    tokens,
    asked,
    /** A `fetch` that knows this provider's addresses only. */
    fetch: async (url) => {
      asked.push(String(url));
      const body = answers.get(String(url));
      return body === undefined ? new Response("Not Found", { status: 404 }) : new Response(body);
    },
    /** A token of the provider with some claims replaced, or left out by `null`, and with further header members. */
    sign: (name, changes = {}, by = {}) => sign(tokens[name], [...keys], changes, by),
  };
}

async function sign({ header, claims }, keys, changes, { privateKey, exp, like = header }) {
  const now = Math.floor(Date.now() / 1000);
  const all = Object.entries({ iat: now, exp: exp ?? now + 300, ...claims, ...changes });
  const payload = Object.fromEntries(all.filter(([, value]) => value !== null));
  const [kid, own] = keys.find(([, { alg, members }]) => alg === header.alg && members.use !== "enc");
  const key = privateKey?.[header.alg] ?? own.privateKey;
  const token = await new SignJWT(payload).setProtectedHeader({ ...like, alg: header.alg, kid }).sign(key);
  return { token, payload };
}

/** Keys of an attacker, a pair for each algorithm. */
export const foreignKeys = Object.fromEntries(
  Object.keys(KINDS).map((alg) => [alg, pairOf("of somebody else", alg).privateKey]),
);
