import type { VerifyOptions } from "jwt-wasm";
import { useState } from "preact/hooks";
import { canBeSent, curlCommand, headerLine, program } from "../model/export";
import { linkWith } from "../model/fragment";
import type { KeyState } from "../model/key";
import type { KeyFields } from "../model/key-fields";
import { text } from "../text";
import { CopyButton } from "../ui/copy-button";
import { Panel } from "../ui/panel";
import { Tabs } from "../ui/tabs";

const FORMS = ["token", "header", "curl", "code", "link"] as const;
type Form = (typeof FORMS)[number];

interface Props {
  token: string;
  fields: KeyFields;
  state: KeyState;
  options: VerifyOptions;
}

/** To take along what stands here, for another program. */
export function ExportPanel(props: Props) {
  const [form, setForm] = useState<Form>("token");
  const { token, fields, state } = props;
  if (token === "") return null;
  const content = contentOf(form, props);
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
        {content === "" ? (
          <p class="remark">{text.export.cannotBeSent}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long one scrolls, which the keyboard must reach.
          <section class="scroller exported" tabIndex={0} aria-label={text.export.shown}>
            <pre translate={false}>{content}</pre>
          </section>
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

function contentOf(form: Form, { token, fields, state, options }: Props): string {
  switch (form) {
    case "token":
      return token;
    case "header":
      return canBeSent(token) ? headerLine(token) : "";
    case "curl":
      return canBeSent(token) ? curlCommand(token) : "";
    case "code":
      return program(token, fields, state, options);
    case "link":
      return linkWith(token);
  }
}
