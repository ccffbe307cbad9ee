/** The page's verification as a program, for our functions and for other libraries. */

import { joseProgram } from "./jose";
import { jsonwebtokenProgram } from "./jsonwebtoken";
import { createVerifierProgram, gateProgram, verifyProgram } from "./own";
import type { ProgramInput } from "./program-input";

export const LIBRARIES = ["verify", "createVerifier", "gate", "jose", "jsonwebtoken"] as const;

export type Library = (typeof LIBRARIES)[number];

/** A complete program that gives the page's answer. `undefined` if the library cannot read such a key. */
export function programFor(library: Library, input: ProgramInput): string | undefined {
  switch (library) {
    case "verify":
      return verifyProgram(input);
    case "createVerifier":
      return createVerifierProgram(input);
    case "gate":
      return gateProgram(input);
    case "jose":
      return joseProgram(input);
    case "jsonwebtoken":
      return jsonwebtokenProgram(input);
  }
}
