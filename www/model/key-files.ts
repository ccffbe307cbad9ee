/**
 * What reads PEM, DER and certificates. It is half as large as the rest of the core, and most keys are not files, so it
 * comes by itself.
 */

type KeyFiles = Pick<typeof import("jwt-wasm"), "publicKey" | "privateKey">;

let arrived: KeyFiles | undefined;

export async function loadKeyFiles(): Promise<KeyFiles> {
  arrived ??= await import("./key-file-readers");
  return arrived;
}

/** `undefined` until `loadKeyFiles` is done. */
export function keyFiles(): KeyFiles | undefined {
  return arrived;
}
