import { useEffect, useState } from "preact/hooks";
import { type Disclosures, disclosuresOf } from "../model/compare";

/** What two SD-JWTs disclose. Their digests are computed by the browser; `undefined` until it has answered. */
export function useDisclosed(left: string, right: string | undefined): Disclosures | undefined {
  const [answer, setAnswer] = useState<{ left: string; right: string; disclosed: Disclosures }>();
  useEffect(() => {
    if (right === undefined) return;
    let isCurrent = true;
    void disclosuresOf(left, right).then((disclosed) => {
      if (isCurrent) setAnswer({ left, right, disclosed });
    });
    return () => {
      isCurrent = false;
    };
  }, [left, right]);
  return answer?.left === left && answer.right === right ? answer.disclosed : undefined;
}
