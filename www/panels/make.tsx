import { type Algorithm, JwtError, type Key } from "jwt-wasm";
import { useEffect, useRef, useState } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import {
  type Draft,
  type DraftHeader,
  type DraftPart,
  draftOf,
  readHeader,
  readPayload,
  signDraft,
  withAlgorithm,
  withLifetime,
} from "../model/draft";
import { errorInWords, sentence } from "../model/failure";
import { type KeyState, verifyingFields } from "../model/key";
import { type KeyFields, NO_KEY, textOf, withProposedKind } from "../model/key-fields";
import { FOR_THE_BROWSER, readPrivateKey } from "../model/ml-dsa/key";
import { fieldsOf, signMlDsa } from "../model/ml-dsa/sign";
import { obstacleOfKey, refusalInWords } from "../model/ml-dsa/words";
import type { NewKey } from "../model/new-key";
import { text } from "../text";
import { useSame } from "../ui/hooks";
import { KeyEntry, type KeyField } from "../ui/key-entry";
import { Panel } from "../ui/panel";
import { useKey } from "../ui/use-key";
import { DraftEditor } from "./draft-editor";
import { KeyMaker } from "./key-maker";

interface Props {
  decoded: DecodedToken;
  /** What the token above is verified with: a secret signs as well. */
  verifying: KeyFields;
  now: number;
  onSigned(token: string, verifying: KeyFields | undefined): void;
  /** Puts back the token that was there before. */
  onBack(token: string): void;
}

/** Milliseconds without a change, so that half a word is not signed. */
const UNTIL_SIGNED = 200;

/** An hour. */
const LIFETIME = 3600;

export function MakePanel(props: Props) {
  const [draft, setDraft] = useState<Draft>();
  const { decoded, now } = props;
  const fresh = () =>
    setDraft({
      header: withAlgorithm("", "HS256"),
      payload: withLifetime('{"sub":"user-42"}', now, LIFETIME),
    });
  return (
    <Panel title={text.make.title} name="make">
      <p class="hint">{text.make.intro}</p>
      <div class="buttons">
        {decoded.payload && (
          <button type="button" onClick={() => setDraft(draftOf(decoded))}>
            {text.make.edit}
          </button>
        )}
        <button type="button" onClick={fresh}>
          {text.make.fresh}
        </button>
        {draft && (
          <button type="button" onClick={() => setDraft(undefined)}>
            {text.make.close}
          </button>
        )}
      </div>
      {draft && <Workshop {...props} draft={draft} onChange={setDraft} />}
    </Panel>
  );
}

interface WorkshopProps extends Props {
  draft: Draft;
  onChange(draft: Draft): void;
}

