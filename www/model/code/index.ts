/** The page's verification as a program, for our functions and for other libraries. */

import { joseProgram } from "./jose";
import { jsonwebtokenProgram } from "./jsonwebtoken";
import { createVerifierProgram, gateProgram, verifyProgram } from "./own";
import type { Question } from "./question";

export const LIBRARIES = ["verify", "createVerifier", "gate", "jose", "jsonwebtoken"] as const;

export type Library = (typeof LIBRARIES)[number];

/** A complete program that gives the page's answer. `undefined` if the library cannot read such a key. */
export function programFor(library: Library, question: Question): string | undefined {
  switch (library) {
    case "verify":
      return verifyProgram(question);
    case "createVerifier":
      return createVerifierProgram(question);
    case "gate":
      return gateProgram(question);
    case "jose":
      return joseProgram(question);
    case "jsonwebtoken":
      return jsonwebtokenProgram(question);
  }
}
