// One isolate: the package's own source of keys, and the requests that make it ask the provider. What asks nobody is passed
// over: since requests come by chance, the wait for the next one is the same from any moment on.
import { JwtError } from "../../pkg/dist/error.js";
import { now } from "../../pkg/dist/remote/clock.js";
import { isFresh, maySeek, pauseAt, usable } from "../../pkg/dist/remote/freshness.js";
import { lifetime } from "../../pkg/dist/remote/lifetime.js";
import { readOptions } from "../../pkg/dist/remote/options.js";
import { RemoteSource } from "../../pkg/dist/remote/source.js";
import { emptyState } from "../../pkg/dist/remote/state.js";
import { withSet } from "../../pkg/dist/remote/with-set.js";

/** A key id that no set holds. */
const UNKNOWN = "random";

const URL_OF_KEYS = new URL("https://issuer.example/jwks.json");

const parse = (text) => JSON.parse(text);

export class Isolate {
  #source;
  /** What the source decides by; here it is only read. */
  #provider;

  /** @param network the `cache` that it shares with others, if there is one */
  constructor(network) {
    // Isolates share nothing: each has a state of its own.
    const state = emptyState();
    const fixed = { url: URL_OF_KEYS, settings: readOptions(network), parse };
    const place = { state, fetch: globalThis.fetch };
    this.#source = new RemoteSource(fixed, () => place);
    this.#provider = { ...fixed, ...place };
  }

  /** The newest set that it has, whether or not it may still be used. */
  get set() {
    return this.#provider.state.keySet?.value;
  }

  /** The code with which a token is refused, or `undefined` if it passes. */
  async verify(kid = UNKNOWN) {
    try {
      await withSet(this.#source, async ({ keys }) => {
        if (!keys.includes(kid)) throw new JwtError("the set lacks the key", { code: "key_not_found" });
      });
    } catch (error) {
      if (error instanceof JwtError) return error.code;
      throw error;
    }
  }

  /** For how long tokens with this `kid` ask nobody from now on, and whether they are refused meanwhile. */
  quiet(kid = UNKNOWN) {
    const provider = this.#provider;
    const time = now();
    const pause = pauseAt(provider, time);
    const keySet = usable(provider, time);
    if (keySet === undefined) return { seconds: pause, refuses: pause > 0 };
    const expiresAt = keySet.fetchedAt + lifetime(keySet, provider.settings);
    const kept = isFresh(provider, keySet, time) ? expiresAt - time : pause;
    if (keySet.value.keys.includes(kid)) return { seconds: kept, refuses: false };
    if (maySeek(provider, time)) return { seconds: 0, refuses: false };
    const { state, settings } = provider;
    const cooling = (state.soughtAt ?? Number.NEGATIVE_INFINITY) + settings.cooldown - time;
    return { seconds: Math.max(0, Math.min(kept, Math.max(cooling, pause))), refuses: true };
  }
}
