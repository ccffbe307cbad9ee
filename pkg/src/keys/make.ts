import { core } from "../../generated/core.js";
import { made, readNumber, readText, settled } from "../core/door.js";
import { macs } from "../engines/mac.js";
import type { Verifying } from "../engines/verifying.js";
import { invalidKey } from "../error.js";
import type { Key } from "../key.js";
import { ALGORITHMS } from "../names.js";
import type { Algorithm } from "../types.js";
import { CoreKeys, handleOf, type KeyHandle, type Outside } from "./handle.js";
import type { Jwk } from "./jwk.js";

/** What the core says about a key or a key set. */
interface Description {
  readonly algorithms: readonly Algorithm[];
  readonly role: KeyHandle["role"];
  readonly kids: KeyHandle["kids"];
  readonly size: number;
}

interface OneKey extends CoreKeys {
  toPublicJwk(): Jwk;
}

/** The class has the name `Key`, because consoles print it. */
export const CoreKey: new (number: number, verifying?: Verifying, outside?: Outside) => OneKey =
  class Key extends CoreKeys {
    readonly algorithms: readonly Algorithm[];
    declare readonly kid?: string;

    constructor(number: number, verifying?: Verifying, outside?: Outside) {
      const description = describe(number);
      super(number, description, verifying, outside);
      this.algorithms = description.algorithms;
      const [kid] = description.kids;
      if (typeof kid === "string") this.kid = kid;
    }

    toPublicJwk(): Jwk {
      const json = publicJwkOf(handleOf(this).number());
      if (json === "") {
        throw invalidKey("the key has no public half here", "public_half_missing");
      }
      return JSON.parse(json);
    }
  };

const ROLES = ["secret", "public", "private", "set"] as const;
const HAS_KID = 4;

export function describe(number: number): Description {
  settled(core.describeKey(number), true);
  const [bits, flags, size] = [readNumber(0), readNumber(1), readNumber(2)];
  const role = ROLES[flags & 3] as KeyHandle["role"];
  const text = readText();
  const kids = role === "set" ? JSON.parse(text) : (flags & HAS_KID) === 0 ? [] : [text];
  const algorithms = Object.freeze(ALGORITHMS.filter((_, place) => (bits >> place) & 1));
  return { algorithms, role, kids, size };
}

/** The public key as the text of a JWK; empty for a secret. */
export function publicJwkOf(number: number): string {
  settled(core.publicJwk(number), true);
  return readText();
}

/** Makes a secret key in the core. */
export function makeSecretKey<K extends Key>(make: () => number): K {
  return new CoreKey(made(make, true), macs) as unknown as K;
}
