/** Of the types that TypeScript's DOM library lacks, as much as is needed. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): {
    createScriptURL(address: string): string;
  };
}

/**
 * Lets the page work offline, where the browser can do that. Without it, or when it fails, nothing else is missing.
 */
export async function registerServiceWorker(): Promise<void> {
  // In development there is none, and a page opened from a file can have none.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator) || !location.protocol.startsWith("http"))
    return;
  const address = trusted(new URL("./service-worker.js", document.baseURI).href);
  try {
    const registration = await navigator.serviceWorker.register(address, { updateViaCache: "none" });
    // By itself a browser looks for a newer one when it finds the time.
    if (registration.active) await registration.update();
  } catch (error) {
    console.info(`This page will not work offline: ${error}`);
  }
}

/** The one address at which the policy lets a script begin, and it is always the same. */
function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("service-worker", { createScriptURL: () => address });
  return policy?.createScriptURL(address) ?? address;
}
