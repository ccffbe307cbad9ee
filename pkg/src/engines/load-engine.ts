import { checkAlgorithm } from "../keys/algorithm-list.js";
import type { Algorithm } from "../types.js";
import { hostAlgorithm } from "./algorithms.js";
import { loaded, missing } from "./missing.js";

/**
 * Loads the WebAssembly engines of the algorithms. Functions such as `verifySync` need them where the runtime computes
 * signatures only as a promise. Functions that return a promise load what they need themselves. HMAC needs no engine.
 * @throws {JwtError} `options_invalid` for an unknown algorithm; `sync_unavailable` if an engine cannot be loaded, such
 *   as on Cloudflare Workers, where `import "jwt-wasm/engines/es256"` adds it
 * @example
 * ```ts
 * await loadEngine("ES256", "RS256");
 * ```
 */
export async function loadEngine(...algorithms: readonly Algorithm[]): Promise<void> {
  for (const name of algorithms) checkAlgorithm(name);
  await Promise.all(
    algorithms.map(async (name) => {
      const algorithm = hostAlgorithm(name);
      if (algorithm && !(await loaded(algorithm.engine))) throw missing(algorithm);
    }),
  );
}
