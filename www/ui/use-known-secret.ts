import { useEffect, useState } from "preact/hooks";
import { isSignedWith, knownSecretsFor } from "../model/lints/known-secret";
import type { Reading } from "../model/reading";

const AT_ONCE = 4;

/**
 * The well-known secret that a token was signed with. Some are tried at a time: all of them at once would leave a slow
 * machine deaf for a third of a second.
 */
export function useKnownSecret(reading: Reading): string | undefined {
  const [found, setFound] = useState<{ reading: Reading; secret: string }>();
  useEffect(() => {
    let rest = knownSecretsFor(reading);
    let timer = setTimeout(function tryNext() {
      const secret = rest.slice(0, AT_ONCE).find((one) => isSignedWith(one, reading));
      rest = rest.slice(AT_ONCE);
      if (secret !== undefined) setFound({ reading, secret });
      else if (rest.length > 0) timer = setTimeout(tryNext);
    });
    return () => clearTimeout(timer);
  }, [reading]);
  return found?.reading === reading ? found.secret : undefined;
}
