// Reads the bench's arguments.
import { parseArgs } from "node:util";

export const HELP = `Usage: bench [WORD…] [OPTION…]
       bench engines [WORD…] [OPTION…]
       bench growth [OPTION…]
       bench workers [OPTION…]
       bench parts [WORD…] [OPTION…]

Words choose cases, for example "RS256", "sign" or "ES256 verify"; without words the standard ones run,
everything in Node 20 and 24, and the core elsewhere:
  HS256 RS256 PS256 ES256 ES384 ES512 EdDSA dir+A256GCM Auth.js
  decode verifySync verify cold cached refused sign jwks decrypt encrypt
engines measures the WebAssembly modules beside node:crypto or WebCrypto, signatures alone, in every runtime;
its words are algorithms (also ES256K Ed448 ML-DSA-44 ML-DSA-65 ML-DSA-87), verify and sign.
growth measures cost against size, claims, keys and cache; workers throughput with 1 and 2 threads;
parts what a cold start in workerd consists of, for HS256 and ES256.

Options (an option marked "again" may be repeated):
  --size SIZE     "230 B", "1.2 KB" or "8 KB"; again
  --runtime NAME  node (this one), node20, node24, deno, bun, workerd or chromium; again
  --case TEXT     only cases with this in their name
  --only TEXT     only candidates with this in their name, and the first of jwt-wasm
  --rounds N      rounds to take the median of (default 24)
  --quick         6 rounds: a look, not a result
  --publish       write the numbers and charts into benches/results as well, for the README
  --json PATH     where to write the numbers (default target/bench/*.json)`;

const COMMANDS = ["engines", "growth", "workers", "parts"];

/** @param {string[]} args */
export function readArguments(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      size: { type: "string", multiple: true, default: [] },
      runtime: { type: "string", multiple: true, default: [] },
      case: { type: "string" },
      only: { type: "string" },
      rounds: { type: "string" },
      quick: { type: "boolean", default: false },
      publish: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 6 : 24));
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Error(`--rounds must be a whole number of at least 1, but it is ${values.rounds}`);
  const [first, ...rest] = positionals;
  const command = COMMANDS.includes(first) ? first : "matrix";
  const { size: sizes, runtime: runtimes, case: named, only, publish, json, help } = values;
  const words = command === "matrix" ? positionals : rest;
  return { help, command, words, sizes, runtimes, named, only, rounds, publish, json };
}
