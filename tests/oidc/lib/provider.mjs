// A real OpenID provider on loopback. Its login page logs every visitor in as the same user.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";
import { memoryAdapter } from "./adapter.mjs";

export const API = "https://api.example";
export const USER = "user-42";
export const REDIRECT = "https://app.example/callback";
/** The `acr` of every login. */
export const CONTEXT = "urn:example:password";
/** The clients' settings, by the first word of their names. */
export const SECRETS = { web: "a secret of the tests", service: "another secret of the tests" };

const LIVING = [
  "AccessToken",
  "AuthorizationCode",
  "ClientCredentials",
  "Grant",
  "IdToken",
  "Interaction",
  "Session",
];
const LOGOUT_PATH = "/logged-out";
const RESPONSE_TYPES = ["code", "code id_token", "code id_token token"];

/**
 * Starts a provider. Its client `web-ALG` gets ID and logout tokens of that algorithm, the client `service` gets access tokens
 * for itself, and the resource `API/ALG` has access tokens of that algorithm.
 * @param privateKeys JWKs. The first one that fits an algorithm signs.
 */
export async function startProvider(algorithms, privateKeys) {
  const server = createServer((request, response) => handle(request, response));
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const adapter = memoryAdapter();
  const logoutTokens = [];
  let asked = { discovery: 0, jwks: 0 };
  let [keys, provider] = [];
  let isUp = true;

  const publish = (published) => {
    keys = published;
    const options = { adapter, algorithms, jwks: { keys }, logoutUri: `${issuer}${LOGOUT_PATH}` };
    provider = new Provider(issuer, configuration(options));
  };

  async function handle(request, response) {
    const { pathname } = new URL(request.url, issuer);
    if (!isUp) return response.writeHead(503).end();
    if (pathname === "/.well-known/openid-configuration") asked.discovery++;
    if (pathname === "/jwks") asked.jwks++;
    if (pathname.startsWith("/interaction/")) return letIn(provider, request, response);
    if (pathname !== LOGOUT_PATH) return provider.callback()(request, response);
    // Stands in for the application's endpoint to which the provider sends logout tokens.
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    logoutTokens.push(new URLSearchParams(Buffer.concat(chunks).toString()).get("logout_token"));
    response.end();
  }

  publish(privateKeys);
  return {
    issuer,
    get keys() {
      return keys;
    },
    logoutTokens,
    /** Requests for its documents since the last call. */
    requests() {
      const counted = asked;
      asked = { discovery: 0, jwks: 0 };
      return counted;
    },
    /** Publishes these keys from now on, and signs with the first ones. */
    rotate: publish,
    setUp(value) {
      isUp = value;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function configuration({ adapter, algorithms, jwks, logoutUri }) {
  return {
    adapter,
    jwks,
    clients: [...algorithms.map((alg) => webClient(alg, logoutUri)), service(algorithms[0])],
    cookies: { keys: ["of the tests"] },
    conformIdTokenClaims: false,
    acrValues: [CONTEXT],
    claims: { openid: ["sub"], email: ["email"], acr: null, auth_time: null, sid: null, iss: null },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, email: "user@example.com" }) }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    enabledJWA: { idTokenSigningAlgValues: algorithms },
    responseTypes: RESPONSE_TYPES,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = form;
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => undefined,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource) => ({
          audience: resource,
          scope: "read write",
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: resource.slice(API.length + 1) } },
        }),
      },
    },
    // The provider's own guard refuses loopback addresses, but the application of the tests is there.
    fetch: (url, { dispatcher: _, ...options }) => globalThis.fetch(url, options),
    renderError: (ctx, { error, error_description: description }) => {
      ctx.body = `${error}: ${description}`;
    },
    ttl: Object.fromEntries(LIVING.map((name) => [name, 600])),
  };
}

const webClient = (alg, logoutUri) => ({
  client_id: `web-${alg}`,
  client_secret: SECRETS.web,
  redirect_uris: [REDIRECT],
  response_types: RESPONSE_TYPES,
  grant_types: ["authorization_code", "implicit"],
  id_token_signed_response_alg: alg,
  backchannel_logout_uri: logoutUri,
  backchannel_logout_session_required: true,
});

const service = (alg) => ({
  client_id: "service",
  client_secret: SECRETS.service,
  redirect_uris: [],
  response_types: [],
  grant_types: ["client_credentials"],
  // The client gets no ID tokens, but the default algorithm is one that the provider may lack.
  id_token_signed_response_alg: alg,
});

/** Stands in for the person at the login page, who agrees to everything. */
export async function letIn(provider, request, response, scope = "read write") {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === "login") {
    const login = { accountId: USER, acr: CONTEXT };
    return provider.interactionFinished(request, response, { login });
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(`openid email ${scope}`);
  if (params.resource) grant.addResourceScope(params.resource, scope);
  const grantId = await grant.save();
  return provider.interactionFinished(
    request,
    response,
    { consent: { grantId } },
    { mergeWithLastSubmission: true },
  );
}
