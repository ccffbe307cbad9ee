import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Entered } from "../model/entered";
import type { KeyFields } from "../model/key-fields";
import { withWords } from "../text";

/** Without one of these, there is no key in a text, so what finds keys does not need to be loaded. */
const MAY_HOLD_KEY = /BEGIN|kty|LS0t|secret|signing|jwt[_-]?key/i;

const load = withWords(["pastedKey"], () => import("../panels/pasted-key"));

/** The key that was pasted together with a token, and what the page says about it. */
export function usePastedKey(present: KeyFields, take: (key: KeyFields) => void) {
  const [last, setLast] = useState<{ of: Entered["findings"]; note: ComponentChildren }>();
  const latest = useRef<Entered>(undefined);
  const key = useRef(present);
  key.current = present;
  return {
    async look(pasted: string, entered: Entered | undefined) {
      latest.current = entered;
      if (!entered?.findings.tokens[0] || !MAY_HOLD_KEY.test(pasted)) return;
      // Without a connection, the key stays in the text.
      const part = await load().catch(() => {});
      if (latest.current !== entered) return;
      const note = part?.noteOn(pasted, entered.text, key.current, take);
      if (note) setLast({ of: entered.findings, note });
    },
    noteFor: (findings: Entered["findings"]) => last?.of === findings && last.note,
  };
}
