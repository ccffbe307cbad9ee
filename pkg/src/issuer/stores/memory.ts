import { namedOptions, wrongOption } from "../../read-options.js";
import { now } from "../../remote/clock.js";
import {
  type FamilyRecord,
  familyOf,
  outcomeOf,
  type RevocationStore,
  type Rotation,
  withStore,
} from "../store.js";
import { Expiries } from "./expiries.js";

/** The options of `memoryStore`. */
export interface MemoryStoreOptions {
  /**
   * How many families to keep at most. A full store begins and revokes no more families: it fails. A revoked family is
   * kept for the issuer's `maxRefreshTtl`. Default 100000.
   */
  maxFamilies?: number;
}

/**
 * Makes a store for `createTokenIssuer` in the memory of this process. It is for development, and for servers with one
 * process: other processes do not see it, and a restart forgets it. After a restart, refresh tokens that came from a
 * refresh are refused.
 * @throws {JwtError} `options_invalid`
 * @example
 * ```ts
 * const issuer = createTokenIssuer({
 *   key: secretKey(secret, "HS256"),
 *   store: memoryStore({ maxFamilies: 10_000 }),
 * });
 * console.log((await issuer.issue("user-42")).expiresIn); // 300
 * ```
 */
export function memoryStore(options: MemoryStoreOptions = {}): RevocationStore {
  const { maxFamilies = 100_000 } = namedOptions(options, "options", ["maxFamilies"]);
  if (!Number.isSafeInteger(maxFamilies) || (maxFamilies as number) < 1) {
    throw wrongOption("maxFamilies", "must be a whole number of at least 1", maxFamilies);
  }
  const families = new Families(maxFamilies as number);
  return {
    async rotate(rotation: Rotation) {
      return withStore(() => {
        const outcome = outcomeOf(families.get(rotation.family), rotation);
        if (outcome === "rotated") families.set(rotation.family, rotation.next, rotation.expiresAt);
        return outcome;
      });
    },
    async revoke(family: string, expiresAt: number) {
      return withStore(() => families.set(family, null, expiresAt));
    },
    async isRevoked(payload: object) {
      return families.get(familyOf(payload))?.current === null;
    },
  };
}

class Families {
  readonly #limit: number;
  readonly #records = new Map<string, MemoryRecord>();
  readonly #expiries = new Expiries<MemoryRecord>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(family: string): FamilyRecord | undefined {
    const record = this.#records.get(family);
    return record !== undefined && record.expiresAt > now() ? record : undefined;
  }

  /** Keeps a family. A full store accepts no new one, because forgetting a family in use would accept its used tokens again. */
  set(family: string, current: string | null, expiresAt: number): void {
    const known = this.#records.get(family);
    if (known !== undefined) {
      known.current = current;
      known.expiresAt = Math.max(expiresAt, known.expiresAt);
      return;
    }
    this.#makeRoom();
    const record = { family, current, expiresAt };
    this.#records.set(family, record);
    this.#expiries.add(record);
  }

  #makeRoom(): void {
    const time = now();
    for (let expired = this.#expiries.take(time); expired; expired = this.#expiries.take(time)) {
      this.#records.delete(expired.family);
    }
    if (this.#records.size >= this.#limit)
      throw new RangeError(`all ${this.#limit} families are in use; raise maxFamilies`);
  }
}

interface MemoryRecord extends FamilyRecord {
  readonly family: string;
  current: string | null;
  expiresAt: number;
}
