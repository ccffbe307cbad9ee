import type { VerifyOptions } from "jwt-wasm";
import { useState } from "preact/hooks";
import { LIBRARIES, type Library, programFor } from "../model/code";
import { decryptionProgram, JWE_LIBRARIES, type JweLibrary } from "../model/code/jwe";
import type { ShownObject } from "../model/decoded-token";
import type { Bound } from "../model/decryption/binding";
import { canBeSent, curlCommand, headerLine } from "../model/export";
import { linkWith } from "../model/fragment";
import type { KeyState } from "../model/key";
import type { KeyFields } from "../model/key-fields";
import { text } from "../text";
import { CopyButton } from "../ui/copy-button";
import { Panel } from "../ui/panel";
import { Tabs } from "../ui/tabs";
import type { Encryption } from "../ui/use-format";

const FORMS = ["token", "header", "curl", "link", "code"] as const;
type Form = (typeof FORMS)[number];

interface Props {
  token: string;
  fields: KeyFields;
  state: KeyState;
  options: VerifyOptions;
  header: ShownObject | undefined;
  /** Set if the token is encrypted. */
  encryption: Encryption | undefined;
}

/** Offers the token and the key in forms for other programs. */
export function ExportPanel(props: Props) {
  const [form, setForm] = useState<Form>("token");
  const [chosen, setLibrary] = useState<Library | JweLibrary>("verify");
  const { token, fields, state, encryption } = props;
  if (token === "") return null;
  const libraries: readonly (Library | JweLibrary)[] = encryption ? JWE_LIBRARIES : LIBRARIES;
  const library = libraries.find((one) => one === chosen) ?? libraries[0] ?? "verify";
  const isReady = encryption ? encryption.source !== undefined : state.status === "ready";
  const content = contentOf(form, library, props);
  const isSecret = encryption !== undefined || fields.kind !== "pem";
  const hasSecret = form === "code" && isReady && isSecret && content !== "";
  return (
    <Panel title={text.export.title} name="export">
      <Tabs
        id="export"
        label={text.export.forms}
        tabs={FORMS}
        names={text.export.names}
        chosen={form}
        onChoose={(chosen) => setForm(chosen)}
      >
        {form === "code" && (
          <div class="field">
            <label for="export-library">{text.export.library}</label>
            <select
              id="export-library"
              value={library}
              onChange={(event) => setLibrary(event.currentTarget.value as Library | JweLibrary)}
            >
              {libraries.map((one) => (
                <option key={one} value={one}>
                  {text.export.libraries[one]}
                </option>
              ))}
            </select>
          </div>
        )}
        {content === "" ? (
          <p class="remark">{whyNone(form, encryption)}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long one scrolls, which the keyboard must reach.
          <section class="scroller exported" tabIndex={0} aria-label={text.export.shown}>
            <pre translate={false}>{content}</pre>
          </section>
        )}
        {form === "code" && content !== "" && !isReady && <p class="hint">{text.export.onlyDecodes}</p>}
        {form === "code" && (library === "jose" || library === "jsonwebtoken") && (
          <p class="hint">{text.export.lessStrict[library]}</p>
        )}
        {(form === "link" || hasSecret) && (
          <p class="remark">{form === "link" ? text.export.linkWarning : text.export.keyWarning}</p>
        )}
        <div class="buttons">
          <CopyButton content={content} label={text.export.copy[form]} />
        </div>
      </Tabs>
    </Panel>
  );
}

function whyNone(form: Form, encryption: Encryption | undefined): string {
  if (form !== "code") return text.export.cannotBeSent;
  if (!encryption) return text.export.noSuchKey;
  return encryption.source ? text.export.noSet : text.export.notDecrypted;
}

function contentOf(form: Form, library: Library | JweLibrary, props: Props): string {
  const { token } = props;
  switch (form) {
    case "token":
      return token;
    case "header":
      return canBeSent(token) ? headerLine(token) : "";
    case "curl":
      return canBeSent(token) ? curlCommand(token) : "";
    case "code":
      return codeFor(library, props) ?? "";
    case "link":
      return linkWith(token);
  }
}

function codeFor(library: Library | JweLibrary, props: Props): string | undefined {
  const { encryption, header } = props;
  if (!encryption) return programFor(library as Library, props);
  const { source, isNested } = encryption;
  if (!source) return undefined;
  const bound = { alg: header?.alg, enc: header?.enc } as Bound;
  return decryptionProgram(library as JweLibrary, { ...props, source, isNested, bound });
}
