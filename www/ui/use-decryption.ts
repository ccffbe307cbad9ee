import { h } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import type { Decryption } from "../model/decryption/try-keys";
import type { Expected } from "../model/expected";
import type { KeyFields } from "../model/key-fields";
import type { Verdict } from "../model/verdict";
import { text, withWords } from "../text";
import type { Format } from "./use-format";
import { useLoaded } from "./use-loaded";

interface Asked {
  isWanted: boolean;
  decoded: DecodedToken;
  fields: KeyFields;
  isKeyLeftOver: boolean;
  expected: Expected;
  at: number | undefined;
  now: number;
  /** The core's, about the token's text. */
  verdict: Verdict;
  onOpen(token: string): void;
}

const load = withWords(["decryption"], () => import("../panels/decryption"));

/** What an encrypted token says to the entered key; `undefined` for another token. */
export function useDecryption(asked: Asked): Format | undefined {
  const { isWanted, decoded, fields, isKeyLeftOver, expected, at, now, verdict, onOpen } = asked;
  const part = useLoaded(load, isWanted);
  const [cookie, setCookie] = useState("");
  const [last, setLast] = useState<{ of: string; answer: Decryption }>();
  const expectation = JSON.stringify(expected);
  const { token } = decoded;

  useEffect(() => {
    if (!isWanted || typeof part !== "object") return;
    let isCurrent = true;
    const input = { decoded, fields, isKeyLeftOver, cookie, expected, at };
    void part.decryption(input).then((answer) => {
      if (isCurrent) setLast({ of: token, answer });
    });
    return () => {
      isCurrent = false;
    };
  }, [isWanted, part, token, fields, isKeyLeftOver, cookie, expectation, at]);

  if (!isWanted) return undefined;
  const answer = last?.of === token ? last.answer : undefined;
  const isOpen = answer?.kind === "decrypted";
  const known = {
    form: "compact",
    isSignedContent: true,
    checks: [],
    encryption: {
      source: isOpen ? answer.source : undefined,
      isNested: isOpen && answer.inner !== undefined,
    },
  } as const;
  if (part === "failed")
    return { ...known, verdict, panel: h("p", { class: "broken" }, text.page.incomplete) };
  if (!part || !answer) return { ...known, verdict, panel: null };
  return {
    ...known,
    verdict: part.verdictFor(answer),
    panel: h(part.DecryptionPanel, {
      answer,
      now,
      cookie,
      onOpen,
      alg: decoded.header?.alg,
      onCookie: setCookie,
    }),
  };
}
