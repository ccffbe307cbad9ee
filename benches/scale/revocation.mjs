// How long a token still passes after it was revoked at another location: the package's own issuer and
// stores, with
// simulated views of Workers KV and Durable Objects.
import { createVerifier, generateSecret, secretKey } from "jwt-wasm";
import { createTokenIssuer, durableObjectStore, kvStore } from "jwt-wasm/issuer";
import { KV_CACHE_TTL } from "./assumptions.mjs";
import { quantiles, randomOf } from "./random.mjs";
import { centralKv, kvCopy } from "./stores/kv.mjs";
import { objects } from "./stores/objects.mjs";
import { inWorkers } from "./time.mjs";

/** Each gives the store as seen by the revoker, and as seen at the location where the token is used. */
const STORES = {
  kv: (clock) => {
    const central = centralKv(clock);
    return [kvStore(central), kvStore(kvCopy(central, KV_CACHE_TTL, clock))];
  },
  durableObject: () => {
    const store = durableObjectStore(objects().namespace);
    return [store, store];
  },
};

/**
 * Seconds for each session: with a store that is asked only at each refresh, and with one that the gate asks
 * as well.
 */
export function revocationDelays(world, seed, sessions) {
  return inWorkers(async (clock) => {
    const key = secretKey(generateSecret("HS256"), "HS256");
    const verifier = createVerifier({ key, claims: { token_type: "access" } });
    const told = {};
    for (const [asked, isAskedByGate] of Object.entries({ atRefresh: false, atGate: true })) {
      told[asked] = {};
      for (const [name, make] of Object.entries(STORES)) {
        const random = randomOf(seed);
        const delays = [];
        for (let session = 0; session < sessions; session += 1) {
          const [there, here] = make(clock);
          const gate = gateOf(verifier, isAskedByGate ? here : undefined);
          const session = new Session({ key, there, here, gate, clock, random, world });
          delays.push(await session.delay());
        }
        const { median, p99, most } = quantiles(delays);
        told[asked][name] = { median: Math.round(median), p99: Math.round(p99), most: Math.round(most) };
      }
    }
    return told;
  });
}

/** Decides like `createGate`: first by the token, then by the store. */
function gateOf(verifier, store) {
  return async (token) => {
    try {
      const { payload } = verifier.verifySync(token);
      return (await store?.isRevoked(payload)) ? "revoked" : "passed";
    } catch (error) {
      return error.code;
    }
  };
}

/** Uses the tokens until they are refused, and refreshes when the access token has expired. */
class Session {
  #setting;

  constructor(setting) {
    this.#setting = setting;
  }

  /** Seconds from the revocation to the last request that passed. */
  async delay() {
    const { key, there, here, gate, clock, random, world } = this.#setting;
    const [elsewhere, issuer] = [there, here].map((store) => createTokenIssuer({ key, store }));
    let pair = await issuer.refresh((await issuer.issue("user-42")).refresh);
    const revokedAt = clock.seconds + random.uniform() * pair.expiresIn;
    // Earlier reads have expired by then; later copies have a random age.
    clock.set(Math.max(clock.seconds, revokedAt - (1 + random.uniform()) * KV_CACHE_TTL));
    let [passed, isRevoked] = [revokedAt, false];
    for (;;) {
      const next = clock.seconds + random.wait(1 / world.pauseOfRevoked);
      if (next >= revokedAt && !isRevoked) {
        clock.set(revokedAt);
        await elsewhere.revoke(pair.refresh);
        isRevoked = true;
      }
      clock.set(next);
      let verdict = await gate(pair.access);
      if (verdict === "expired") {
        verdict = await issuer.refresh(pair.refresh).then(
          (renewed) => {
            pair = renewed;
            return "passed";
          },
          ({ code }) => code,
        );
      }
      if (verdict === "revoked") break;
      if (verdict !== "passed") throw new Error(`a good token was refused: ${verdict}`);
      passed = Math.max(passed, next);
    }
    for (const each of [elsewhere, issuer]) each.free();
    return passed - revokedAt;
  }
}
