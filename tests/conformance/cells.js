import { conformance, digestOf } from "./suite.js";

const CELLS = [
  ["jwt-wasm", "wasm"],
  ["jwt-wasm", "host"],
  ["jwt-wasm", "auto"],
  ["jwt-wasm/lite", "host"],
  ["jwt-wasm/lite", "auto"],
];

/** The suite on every engine of every variant, in the runtime that this is called in. */
export async function cells(variants, vectors, runtime) {
  const done = [];
  for (const [variant, engine] of CELLS) {
    const isLite = variant === "jwt-wasm/lite";
    const started = Date.now();
    const answer = await conformance(variants[variant], (file) => vectors[file], {
      engine,
      isLite,
      ...runtime,
    });
    const milliseconds = Date.now() - started;
    done.push({ variant, engine, milliseconds, digest: await digestOf(answer.outcomes), ...answer });
  }
  return done;
}
