import { useEffect, useState } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { painted } from "./after-painting";
import type { DeferredParts } from "./deferred";

const AT_ONCE = 4;

/**
 * The well-known secret that the token was signed with. A few are tried at a time, because all at once would block a
 * slow machine for a third of a second.
 */
export function useKnownSecret(decoded: DecodedToken, lints: DeferredParts | undefined): string | undefined {
  const [found, setFound] = useState<{ decoded: DecodedToken; secret: string }>();
  useEffect(() => {
    if (!lints) return;
    let isCurrent = true;
    const tryAll = async () => {
      for (const [place, secret] of lints.knownSecretsFor(decoded).entries()) {
        if (place % AT_ONCE === 0) await painted();
        if (!isCurrent) return;
        if (lints.isSignedWith(secret, decoded)) return setFound({ decoded, secret });
      }
    };
    void tryAll();
    return () => {
      isCurrent = false;
    };
  }, [decoded, lints]);
  return found?.decoded === decoded ? found.secret : undefined;
}
