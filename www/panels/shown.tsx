import type { Report, VerifyOptions } from "jwt-wasm";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import type { KeyState } from "../model/key";
import type { KeyFields } from "../model/key-fields";
import type { Spot } from "../model/source-map";
import { text, withWords } from "../text";
import { Deferred } from "../ui/deferred";
import type { Format } from "../ui/use-format";
import { useLoaded } from "../ui/use-loaded";
import { ClaimsPanel } from "./claims";
import type { ShownTab } from "./shown-tabs";
import { TimePanel } from "./time";

interface Props {
  tab: ShownTab;
  format: Format;
  /** What was verified. */
  decoded: DecodedToken;
  /** What stands in the field. */
  latest: DecodedToken;
  report: Report;
  now: number;
  clock: number;
  at: number | undefined;
  /** Seconds. */
  tolerance: number;
  onTimeChange(time: number | undefined): void;
  /** Selects the letters of the token that encode this. */
  onSelect(spot: Spot): void;
  token: string;
  fields: KeyFields;
  state: KeyState;
  exported: VerifyOptions;
  /** Makes the page judge this token, with this key if it is known. */
  onUse(token: string, verifying: KeyFields | undefined): void;
}

const loadEditing = withWords(["make"], () => import("./make"));
const loadSharing = withWords(["make"], () => import("./export"));

/** What the token says, and what can be done with it: a tab at a time. */
export function Shown(props: Props) {
  const { tab } = props;
  // The editors stay on the page, so that they keep their text, its undo history and the caret.
  const isEditing = useRef(false);
  isEditing.current ||= tab === "edit";
  return (
    <>
      {tab !== "edit" && <Said {...props} tab={tab} />}
      {isEditing.current && (
        <div hidden={tab !== "edit"}>
          <Editing {...props} />
        </div>
      )}
    </>
  );
}

function Said(props: Props & { tab: Exclude<ShownTab, "edit"> }) {
  const { tab, format, decoded, report, now, clock, at, tolerance, onTimeChange, onSelect } = props;
  switch (tab) {
    case "claims":
      return (
        <>
          {format.isSignedContent && format.panel}
          {format.form !== "json" && (
            <ClaimsPanel
              decoded={decoded}
              report={report}
              now={now}
              onSelect={onSelect}
              belowPayload={!format.isSignedContent && format.panel}
            />
          )}
          <TimePanel
            header={decoded.header}
            payload={decoded.payload}
            clock={clock}
            at={at}
            tolerance={tolerance}
            onTimeChange={onTimeChange}
          />
        </>
      );
    case "json":
      return <Deferred isSaid>{({ JsonPanel }) => <JsonPanel decoded={decoded} report={report} />}</Deferred>;
    case "share":
      return <Sharing {...props} />;
  }
}

/** While it is hidden, it stays as it was, since it would be rendered at each letter of the token and each second. */
function Editing({ tab, latest, fields, clock, onUse }: Props) {
  const part = useLoaded(loadEditing, true);
  const shown = useRef<ComponentChildren>(null);
  if (part === "failed") return <p class="broken">{text.page.incomplete}</p>;
  if (part && tab === "edit") {
    shown.current = <part.MakePanel decoded={latest} verifying={fields} now={clock} onUse={onUse} />;
  }
  return <>{shown.current}</>;
}

function Sharing({ token, fields, state, exported, decoded, format }: Props) {
  const part = useLoaded(loadSharing, true);
  if (part === "failed") return <p class="broken">{text.page.incomplete}</p>;
  if (!part) return null;
  return (
    <part.ExportPanel
      token={token}
      fields={fields}
      state={state}
      options={exported}
      header={decoded.header}
      encryption={format.encryption}
    />
  );
}
