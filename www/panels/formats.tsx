/** Loaded when a text is an SD-JWT, a JWS with a detached payload, or JSON. */

import type { DecodedToken } from "../model/decoded-token";
import { type Expected, NOTHING_EXPECTED, optionsFor } from "../model/expected";
import type { Form } from "../model/formats/form";
import {
  type Answer,
  judgeDetached,
  judgeJson,
  judgeSdJwt,
  type SeparatePayload,
} from "../model/formats/judge";
import type { KeyState } from "../model/key";
import type { GivenPayload } from "../ui/use-format";
import { DetachedPanel } from "./detached";
import { JweJsonPanel, JwsJsonPanel } from "./jws-json";
import { SdJwtPanel } from "./sd-jwt";

export { verdictFor } from "../model/formats/verdict";

interface Question {
  form: Form;
  whole: string;
  decoded: DecodedToken;
  key: KeyState;
  expected: Expected;
  at: number | undefined;
  payload: SeparatePayload | undefined;
}

export function judge({ form, whole, decoded, key, expected, at, payload }: Question): Promise<Answer> {
  // What is expected of the issuer's claims is not expected of the presenter's.
  const { audience, tolerance } = expected;
  const options = {
    ...optionsFor({ ...NOTHING_EXPECTED, audience, tolerance }),
    ...(at === undefined ? {} : { now: at }),
  };
  if (form === "json") return judgeJson(whole, key);
  return form === "sd_jwt" ? judgeSdJwt(whole, decoded, options) : judgeDetached(decoded, payload, key);
}

interface Props {
  answer: Answer;
  expected: Expected;
  now: number;
  token: string;
  payload: GivenPayload | undefined;
  onPayload(payload: GivenPayload | undefined): void;
  onOpen(token: string): void;
}

export function FormatPanel({ answer, expected, now, token, payload, onPayload, onOpen }: Props) {
  switch (answer.kind) {
    case "sd_jwt":
      return (
        <SdJwtPanel sd={answer.sd} binding={answer.binding} expected={expected} now={now} onOpen={onOpen} />
      );
    case "detached":
      return <DetachedPanel answer={answer} token={token} payload={payload} onPayload={onPayload} />;
    case "jws":
      return <JwsJsonPanel jws={answer.jws} outcomes={answer.outcomes} onOpen={onOpen} />;
    case "jwe":
      return <JweJsonPanel jwe={answer.jwe} />;
  }
}
