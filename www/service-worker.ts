/** TypeScript's DOM library lacks these types. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): {
    createScriptURL(address: string): string;
  };
}

/** Lets the page work offline if the browser can do that. Everything else works without it. */
export async function registerServiceWorker(): Promise<void> {
  // There is no service worker in development, nor for a page opened from a file.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator) || !location.protocol.startsWith("http"))
    return;
  const address = trusted(new URL("./service-worker.js", document.baseURI).href);
  try {
    const registration = await navigator.serviceWorker.register(address, { updateViaCache: "none" });
    // Otherwise a browser looks for a new version only now and then.
    if (registration.active) await registration.update();
  } catch (error) {
    console.info(`This page will not work offline: ${error}`);
  }
}

/** The page's policy allows a worker only at this one fixed address. */
function trusted(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  const policy = trustedTypes?.createPolicy("service-worker", { createScriptURL: () => address });
  return policy?.createScriptURL(address) ?? address;
}
