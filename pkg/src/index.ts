// For Node, Deno, Bun, browsers and bundlers: the module travels inside the script, so nothing is fetched or configured.
import { base64 } from "../generated/inline.js";
import { needed } from "./host/needs.js";
import { provide } from "./module.js";

provide(() => {
  // Where the engine decodes by itself, a cold start is shorter.
  const { fromBase64 } = Uint8Array as { fromBase64?(text: string): Uint8Array<ArrayBuffer> };
  if (fromBase64) return fromBase64(base64);
  const text = needed("atob")(base64);
  const bytes = new Uint8Array(text.length);
  // A function called for each byte would take longer than compiling them.
  for (let index = 0; index < bytes.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
});

export * from "./api.js";
