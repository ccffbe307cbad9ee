import { useEffect, useState } from "preact/hooks";
import type { DecodedToken } from "../model/decoded-token";
import { isSignedWith, knownSecretsFor } from "../model/lints/known-secret";

const AT_ONCE = 4;

/**
 * The well-known secret that a token was signed with. Some are tried at a time: all of them at once would leave a slow
 * machine deaf for a third of a second.
 */
export function useKnownSecret(decoded: DecodedToken): string | undefined {
  const [found, setFound] = useState<{ decoded: DecodedToken; secret: string }>();
  useEffect(() => {
    let rest = knownSecretsFor(decoded);
    let timer = setTimeout(function tryNext() {
      const secret = rest.slice(0, AT_ONCE).find((one) => isSignedWith(one, decoded));
      rest = rest.slice(AT_ONCE);
      if (secret !== undefined) setFound({ decoded, secret });
      else if (rest.length > 0) timer = setTimeout(tryNext);
    });
    return () => clearTimeout(timer);
  }, [decoded]);
  return found?.decoded === decoded ? found.secret : undefined;
}
