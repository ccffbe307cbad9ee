import { unavailableHere } from "../error.js";
import { nodeModule } from "../runtime/builtin.js";
import { base64urlOf, textEncoder } from "../runtime/text.js";

/**
 * WebCrypto, which DPoP needs.
 * @throws {JwtError} `sync_unavailable` if the runtime has no WebCrypto, such as on a page without a secure context
 */
export function subtle(): SubtleCrypto {
  const { crypto } = globalThis;
  if (crypto?.subtle === undefined) throw unavailableHere("this runtime has no WebCrypto, which DPoP needs");
  return crypto.subtle;
}

/** The part of `node:crypto` that is used. */
interface NodeCrypto {
  createHash(name: string): { update(text: string): { digest(encoding: "base64url"): string } };
}

let node: NodeCrypto | null | undefined;

/**
 * SHA-256 in base64url, as in `ath` (RFC 9449 §4.2). `node:crypto` is preferred, because Node's WebCrypto hashes in
 * another thread, and the switch takes ten times as long as the hash.
 */
export function sha256(text: string): string | Promise<string> {
  if (node === undefined) node = lookUp() ?? null;
  return node?.createHash("sha256").update(text).digest("base64url") ?? byWebCrypto(text);
}

/** `node:crypto`, if it has the function. Polyfills may lack it. */
function lookUp(): NodeCrypto | undefined {
  const module = nodeModule("node:crypto") as Partial<NodeCrypto> | undefined;
  return typeof module?.createHash === "function" ? (module as NodeCrypto) : undefined;
}

async function byWebCrypto(text: string): Promise<string> {
  const hash = await subtle().digest("SHA-256", textEncoder().encode(text) as BufferSource);
  return base64urlOf(new Uint8Array(hash));
}
