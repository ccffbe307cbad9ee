// For Node, Deno, Bun, browsers and bundlers: the module travels inside the script, so nothing is fetched or configured.
import { base64 } from "../generated/inline.js";
import { provide } from "./module.js";

provide(() => {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  // A function called for each byte would take longer than compiling them.
  for (let index = 0; index < bytes.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
});

export * from "./api.js";
