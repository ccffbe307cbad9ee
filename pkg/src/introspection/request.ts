import { CLIENT_ASSERTION_TYPE, signClientAssertion } from "../issuer/client-assertion.js";
import { withoutPrototype } from "../read-options.js";
import { discard, readText } from "../remote/body.js";
import { within } from "../remote/deadline.js";
import { RemoteError, toRemoteError } from "../remote/remote-error.js";
import { needed } from "../runtime/needs.js";
import { checkSecret, type IntrospectionSettings, readPrivateKeyJwt } from "./options.js";

const JSON_TYPE = "application/json";
const JWT_TYPE = "application/token-introspection+jwt";

/**
 * Asks the server about a token (RFC 7662 §2), and returns the text of its answer, or `undefined` if the server does
 * not support this type of token. Redirects are not followed, because the request holds the token and the gate's
 * credentials.
 * @throws {RemoteError} for a failure of the server
 * @throws whatever the caller's functions throw; {JwtError} for a wrong value that they return
 */
export async function ask(
  token: string,
  settings: IntrospectionSettings,
  env: unknown,
): Promise<string | undefined> {
  const { timeout, maxBytes, endpoint, signed } = settings;
  // The time is limited, so that requests do not pile up behind a function of the caller that hangs.
  const proving = within([], () => credentials(settings, env), timeout);
  const { authorization, parameters, secrets } = await proving;
  const body = new (needed("URLSearchParams"))({ token, token_type_hint: "access_token", ...parameters });
  const headers = {
    accept: signed ? JWT_TYPE : JSON_TYPE,
    "content-type": "application/x-www-form-urlencoded",
    ...(authorization === undefined ? {} : { authorization }),
  };
  // A plain function, because Workers refuse to call their `fetch` as a method of another object.
  const { fetch = needed("fetch") } = settings;
  const init = { method: "POST", headers, body: body.toString(), redirect: "manual" } as const;
  const work = within(
    [],
    async (signal) => {
      const response = await fetch(endpoint.href, { ...init, signal });
      try {
        signal.throwIfAborted();
        checkRedirect(response);
        const { status } = response;
        if (status !== 200 && status !== 400) throw wrongStatus(status);
        const text = await readText(response, maxBytes, signal);
        if (status === 200) return text;
        if (isOfToken(text)) return undefined;
        throw wrongStatus(status);
      } finally {
        void discard(response);
      }
    },
    timeout,
  );
  return work.catch((thrown) => {
    // A caller's own `fetch` may quote its arguments in its error.
    const sent = [token, ...secrets, ...Object.values(parameters)].map((text) => ["", text] as const);
    throw toRemoteError(thrown, { url: endpoint, settings: { headers: sent } });
  });
}

function checkRedirect({ status, type, redirected }: Response): void {
  if (redirected || type === "opaqueredirect" || (status >= 300 && status < 400)) {
    throw new RemoteError("redirect", "the endpoint redirects, but a token is sent nowhere else");
  }
}

function wrongStatus(status: number): RemoteError {
  const why = status === 401 ? "; check clientId and the secret or key that belongs to it" : "";
  return new RemoteError("status", `the endpoint answered with status ${status}${why}`, { status });
}

/** Whether the answer says that the token's type is not supported (RFC 7009 §2.2.1): some servers say so about JWTs. */
function isOfToken(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return (withoutPrototype(answer as object) as { error?: unknown }).error === "unsupported_token_type";
  } catch {
    return false;
  }
}

async function credentials(settings: IntrospectionSettings, env: unknown) {
  const { clientId, clientSecret, privateKeyJwt } = settings;
  if (privateKeyJwt !== undefined) {
    const given = typeof privateKeyJwt === "function" ? await privateKeyJwt(env) : privateKeyJwt;
    const assertion = await signClientAssertion(readPrivateKeyJwt(given, clientId));
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

/** The form encoding that RFC 6749 §2.3.1 and appendix B ask for. */
function formEncoded(text: string): string {
  return new (needed("URLSearchParams"))([["", text]]).toString().slice(1);
}
