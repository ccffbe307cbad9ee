import { errorInWords, sentence } from "../model/failure";
import type { Outcome } from "../model/formats/answer";
import type { JsonSignature, JweJson, JwsJson } from "../model/formats/jws-json";
import { onOneLine } from "../model/json-text";
import { rfc } from "../model/registry";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { ShowMore, useLimit } from "../ui/more";
import { Panel } from "../ui/panel";
import { SourceLink } from "../ui/source-link";
import { Said } from "./sd-jwt";

interface Props {
  jws: JwsJson;
  outcomes: readonly Outcome[];
  onOpen(token: string): void;
}

export function JwsJsonPanel({ jws, outcomes, onOpen }: Props) {
  const words = text.formats.json;
  const [limit, showMore] = useLimit(jws);
  return (
    <Panel
      title={words.title}
      name="jws-json"
      aside={
        <p class="hint">
          {words.forms[jws.form]} <SourceLink source={rfc(7515, "7.2")} />
        </p>
      }
    >
      {jws.flaw && (
        <ul class="said">
          <Said isGood={false} words={words.flaws[jws.flaw]} />
        </ul>
      )}
      <ol class="signatures">
        {jws.signatures.slice(0, limit).map((signature, index) => (
          <Signature
            key={index}
            signature={signature}
            outcome={outcomes[index] ?? { kind: "not_asked" }}
            index={index}
            isDetached={jws.isDetached}
            onOpen={onOpen}
          />
        ))}
      </ol>
      {jws.signatures.length > limit && <ShowMore onMore={showMore} />}
    </Panel>
  );
}

interface SignatureProps {
  signature: JsonSignature;
  outcome: Outcome;
  index: number;
  isDetached: boolean;
  onOpen(token: string): void;
}

function Signature({ signature, outcome, index, isDetached, onOpen }: SignatureProps) {
  const words = text.formats.json;
  const { flaw, compact, presented, protectedHeader, unprotectedHeader } = signature;
  return (
    <li class="json-signature">
      <h3>{words.row(index + 1)}</h3>
      {flaw ? (
        <p class="said said-bad">
          <span>{words.signatureFlaws[flaw]}</span>
        </p>
      ) : (
        <p
          class={`said ${outcome.kind === "match" ? "said-good" : outcome.kind === "refused" ? "said-bad" : ""}`}
        >
          <span>{isDetached ? words.detached : outcomeInWords(outcome)}</span>
        </p>
      )}
      <dl>
        <Header term={words.protected} value={protectedHeader} />
        <Header term={words.unprotected} value={unprotectedHeader} />
      </dl>
      {unprotectedHeader !== undefined && <p class="remark">{words.notSigned}</p>}
      {compact !== undefined && (
        <button
          type="button"
          class="quiet"
          aria-label={`${words.open}: ${words.row(index + 1)}`}
          onClick={() => onOpen(compact + presented)}
        >
          {words.open}
        </button>
      )}
    </li>
  );
}

function outcomeInWords(outcome: Outcome): string {
  const words = text.formats.json;
  if (outcome.kind === "refused") return words.refused(sentence(errorInWords(outcome.error)));
  return words.outcomes[outcome.kind];
}

const LONGEST_SHOWN = 1000;

function Header({ term, value }: { term: string; value: string | undefined }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd translate={false}>
        <ExactText text={onOneLine(value.slice(0, LONGEST_SHOWN))} />
        {value.length > LONGEST_SHOWN && "…"}
      </dd>
    </div>
  );
}

/** Named, with what can be read without its key. */
export function JweJsonPanel({ jwe }: { jwe: JweJson }) {
  const words = text.formats.json;
  return (
    <Panel
      title={words.jweTitle}
      name="jws-json"
      aside={
        <p class="hint">
          <SourceLink source={rfc(7516, "7.2")} />
        </p>
      }
    >
      <p>{jwe.flaw ? words.flaws[jwe.flaw] : words.encryptedDetail(jwe.recipients)}</p>
      <dl>
        <Header term={words.protected} value={jwe.protectedHeader} />
        <Header term={words.unprotected} value={jwe.unprotectedHeader} />
      </dl>
      {jwe.unprotectedHeader !== undefined && <p class="remark">{words.notSigned}</p>}
    </Panel>
  );
}
