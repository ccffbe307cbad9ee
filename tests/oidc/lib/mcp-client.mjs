// The state of an MCP client's authorization, and its user, who agrees to everything.
import { Browser } from "./browser.mjs";

const REDIRECT = "http://127.0.0.1:33418/callback";

/**
 * An `OAuthClientProvider` for the SDKs.
 * @param clientMetadataUrl if the client publishes a metadata document
 */
export function newUser(clientMetadataUrl) {
  const kept = {};
  return {
    kept,
    redirectUrl: REDIRECT,
    ...(clientMetadataUrl && { clientMetadataUrl }),
    clientMetadata: clientMetadata(),
    state: () => "of the tests",
    clientInformation: () => kept.client,
    saveClientInformation(client) {
      kept.client = client;
    },
    tokens: () => kept.tokens,
    saveTokens(tokens) {
      kept.tokens = tokens;
    },
    saveDiscoveryState(state) {
      kept.discovery = state;
    },
    discoveryState: () => kept.discovery,
    saveCodeVerifier(verifier) {
      kept.verifier = verifier;
    },
    codeVerifier: () => kept.verifier,
    /** The address to which the authorization server finally sent the user. */
    async redirectToAuthorization(url) {
      kept.asked = url.searchParams;
      kept.redirected = (await new Browser().redirected(url)).searchParams;
    },
  };
}

export const clientMetadata = () => ({
  client_name: "a client of the tests",
  redirect_uris: [REDIRECT],
  grant_types: ["authorization_code"],
  response_types: ["code"],
  token_endpoint_auth_method: "none",
  application_type: "native",
});

/** A `fetch` that records requests and answers. */
export function recorded() {
  const seen = [];
  const send = async (input, init) => {
    const answer = await fetch(input, init);
    const { method, url } = new Request(input, { ...init, body: null });
    const { pathname } = new URL(url);
    seen.push([`${method} ${pathname}`, answer.status]);
    return answer;
  };
  return { seen, send };
}
