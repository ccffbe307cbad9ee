// For Node, Deno, Bun, browsers and bundlers: the module travels inside the script, so nothing is fetched or configured.
import { base64 } from "../generated/inline.js";
import { provide } from "./module.js";

provide(() => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));

export * from "./api.js";
