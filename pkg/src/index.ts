// For Node, Deno, Bun, browsers and bundlers: the module travels inside the script, so nothing is fetched or configured.
import { characters } from "../generated/inline.js";
import { provide } from "./module.js";

provide(() => {
  const bytes = new Uint8Array(characters.length);
  // A function called for each byte would take longer than compiling them.
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
  return bytes;
});

export * from "./api.js";
