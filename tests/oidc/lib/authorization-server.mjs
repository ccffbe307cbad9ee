// A real authorization server on loopback for a remote MCP server. Clients register themselves, or publish a metadata document.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";
import { memoryAdapter } from "./adapter.mjs";
import { letIn } from "./provider.mjs";

const SCOPES = "notes:read notes:write";
const LIVING = [
  "AccessToken",
  "AuthorizationCode",
  "Client",
  "Grant",
  "Interaction",
  "RefreshToken",
  "Session",
];

/**
 * @param privateKeys JWKs
 * @param documents the clients' metadata documents by URL (OAuth Client ID Metadata Document), as their hosts serve them
 */
export async function startAuthorizationServer(privateKeys, documents = {}) {
  const server = createServer((request, response) => handle(request, response));
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, configuration(privateKeys, documents));
  const asked = [];

  async function handle(request, response) {
    const { pathname } = new URL(request.url, issuer);
    asked.push(`${request.method} ${pathname}`);
    if (!pathname.startsWith("/interaction/")) return provider.callback()(request, response);
    return letIn(provider, request, response, SCOPES);
  }

  return {
    issuer,
    /** Requests since the last call. */
    asked: () => asked.splice(0),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function configuration(keys, documents) {
  return {
    adapter: memoryAdapter(),
    jwks: { keys },
    scopes: SCOPES.split(" "),
    cookies: { keys: ["of the tests"] },
    clientDefaults: { token_endpoint_auth_method: "none", id_token_signed_response_alg: "ES256" },
    enabledJWA: { idTokenSigningAlgValues: ["ES256"] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      clientIdMetadataDocument: { enabled: true, ack: "draft-02" },
      resourceIndicators: {
        enabled: true,
        // RFC 8707 §2: the token is for the resource that the client names.
        getResourceServerInfo: (_, resource) => ({
          audience: resource,
          scope: SCOPES,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "ES256" } },
        }),
        useGrantedResource: () => true,
      },
    },
    fetch(url, { dispatcher: _, ...options }) {
      const { [String(url)]: document } = documents;
      return document ? Response.json(document) : globalThis.fetch(url, options);
    },
    ttl: Object.fromEntries(LIVING.map((name) => [name, 600])),
  };
}
