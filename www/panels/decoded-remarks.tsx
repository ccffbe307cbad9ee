import type { CheckName, Report } from "jwt-wasm";
import { errorInWords, sentence } from "../model/failure";
import { onOneLine, pieces } from "../model/json-text";
import type { ReadableText } from "../model/token-text";
import { text } from "../text";

/** Why the core refuses this part, if it does. */
export function refusalOf(report: Report, name: CheckName): string | undefined {
  const error = report.checks.find((check) => check.name === name)?.error;
  return error && sentence(errorInWords(error));
}

interface Props {
  content: ReadableText | undefined;
  refusal: string | undefined;
}

/** What a reader must know about a part before believing what they see of it. */
export function PartRemarks({ content, refusal }: Props) {
  const remarks: string[] = [];
  if (refusal !== undefined) remarks.push(refusal);
  if (content && !content.exact) remarks.push(text.parts.notExact);
  else if (content && refusal !== undefined) remarks.push(text.parts.refused);
  if (content && pieces(onOneLine(content.text)).some((piece) => piece.hidden))
    remarks.push(text.parts.hidden);
  return (
    <>
      {remarks.map((remark) => (
        <p key={remark} class="remark">
          {remark}
        </p>
      ))}
    </>
  );
}
