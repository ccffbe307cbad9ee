/** Loaded when a token is encrypted, with the module that decrypts. */

import { useMemo } from "preact/hooks";
import {
  type Decrypted,
  type Decryption,
  type DecryptionInput,
  decryption,
} from "../model/decryption/try-keys";
import { originInWords, sourceInWords, verdictFor } from "../model/decryption/words";
import { errorInWords, sentence } from "../model/failure";
import { rfc } from "../model/registry";
import { readableObject } from "../model/token-text";
import { text } from "../text";
import { CopyIcon } from "../ui/copying";
import { ExactField } from "../ui/exact-field";
import { Panel } from "../ui/panel";
import { SourceLink } from "../ui/source-link";
import { ClaimsTable } from "./claims-table";
import { Said } from "./sd-jwt";

export type { Decryption, DecryptionInput };
export { decryption, verdictFor };

interface Props {
  answer: Decryption;
  alg: unknown;
  now: number;
  cookie: string;
  onCookie(cookie: string): void;
  onOpen(token: string): void;
}

export function DecryptionPanel({ answer, alg, now, cookie, onCookie, onOpen }: Props) {
  const words = text.decryption;
  return (
    <Panel
      title={words.title}
      name="decryption"
      aside={
        <p class="hint">
          <SourceLink source={rfc(7516, "5.2")} />
        </p>
      }
    >
      {answer.kind === "decrypted" && <Content answer={answer} now={now} onOpen={onOpen} />}
      {answer.kind === "unfit" && answer.needs === "secret" && alg === "dir" && (
        <p class="hint">{words.unfitSession}</p>
      )}
      {alg === "dir" && (
        <ExactField
          id="session-cookie"
          label={words.cookie}
          hint={words.cookieHint}
          value={cookie}
          onChange={onCookie}
        />
      )}
      {answer.kind !== "decrypted" && alg !== "dir" && (
        <p class="hint">{verdictFor(answer).details.join(" ")}</p>
      )}
    </Panel>
  );
}

/** Much more than a person reads. The copy has all. */
const LONGEST_SHOWN = 20_000;

function Content({ answer, now, onOpen }: { answer: Decrypted; now: number; onOpen(token: string): void }) {
  const words = text.decryption;
  const { content, inner, refusal } = answer;
  const isObject = useMemo(() => readableObject(content.text) !== undefined, [content]);
  return (
    <>
      <ul class="said">
        <Said isGood words={sourceInWords(answer)} />
        {inner === undefined && isObject && !refusal && <Said isGood words={words.claims} />}
        {refusal && <Said isGood={false} words={sentence(errorInWords(refusal))} />}
      </ul>
      <p class="remark">{originInWords(answer)}</p>
      {!content.exact && <p class="remark">{words.notText}</p>}
      <div class="decrypted-content decoded">
        <div class="decoded-head">
          <h3>{words.content}</h3>
          <CopyIcon what={words.contentName} content={() => content.text} />
        </div>
        {isObject ? (
          <section aria-label={words.content}>
            <ClaimsTable part="payload" content={content} now={now} filter="" matches={undefined} />
          </section>
        ) : (
          <pre class="not-object" translate={false}>
            {content.text.slice(0, LONGEST_SHOWN)}
          </pre>
        )}
      </div>
      {inner !== undefined && (
        <button type="button" onClick={() => onOpen(inner)}>
          {words.open}
        </button>
      )}
    </>
  );
}
