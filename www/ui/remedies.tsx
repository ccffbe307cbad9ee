import type { Remedy } from "../model/remedy";
import { text } from "../text";
import { ExactText } from "./exact-text";

interface Props {
  remedies: readonly Remedy[];
  onRemedy(remedy: Remedy): void;
}

/** What is wrong can be put right where one reads of it. */
export function Remedies({ remedies, onRemedy }: Props) {
  if (remedies.length === 0) return null;
  return (
    <div class="buttons">
      {remedies.map((remedy) => (
        <button key={nameOf(remedy)} type="button" class="remedy" onClick={() => onRemedy(remedy)}>
          <ExactText text={nameOf(remedy)} />
        </button>
      ))}
    </div>
  );
}

function nameOf(remedy: Remedy): string {
  switch (remedy.kind) {
    case "expect":
      return text.remedies.expect[remedy.field](remedy.value);
    case "expect_nothing":
      return text.remedies.expectNothing[remedy.field];
    case "accept_no_expiry":
      return text.remedies.acceptNoExpiry;
    case "tolerate":
      return text.remedies.tolerate(remedy.seconds);
    case "use_algorithm":
      return text.remedies.useAlgorithm(remedy.algorithm);
  }
}
