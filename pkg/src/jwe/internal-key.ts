import { core } from "../../generated/core.js";
import { algorithmBits } from "../algorithm-bits.js";
import { writeBytes } from "../core/door.js";
import type { PrivateKey } from "../key.js";
import { makeKey } from "../keys/make-key.js";
import { withBytes } from "../keys/text.js";

/** The example of RFC 8037 A.1. */
const JWK =
  '{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}';

let key: PrivateKey<"EdDSA"> | undefined;

/**
 * Signs nothing, so it need not be secret. With a key of this kind the core completes the claims and leaves the signature to an
 * engine, which is never asked.
 */
export function internalKey(): PrivateKey<"EdDSA"> {
  key ??= withBytes(JWK, (bytes) =>
    makeKey(() => {
      writeBytes(bytes);
      return core.jwk(bytes.length, algorithmBits(["EdDSA"]));
    }),
  );
  return key;
}
