/** A key as a file: text, or the bytes of DER, which are written as PEM so that one sees what was read. */

import { base64 } from "./encoding";
import { type KeyUse, makeKey } from "./key";
import { type KeyFields, NO_KEY, withText } from "./key-fields";

/** Far above every key; below what would make the page wait. */
const LARGEST = 262_144;

/** RFC 7468 and the older forms that the core reads. */
const LABELS: Readonly<Record<KeyUse, readonly string[]>> = {
  verify: ["PUBLIC KEY", "CERTIFICATE", "RSA PUBLIC KEY", "PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"],
  sign: ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"],
};

/** The fields with what the file holds, in the kind that is chosen; `undefined` if the file is too large for a key. */
export async function withFile(fields: KeyFields, file: Blob, use: KeyUse): Promise<KeyFields | undefined> {
  if (file.size > LARGEST) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = textOfBytes(bytes);
  if (fields.kind === "secret") {
    // Editors end each file with a line break, which hardly ever belongs to the secret.
    if (text !== undefined) return withText(fields, text.replace(/[\r\n]+$/, ""));
    return withText({ ...fields, encoding: "base64" }, base64(bytes));
  }
  return withText(fields, text ?? pemOf(bytes, use));
}

function textOfBytes(bytes: Uint8Array): string | undefined {
  // As PowerShell writes what a command printed.
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    const text = new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** DER does not say what it is, so each label is tried; the first one stands there if none fits. */
function pemOf(bytes: Uint8Array, use: KeyUse): string {
  const lines = base64(bytes).match(/.{1,64}/g) ?? [];
  const files = LABELS[use].map((label) =>
    [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join("\n"),
  );
  return files.find((pem) => isKey(pem, use)) ?? files[0] ?? "";
}

function isKey(pem: string, use: KeyUse): boolean {
  const state = makeKey(withText(NO_KEY, pem, "pem"), undefined, use);
  if (state.status === "ready") state.key.free();
  const isWeak = state.status === "refused" && state.error.code === "key_too_weak";
  return state.status === "ready" || state.status === "private" || isWeak;
}
