import type { Remedy } from "../model/remedy";
import { text } from "../text";
import { ExactText } from "./exact-text";

interface Props {
  remedies: readonly Remedy[];
  onRemedy(remedy: Remedy): void;
}

/** A failed check can be fixed beside its message. */
export function Remedies({ remedies, onRemedy }: Props) {
  if (remedies.length === 0) return null;
  return (
    <div class="buttons">
      <RemedyButtons remedies={remedies} onRemedy={onRemedy} />
    </div>
  );
}

export function RemedyButtons({ remedies, onRemedy }: Props) {
  return (
    <>
      {remedies.map((remedy) => (
        <button key={nameOf(remedy)} type="button" class="remedy" onClick={() => onRemedy(remedy)}>
          <ExactText text={nameOf(remedy)} />
        </button>
      ))}
    </>
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
    case "use_own_key":
      return text.judged.useOwnKey;
    case "remove_key":
      return text.statements.leftOver.removeKey;
    case "keep_key":
      return text.statements.leftOver.keepKey;
    case "keep_expected":
    case "keep_binding":
      return text.statements.leftOver.keepExpected;
    case "keep_leniency":
      return text.statements.leftOver.keepLeniency;
    case "repair":
      return text.statements.repairs[remedy.repair.name];
  }
}
