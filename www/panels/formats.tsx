/** Loaded when a text is an SD-JWT, a JWS with a detached payload, or JSON. */

import type { DecodedToken } from "../model/decoded-token";
import type { Expected } from "../model/expected";
import {
  type Answer,
  answerForDetached,
  answerForJson,
  answerForSdJwt,
  type SeparatePayload,
} from "../model/formats/answer";
import { bindingChecks, type FormatCheck } from "../model/formats/binding-checks";
import type { Form } from "../model/formats/form";
import type { KeyState } from "../model/key";
import type { Remedy } from "../model/remedy";
import type { GivenPayload } from "../ui/use-format";
import { DetachedPanel } from "./detached";
import { JweJsonPanel, JwsJsonPanel } from "./jws-json";
import { SdJwtPanel } from "./sd-jwt";

export { verdictFor } from "../model/formats/verdict";

interface FormatInput {
  form: Form;
  whole: string;
  decoded: DecodedToken;
  key: KeyState;
  expected: Expected;
  at: number | undefined;
  payload: SeparatePayload | undefined;
}

export function answerFor({
  form,
  whole,
  decoded,
  key,
  expected,
  at,
  payload,
}: FormatInput): Promise<Answer> {
  if (form === "json") return answerForJson(whole, key);
  return form === "sd_jwt"
    ? answerForSdJwt(whole, decoded, expected, at)
    : answerForDetached(decoded, payload, key);
}

/** What stands among the checks of the token. */
export function checksOf(answer: Answer, isBindingLeftOver: boolean): readonly FormatCheck[] {
  return answer.kind === "sd_jwt" && answer.binding ? bindingChecks(answer.binding, isBindingLeftOver) : [];
}

interface Props {
  answer: Answer;
  expected: Expected;
  isBindingLeftOver: boolean;
  now: number;
  token: string;
  payload: GivenPayload | undefined;
  onPayload(payload: GivenPayload | undefined): void;
  onExpected(expected: Expected): void;
  onRemedy(remedy: Remedy): void;
  onOpen(token: string): void;
}

export function FormatPanel(props: Props) {
  const { answer, token, payload, onPayload, onOpen } = props;
  switch (answer.kind) {
    case "sd_jwt":
      return <SdJwtPanel {...props} sd={answer.sd} binding={answer.binding} />;
    case "detached":
      return <DetachedPanel answer={answer} token={token} payload={payload} onPayload={onPayload} />;
    case "jws":
      return <JwsJsonPanel jws={answer.jws} outcomes={answer.outcomes} onOpen={onOpen} />;
    case "jwe":
      return <JweJsonPanel jwe={answer.jwe} />;
  }
}
