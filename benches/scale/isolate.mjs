// One isolate: the package's own source of keys, and the requests that make it ask the provider. What asks nobody is passed
// over: since requests come by chance, the wait for the next one is the same from any moment on.
import { JwtError } from "../../pkg/dist/error.js";
import { now } from "../../pkg/dist/remote/clock.js";
import { readOptions } from "../../pkg/dist/remote/options.js";
import { sharedState } from "../../pkg/dist/remote/shared.js";
import { RemoteSource } from "../../pkg/dist/remote/source.js";
import { isFresh, maySeek, pauseAt, usable } from "../../pkg/dist/remote/use.js";
import { withSet } from "../../pkg/dist/remote.js";

/** A key id that no set holds. */
const UNKNOWN = "random";

const parse = (text) => JSON.parse(text);

let made = 0;

export class Isolate {
  #source;
  /** What the source decides by; here it is only read. */
  #provider;

  /** @param network `fetch`, and the `cache` that it shares with others, if there is one */
  constructor(network) {
    // Isolates share nothing: by its address each has a state of its own.
    const url = `https://issuer.example/jwks.json?isolate=${made++}`;
    this.#source = RemoteSource.shared(url, network, parse);
    const state = sharedState(new URL(url), []);
    this.#provider = { url: new URL(url), settings: readOptions(network), state, parse };
  }

  /** The newest set that it has, whether or not it may still be used. */
  get set() {
    return this.#provider.state.held?.value;
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
    const held = usable(provider, time);
    if (held === undefined) return { seconds: pause, refuses: pause > 0 };
    const kept = isFresh(held, time) ? held.expiresAt - time : pause;
    if (held.value.keys.includes(kid)) return { seconds: kept, refuses: false };
    if (maySeek(provider, time)) return { seconds: 0, refuses: false };
    const { state, settings } = provider;
    const cooling = (state.soughtAt ?? Number.NEGATIVE_INFINITY) + settings.cooldown - time;
    return { seconds: Math.max(0, Math.min(kept, Math.max(cooling, pause))), refuses: true };
  }
}
