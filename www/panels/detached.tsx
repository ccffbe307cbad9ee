import { useState } from "preact/hooks";
import type { Answer } from "../model/formats/answer";
import { rfc, type Source } from "../model/registry";
import { text } from "../text";
import { ExactText } from "../ui/exact-text";
import { FileButton, useFileDrop } from "../ui/files";
import { Panel } from "../ui/panel";
import { SourceLink } from "../ui/source-link";
import type { GivenPayload } from "../ui/use-format";
import { VERBATIM } from "../ui/verbatim";

interface Props {
  answer: Extract<Answer, { kind: "detached" }>;
  token: string;
  payload: GivenPayload | undefined;
  onPayload(payload: GivenPayload | undefined): void;
}

const APPENDIX_F: Source = {
  label: "RFC 7515 appendix F",
  url: "https://www.rfc-editor.org/rfc/rfc7515#appendix-F",
};

/** Larger ones would stop the page while they are hashed. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** Takes the payload that was sent beside the token. */
export function DetachedPanel({ answer, token, payload, onPayload }: Props) {
  const words = text.formats.detached;
  const [isTooLarge, setTooLarge] = useState(false);
  const readFile = async (file: Blob) => {
    setTooLarge(file.size > LARGEST_FILE);
    if (file.size > LARGEST_FILE) return;
    const content = new Uint8Array(await file.arrayBuffer());
    onPayload({ token, content, file: file instanceof File ? file.name : "" });
  };
  const type = (content: string) =>
    onPayload(content === "" ? undefined : { token, content, file: undefined });
  const [isOver, dropHandlers] = useFileDrop((file) => void readFile(file), type);
  const content = payload?.content;
  return (
    <Panel
      title={words.title}
      name="detached"
      aside={
        <p class="hint">
          <SourceLink source={answer.isUnencoded ? rfc(7797, "3") : APPENDIX_F} />
        </p>
      }
    >
      <p class="hint">
        {words.intro} {answer.isUnencoded && words.unencoded}
      </p>
      <div class={`separate-payload${isOver ? " drop-target" : ""}`} {...dropHandlers}>
        <label for="separate-payload">{words.field}</label>
        {content instanceof Uint8Array ? (
          <p>
            <ExactText text={words.fromFile((payload?.file ?? "").slice(0, 100), content.length)} />{" "}
            <button type="button" class="quiet" onClick={() => onPayload(undefined)}>
              {words.removeFile}
            </button>
          </p>
        ) : (
          <textarea
            id="separate-payload"
            class="key-text"
            rows={5}
            value={content ?? ""}
            onInput={(event) => type(event.currentTarget.value)}
            {...VERBATIM}
          />
        )}
        <div class="buttons">
          <FileButton label={words.file} onFile={(file) => void readFile(file)} />
          {typeof content === "string" && (
            <span class="hint">{words.size(new TextEncoder().encode(content).length)}</span>
          )}
        </div>
        {isTooLarge && <p class="remark">{words.tooLarge}</p>}
      </div>
    </Panel>
  );
}
