// The page of errors, written from the codes and from what calls really say.
import { CODES } from "./error-codes.mjs";
import { provoked } from "./provoke.mjs";

const INTRO = `# Errors

<!-- Written by \`cargo xtask messages\` from tests/docs/lib/error-codes.mjs. -->

Every error that jwt-wasm throws is a \`JwtError\`. Branch on its \`code\` and its \`reason\`: both come from closed lists and are stable.
Messages may change. A message says what was found and, if that helps, what was expected and what to do. It never contains a token, a
secret or a part of a key.

| Member | Meaning |
| --- | --- |
| \`code\` | What is wrong: one of the codes below, which \`ERROR_CODES\` lists. |
| \`reason\` | Says more exactly what is wrong. [Reasons](reasons.md) lists the reasons for keys, options and skipped checks. |
| \`part\` | What is wrong: a segment of the token, a member of the key, or an option. |
| \`claim\` | The claim that failed. |
| \`expected\`, \`actual\` | What would have been accepted, and what was found. Times are in seconds since 1970-01-01T00:00:00Z. |
| \`issues\` | What is wrong, according to the option \`schema\`. |
| \`cause\` | The error behind this one. |

Where the runtime allows it, the error of a refused token has no stack trace, because making one takes longer than verifying an HS256
token. The option \`stackTraces\` asks for one. Errors of a wrong argument, option or key, and all errors of \`sign\`, always have one.
`;

/** @throws if a call does not fail with the code that it is an example of */
export async function errorsPage() {
  const sections = [];
  for (const [code, { means, do: advice, reasons = [], examples }] of Object.entries(CODES)) {
    const messages = [];
    for (const example of examples) {
      const [first] = await provoked([example]);
      if (first?.code !== code) throw new Error(`the example of ${code} says ${JSON.stringify(first)}`);
      messages.push(`> ${first.message.replaceAll(/[\\<>*_`]/g, "\\$&")}`);
    }
    const named =
      reasons.length > 0 ? ` Reasons: ${reasons.map((reason) => `\`${reason}\``).join(", ")}.` : "";
    sections.push(
      `## ${code}\n\n${means}${named}\n\n**What to do:** ${advice}\n\n${messages.join("\n>\n")}\n`,
    );
  }
  return `${INTRO}\n${sections.join("\n")}`;
}