function Workshop({ decoded, verifying, now, draft, onChange, onSigned, onBack }: WorkshopProps) {
  const [entered, setSigning] = useState(() => (verifying.kind === "secret" ? verifying : NO_KEY));
  const [made, setMade] = useState<NewKey>();
  const [said, setSaid] = useState("");
  const [before, setBefore] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [isLive, setLive] = useState(false);
  const keyField = useRef<KeyField>(null);

  const header = readHeader(draft.header);
  const payload = readPayload(draft.payload);
  const alg = header.flaw ? undefined : header.value.algorithm;
  const mlDsa = header.flaw ? undefined : header.value.mlDsa;
  const signing = { ...withProposedKind(entered, mlDsa ?? alg), algorithm: alg };
  const state = useKey(useSame(signing), alg, "sign");
  const mlDsaKey = mlDsa && readPrivateKey(signing, mlDsa);
  const obstacle = mlDsaKey ? obstacleOfKey(mlDsaKey) : obstacleOf(header, state);
  const canSign = !isBusy && !payload.flaw && !header.flaw && obstacle === undefined;

  const change = (changed: Draft) => {
    setSaid("");
    onChange(changed);
  };
  const setAlgorithm = (algorithm: Algorithm) =>
    change({ ...draft, header: withAlgorithm(draft.header, algorithm) });

  const sign = async () => {
    if (!canSign || payload.flaw || header.flaw) return;
    setBusy(true);
    try {
      if (mlDsaKey?.status === "ready") {
        const { jwk } = mlDsaKey;
        const token = await signMlDsa(header.value, payload.value, jwk);
        put(token, fieldsOf({ kty: jwk.kty, alg: jwk.alg, pub: jwk.pub }));
      } else if (state.status === "ready") {
        const key = state.key as Key;
        const token = await signDraft(header.value, payload.value, key);
        const isMade = made !== undefined && textOf(made.signing) === textOf(signing);
        put(token, isMade ? { ...made.verifying, algorithm: alg } : verifyingFields(signing, key));
      }
    } catch (error) {
      if (error instanceof JwtError) setSaid(text.make.refused(sentence(errorInWords(error))));
      else if (mlDsa) setSaid(text.make.refused(await refusalInWords(mlDsa, error)));
      else throw error;
    } finally {
      setBusy(false);
    }
  };
  const put = (token: string, verifiedBy: KeyFields | undefined) => {
    // While it is signed as one types, the one to go back to is the one from before all that.
    setBefore((last) => (isLive && last !== undefined ? last : decoded.token));
    setSaid(verifiedBy ? text.make.signed : text.make.signedOnly);
    onSigned(token, verifiedBy);
  };

  // What could not be signed is not tried again until something about it has changed.
  const written = `${draft.header} ${draft.payload}`;
  const tried = useRef<{ written: string; key: KeyState }>(undefined);
  useEffect(() => {
    if (!isLive || !canSign) return;
    if (tried.current?.written === written && tried.current.key === state) return;
    const timer = setTimeout(() => {
      tried.current = { written, key: state };
      void sign();
    }, UNTIL_SIGNED);
    return () => clearTimeout(timer);
  }, [isLive, canSign, written, state]);

  return (
    <div class="workshop">
      <div class="column">
        <DraftEditor
          id="draft-header"
          label={text.make.header}
          content={draft.header}
          rows={6}
          flaw={header.flaw}
          remarks={remarksOn(header)}
          onChange={(content) => change({ ...draft, header: content })}
          onSubmit={() => void sign()}
        />
        <DraftEditor
          id="draft-payload"
          label={text.make.payload}
          content={draft.payload}
          rows={14}
          flaw={payload.flaw}
          remarks={[]}
          onChange={(content) => change({ ...draft, payload: content })}
          onSubmit={() => void sign()}
        />
        <div class="buttons">
          <button
            type="button"
            class="quiet"
            onClick={() => change({ ...draft, payload: withLifetime(draft.payload, now, LIFETIME) })}
          >
            {text.make.lifetime}
          </button>
        </div>
      </div>
      <section class="column" aria-label={text.make.keyTitle}>
        <h3>{text.make.keyTitle}</h3>
        <KeyMaker
          algorithm={mlDsa ?? alg}
          fields={signing}
          onKey={(key) => {
            setMade(key);
            setSigning(key.signing);
          }}
        />
        <KeyEntry
          id="signing"
          use="sign"
          kinds={["secret", "pem", "jwk"]}
          fields={signing}
          state={mlDsa && state.status !== "ready" ? FOR_THE_BROWSER : state}
          isVerified={false}
          onChange={(fields) => {
            setSaid("");
            setSigning(fields);
            if (fields.algorithm !== undefined && fields.algorithm !== alg) setAlgorithm(fields.algorithm);
          }}
          field={keyField}
        >
          {state.algorithm !== undefined && alg !== undefined && state.algorithm !== alg && (
            <div class="remark with-remedy">
              <p>{text.make.otherKey(state.algorithm)}</p>
              <button type="button" onClick={() => setAlgorithm(state.algorithm as Algorithm)}>
                {text.make.useOwn(state.algorithm)}
              </button>
            </div>
          )}
        </KeyEntry>
      </section>
      <div class="workshop-foot">
        <div class="buttons">
          <button type="button" class="strong" aria-disabled={!canSign} onClick={() => void sign()}>
            {isBusy ? text.make.signing : text.make.sign}
          </button>
          {before !== undefined && before !== decoded.token && (
            <button type="button" onClick={() => onBack(before)}>
              {text.make.back}
            </button>
          )}
          <label class="choice">
            <input
              type="checkbox"
              checked={isLive}
              onChange={(event) => setLive(event.currentTarget.checked)}
            />
            <span>{text.make.live}</span>
          </label>
          {obstacle !== undefined && <span class="hint">{obstacle}</span>}
        </div>
        <p role="status" class="hint">
          {said}
        </p>
      </div>
    </div>
  );
}

/** Why it cannot be signed yet, beyond what an editor says of itself. */
function obstacleOf(header: DraftPart<DraftHeader>, state: KeyState): string | undefined {
  if (header.flaw) return undefined;
  const { algorithm, otherAlg } = header.value;
  if (algorithm === undefined) return otherAlg === undefined ? text.make.noAlg : text.make.otherAlg(otherAlg);
  if (state.status !== "ready") return text.make.noKey;
  return state.algorithm === algorithm ? undefined : text.make.otherKey(state.algorithm ?? "");
}

function remarksOn(header: DraftPart<DraftHeader>): string[] {
  if (header.flaw) return [];
  const { typ, leftOut } = header.value;
  return [
    ...(typ === undefined ? [text.make.typAdded] : []),
    ...(leftOut.length > 0 ? [text.make.leftOut(leftOut.join(", "))] : []),
  ];
}
