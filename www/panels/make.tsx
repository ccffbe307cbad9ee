import type { Algorithm } from "jwt-wasm";
import { useMemo, useRef } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import {
  type DraftHeader,
  type DraftPart,
  freshDraft,
  LIFETIME,
  readHeader,
  readPayload,
} from "../model/draft";
import { withLifetime, withValue } from "../model/draft-text";
import type { KeyFields } from "../model/key-fields";
import { text } from "../text";
import { Panel } from "../ui/panel";
import { rewrite } from "../ui/replace-text";
import { useDraft } from "../ui/use-draft";
import { type Signing, useLiveSignature } from "../ui/use-live-signature";
import { useSigningKey } from "../ui/use-signing-key";
import { DraftEditor } from "./draft-editor";
import { DraftTimes } from "./draft-times";
import { useKeyMaking } from "./key-maker";
import { SignedToken } from "./signed-token";
import { SigningKeyPanel } from "./signing-key";

interface Props {
  /** The token that the page judges. */
  decoded: DecodedToken;
  /** The key of the page's key field. A secret or a private key can sign as well. */
  verifying: KeyFields;
  now: number;
  /** Makes the page judge this token, with this key if it is known. */
  onUse(token: string, verifying: KeyFields | undefined): void;
}

/** Header and payload as text, and the token that they give, signed again at each change. */
export function MakePanel({ decoded, verifying, now, onUse }: Props) {
  const { draft, first, origin, change, use, fieldsBefore } = useDraft(decoded, now);
  const headerField = useRef<HTMLTextAreaElement>(null);
  const payloadField = useRef<HTMLTextAreaElement>(null);

  const header = useMemo(() => readHeader(draft.header), [draft.header]);
  const payload = useMemo(() => readPayload(draft.payload), [draft.payload]);
  const key = useSigningKey(header, verifying);
  const named = header.flaw ? undefined : header.value.algorithm;
  const making = useKeyMaking(named, ({ signing }) => key.enter(signing));

  const { sign } = key;
  const signing = useMemo<Signing | undefined>(
    () => (sign && !payload.flaw ? { sign: () => sign(payload.value) } : undefined),
    [sign, payload],
  );
  const signature = useLiveSignature(signing);

  const write = (wanted: { header?: string; payload?: string }) => {
    if (wanted.header !== undefined && headerField.current) rewrite(headerField.current, wanted.header);
    if (wanted.payload !== undefined && payloadField.current) rewrite(payloadField.current, wanted.payload);
  };
  const setAlgorithm = (algorithm: Algorithm) =>
    write({ header: withValue(draft.header, "alg", JSON.stringify(algorithm)) });
  const submit = () =>
    key.obstacle?.needsKey && !key.obstacle.algorithm ? making.make() : signature.again();
  const isChanged = draft.header !== first.header || draft.payload !== first.payload;

  return (
    <Panel
      title={text.make.title}
      name="make"
      aside={
        <div class="buttons">
          <button
            type="button"
            class="quiet"
            onClick={() => write({ payload: withLifetime(draft.payload, now, LIFETIME) })}
          >
            {text.make.lifetime}
          </button>
          <button type="button" class="quiet" onClick={() => write(freshDraft(now))}>
            {text.make.fresh}
          </button>
        </div>
      }
    >
      <DraftEditor
        id="draft-header"
        label={text.make.header}
        content={draft.header}
        rows={5}
        flaw={header.flaw}
        remarks={remarksOn(header)}
        onChange={(content) => change({ header: content })}
        onSubmit={submit}
        field={headerField}
      />
      <DraftEditor
        id="draft-payload"
        label={text.make.payload}
        content={draft.payload}
        rows={8}
        flaw={payload.flaw}
        remarks={[]}
        onChange={(content) => change({ payload: content })}
        onSubmit={submit}
        field={payloadField}
      >
        <DraftTimes payload={draft.payload} now={now} field={payloadField} />
      </DraftEditor>
      <SignedToken
        signature={signature}
        signing={key}
        making={making}
        isFaulty={header.flaw !== undefined || payload.flaw !== undefined}
        judged={decoded.token}
        onAlgorithm={setAlgorithm}
        onUse={() => {
          const publicHalf =
            key.isPageKey && verifying.kind === "secret" ? verifying : key.verifying(making.made);
          use(signature.token, verifying);
          onUse(signature.token, publicHalf);
          return publicHalf !== undefined;
        }}
        onBack={
          isChanged || decoded.token !== origin
            ? () => {
                write(first);
                if (decoded.token !== origin) onUse(origin, fieldsBefore);
                return origin;
              }
            : undefined
        }
      />
      <SigningKeyPanel signing={key} making={making} />
    </Panel>
  );
}

function remarksOn(header: DraftPart<DraftHeader>): string[] {
  if (header.flaw) return [];
  const { typ, leftOut } = header.value;
  return [
    ...(typ === undefined && !leftOut.includes("typ") ? [text.make.typAdded] : []),
    ...(leftOut.length > 0 ? [text.make.leftOut(leftOut.join(", "))] : []),
  ];
}
