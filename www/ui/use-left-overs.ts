import type { Check } from "jwt-wasm";
import { type Expected, isLenient, optionsFor, withoutLeniency } from "../model/expected";
import type { Inputs } from "../model/inputs";
import { type KeyFields, textOf } from "../model/key-fields";
import type { PastedText } from "../model/token-text";
import { type Origins, useLeftOver } from "./use-left-over";
import type { Verification } from "./use-verification";

/** Which token each answer was entered for. */
const KEYS: Origins = new WeakMap();
const EXPECTED: Origins = new WeakMap();
const LENIENCY: Origins = new WeakMap();
const BINDING: Origins = new WeakMap();

/** Whether a tolerance or an accepted missing `exp` was entered for another token, which the verification has to know. */
export function useLeniency(expected: Expected, token: string) {
  return useLeftOver(LENIENCY, {
    value: `${expected.tolerance} ${expected.acceptsNoExpiry}`,
    holder: expected,
    token,
    isEmpty: !isLenient(expected),
    isProven: false,
  });
}

interface Answered {
  readonly inputs: Inputs;
  /** The key's fields as they were read. */
  readonly fields: KeyFields;
  readonly wrapped: PastedText;
  readonly verification: Verification;
}

/** Whether the other answers were entered for another token. What fits this one belongs to it. */
export function useLeftOvers({ inputs, fields, wrapped, verification }: Answered) {
  const { expected } = inputs;
  const { token } = wrapped;
  const isProven = (names: readonly string[]) =>
    verification.token === token &&
    names.every((name) =>
      verification.report.checks.some(
        (check) => check.name === name && check.outcome !== "failed" && !isWithoutKey(check),
      ),
    );
  const ofKey = useLeftOver(KEYS, {
    value: inputs.fields,
    holder: inputs.fields,
    token,
    isEmpty: textOf(fields) === "",
    isProven: isProven(["signature"]),
  });
  const exact = JSON.stringify(optionsFor(withoutLeniency(expected)));
  const ofExpected = useLeftOver(EXPECTED, {
    value: exact,
    holder: expected,
    token,
    isEmpty: exact === "{}",
    isProven: isProven(["typ", "iss", "aud", "sub"]),
  });
  const { bindingAudience, bindingNonce } = expected;
  const ofBinding = useLeftOver(BINDING, {
    value: JSON.stringify([bindingAudience, bindingNonce]),
    holder: expected,
    token: keyBindingIn(wrapped),
    isEmpty: bindingAudience === "" && bindingNonce === "",
    isProven: false,
  });
  return { ofKey, ofExpected, ofBinding };
}

/** What follows the last disclosure of an SD-JWT, if something does. */
function keyBindingIn({ form, after }: PastedText): string {
  return form === "sd_jwt" ? after.slice(after.lastIndexOf("~") + 1).trim() : "";
}

function isWithoutKey({ name, outcome }: Check): boolean {
  return name === "signature" && outcome === "skipped";
}
