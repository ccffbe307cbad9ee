import type { JwtError } from "jwt-wasm";
import { type Expected, wouldForgive } from "../model/expected";
import type { Inputs } from "../model/inputs";
import type { KeyState } from "../model/key";
import { NO_KEY } from "../model/key-fields";
import { expectedAfter, type Remedy, remediesFor } from "../model/remedy";
import type { useLeftOver } from "./use-left-over";

type LeftOver = ReturnType<typeof useLeftOver>;

interface Situation {
  readonly inputs: Inputs;
  /** What is expected without what was left over. */
  readonly applied: Expected;
  readonly key: KeyState;
  readonly now: number;
  readonly leftOvers: Readonly<Record<"ofKey" | "ofExpected" | "ofBinding" | "ofLeniency", LeftOver>>;
  onChange(changed: Partial<Inputs>): void;
  onToken(token: string): void;
}

/** Which buttons help against an error, and what each does. */
export function remedying({ inputs, applied, key, now, leftOvers, onChange, onToken }: Situation) {
  const { expected } = inputs;
  const { ofKey, ofExpected, ofBinding, ofLeniency } = leftOvers;
  const apply = (remedy: Remedy) => {
    switch (remedy.kind) {
      case "use_algorithm":
        return onChange({ fields: { ...inputs.fields, algorithm: remedy.algorithm } });
      case "use_own_key":
        return onChange({ fields: remedy.fields });
      case "remove_key":
        return onChange({ fields: NO_KEY });
      case "keep_key":
        return ofKey.keep();
      case "keep_expected":
        return ofExpected.keep();
      case "keep_binding":
        return ofBinding.keep();
      case "keep_leniency":
        return ofLeniency.keep();
      case "repair":
        return onToken(remedy.repair.token);
      default:
        return onChange({ expected: expectedAfter(remedy, isForgiving(remedy) ? applied : expected) });
    }
  };
  const remedies = (error: JwtError): readonly Remedy[] =>
    ofLeniency.isLeftOver && wouldForgive(expected, error, now)
      ? [{ kind: "keep_leniency" }]
      : remediesFor(error, key, applied, now);
  return { apply, remedies };
}

/** What was left over from the previous token does not come back with it. */
function isForgiving({ kind }: Remedy): boolean {
  return kind === "accept_no_expiry" || kind === "tolerate";
}
