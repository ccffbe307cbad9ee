import { CLIENT_ASSERTION_TYPE, signClientAssertion } from "../issuer/client-assertion.js";
import { discard, readText } from "../remote/body.js";
import { within } from "../remote/deadline.js";
import { RemoteError, toRemoteError } from "../remote/remote-error.js";
import { needed } from "../runtime/needs.js";
import { checkSecret, type IntrospectionSettings, readPrivateKeyJwt } from "./options.js";

const JSON_TYPE = "application/json";
const JWT_TYPE = "application/token-introspection+jwt";

/**
 * The text of the server's answer about a token (RFC 7662 §2). No redirect is followed: the request holds the token and what proves
 * who asks.
 * @throws {RemoteError} for what the server does
 * @throws whatever the caller's functions throw; {JwtError} for what they give
 */
export async function ask(token: string, settings: IntrospectionSettings, env: unknown): Promise<string> {
  const { timeout, maxBytes, endpoint, signed } = settings;
  const { authorization, parameters, secrets } = await credentials(settings, env);
  const body = new (needed("URLSearchParams"))({ token, token_type_hint: "access_token", ...parameters });
  // Called as a plain function: Workers refuse their own on an object.
  const { fetch = needed("fetch") } = settings;
  const work = within({ seconds: timeout, signals: [] }, async (signal) => {
    const response = await fetch(endpoint.href, {
      method: "POST",
      headers: {
        accept: signed ? JWT_TYPE : JSON_TYPE,
        "content-type": "application/x-www-form-urlencoded",
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: body.toString(),
      redirect: "manual",
      signal,
    });
    try {
      signal.throwIfAborted();
      checkStatus(response);
      return await readText(response, maxBytes, signal);
    } finally {
      void discard(response);
    }
  });
  return work.catch((thrown) => {
    // A caller's own `fetch` may put into its error what it was given.
    const sent = [token, ...secrets, ...Object.values(parameters)].map((text) => ["", text] as const);
    throw toRemoteError(thrown, { url: endpoint, settings: { headers: sent } });
  });
}

function checkStatus({ status, type, redirected }: Response): void {
  if (redirected || type === "opaqueredirect" || (status >= 300 && status < 400)) {
    throw new RemoteError("redirect", "the endpoint redirects, which is not followed with a token");
  }
  if (status === 200) return;
  const why = status === 401 ? ", so it does not know the gate by clientId and what proves it" : "";
  throw new RemoteError("status", `the endpoint answered with status ${status}${why}`, { status });
}

async function credentials(settings: IntrospectionSettings, env: unknown) {
  const { clientId, clientSecret, privateKeyJwt } = settings;
  if (privateKeyJwt !== undefined) {
    const given = typeof privateKeyJwt === "function" ? await privateKeyJwt(env) : privateKeyJwt;
    const { clientId: _, ...rest } = given as typeof given & { clientId?: unknown };
    const assertion = await signClientAssertion(readPrivateKeyJwt(rest, clientId));
    return {
      authorization: undefined,
      secrets: [],
      parameters: {
        client_id: clientId,
        client_assertion_type: CLIENT_ASSERTION_TYPE,
        client_assertion: assertion,
      },
    };
  }
  const secret: unknown = typeof clientSecret === "function" ? await clientSecret(env) : clientSecret;
  checkSecret(secret);
  const pair = [clientId, secret].map(formEncoded).join(":");
  const basic = needed("btoa")(pair);
  return { authorization: `Basic ${basic}`, parameters: {}, secrets: [secret, basic] };
}

/** RFC 6749 §2.3.1 and appendix B. */
function formEncoded(text: string): string {
  return new (needed("URLSearchParams"))([["", text]]).toString().slice(1);
}
