// Creates new keys at every start: a secret that Django and the Worker share, or a key ring in a file.
import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { decryptJwks, encryptJwks, keyRing } from "jwt-wasm/issuer";

export const ALGORITHMS = ["HS256", "RS256", "ES256"];

/** The variables that give Django and the Worker their keys. */
export async function makeKeys(algorithm, path, { publishAhead, retireAfter }) {
  const secret = randomBytes(32).toString("base64url");
  if (algorithm === "HS256")
    return { settings: { JWT_SIGNING_KEY: secret }, verifying: secret, secrets: () => [secret] };
  const options = { algorithm, publishAhead, retireAfter };
  const stored = async () => decryptJwks(await readFile(path, "utf8"), secret);
  const rotate = async (keys) => {
    const ring = keyRing(keys, options);
    if (await ring.rotate()) {
      // Renaming is atomic, so no program reads half a file.
      await writeFile(`${path}.new`, await encryptJwks(ring.toPrivateJwks(), secret), { mode: 0o600 });
      await rename(`${path}.new`, path);
    }
    return ring.state;
  };
  await rotate([]);
  return {
    settings: { JWT_KEYS_SECRET: secret },
    secrets: async () => [secret, ...(await stored()).keys.map(({ d }) => d)],
    /** In production, a cron does this. */
    rotate: async () => rotate(await stored()),
  };
}
