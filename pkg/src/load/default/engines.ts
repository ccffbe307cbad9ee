import { bytesFrom } from "../characters.js";
import { provide } from "../registry.js";

/** Bundlers that split code make a chunk of each engine. The others would wrap everything that a loaded script imports. */
const SCRIPTS = {
  es256: () => import("../../../generated/es256.inline.js"),
  es384: () => import("../../../generated/es384.inline.js"),
  es512: () => import("../../../generated/es512.inline.js"),
  es256k: () => import("../../../generated/es256k.inline.js"),
  rsa: () => import("../../../generated/rsa.inline.js"),
  eddsa: () => import("../../../generated/eddsa.inline.js"),
  ed448: () => import("../../../generated/ed448.inline.js"),
  mldsa: () => import("../../../generated/mldsa.inline.js"),
};

/** For functions that return a promise. */
export async function loadEngine(name: keyof typeof SCRIPTS): Promise<void> {
  const { characters } = await SCRIPTS[name]();
  provide(name, () => bytesFrom(characters));
}
