import { Missing } from "../../tests/conformance/lib/missing.js";

/** A runtime that measures, or `undefined` if it is missing, whose reason is printed. With `CI=true`, that is an error. */
export async function opened(runtime) {
  try {
    return await runtime.open();
  } catch (error) {
    if (!(error instanceof Missing) || process.env.CI === "true") throw error;
    console.log(`${runtime.name} is left out: ${error.message}\n`);
    return undefined;
  }
}
