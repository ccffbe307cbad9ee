import type { VerifyOptions } from "jwt-wasm";
import { useState } from "preact/hooks";
import { LIBRARIES, type Library, programFor } from "../model/code";
import { canBeSent, curlCommand, headerLine } from "../model/export";
import { linkWith } from "../model/fragment";
import type { KeyState } from "../model/key";
import type { KeyFields } from "../model/key-fields";
import { text } from "../text";
import { CopyButton } from "../ui/copy-button";
import { Panel } from "../ui/panel";
import { Tabs } from "../ui/tabs";

const FORMS = ["token", "header", "curl", "link", "code"] as const;
type Form = (typeof FORMS)[number];

interface Props {
  token: string;
  fields: KeyFields;
  state: KeyState;
  options: VerifyOptions;
}

/** Offers the token and the key in forms for other programs. */
export function ExportPanel(props: Props) {
  const [form, setForm] = useState<Form>("token");
  const [library, setLibrary] = useState<Library>("verify");
  const { token, fields, state } = props;
  if (token === "") return null;
  const content = contentOf(form, library, props);
  const hasSecret = form === "code" && state.status === "ready" && fields.kind !== "pem";
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
              onChange={(event) => setLibrary(event.currentTarget.value as Library)}
            >
              {LIBRARIES.map((one) => (
                <option key={one} value={one}>
                  {text.export.libraries[one]}
                </option>
              ))}
            </select>
          </div>
        )}
        {content === "" ? (
          <p class="remark">{form === "code" ? text.export.noSuchKey : text.export.cannotBeSent}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long one scrolls, which the keyboard must reach.
          <section class="scroller exported" tabIndex={0} aria-label={text.export.shown}>
            <pre translate={false}>{content}</pre>
          </section>
        )}
        {form === "code" && content !== "" && state.status !== "ready" && (
          <p class="hint">{text.export.onlyDecodes}</p>
        )}
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

function contentOf(form: Form, library: Library, props: Props): string {
  const { token } = props;
  switch (form) {
    case "token":
      return token;
    case "header":
      return canBeSent(token) ? headerLine(token) : "";
    case "curl":
      return canBeSent(token) ? curlCommand(token) : "";
    case "code":
      return programFor(library, props) ?? "";
    case "link":
      return linkWith(token);
  }
}
