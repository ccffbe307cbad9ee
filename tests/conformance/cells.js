import { conformance, digestOf } from "./suite.js";

/** Runs the suite on every engine of the current runtime. */
export async function cells(api, vectors, runtime) {
  const done = [];
  const variant = "jwt-wasm";
  for (const engine of ["wasm", "host", "auto"]) {
    const started = Date.now();
    const answer = await conformance(api, (file) => vectors[file], { engine, ...runtime });
    const milliseconds = Date.now() - started;
    done.push({ variant, engine, milliseconds, digest: await digestOf(answer.outcomes), ...answer });
  }
  return done;
}
