import { headerForm } from "../find-tokens/header";
import { type Statement, statement } from "./statement";

const MOST_COPIES = 8;

/** The same token several times, or two different ones, with nothing or only white space between them. */
export function repeated(token: string): Statement | undefined {
  const letters = token.replaceAll(/\s+/g, "");
  for (let copies = 2; copies <= MOST_COPIES; copies += 1) {
    if (letters.length % copies !== 0) continue;
    const one = letters.slice(0, letters.length / copies);
    if (one.includes(".") && one.repeat(copies) === letters) {
      return statement("repeated", [copies], { name: "keep_one", token: one });
    }
  }
  return glued(letters);
}

/** A signature is not a header, so a header behind one begins another token. */
function glued(letters: string): Statement | undefined {
  const parts = letters.split(".");
  if (letters.includes("~") || parts.length !== 5 || headerForm(parts[0] ?? "")?.parts !== 3)
    return undefined;
  const middle = parts[2] ?? "";
  for (const { index } of middle.matchAll(/e(?:y[IJA-]|w[0o])/g)) {
    if (index === 0 || !headerForm(middle.slice(index))) continue;
    const first = [parts[0], parts[1], middle.slice(0, index)].join(".");
    return statement("glued", [], { name: "keep_first", token: first });
  }
  return undefined;
}
