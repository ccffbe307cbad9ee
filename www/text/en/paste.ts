import type { OtherKind, Repair, Surroundings } from "../../model/find-tokens";
import { number } from "../locale";

/** What the token was taken out of. */
const sources: Record<Surroundings, string | undefined> = {
  nothing: undefined,
  white_space: "the white space around",
  quotes: "its quotation marks",
  authorization: "an Authorization header",
  headers: "HTTP headers",
  cookies: "cookies",
  curl: "a curl command",
  url: "a URL",
  json: "JSON",
  har: "a HAR file",
  text: "the text around",
};

const repairs: Record<Repair, string> = {
  percent_encoding: "decoded its percent-encoding",
  escapes: "decoded its escapes",
  invisible_characters: "removed its invisible characters",
  line_breaks: "joined its lines",
  cookie_chunks: "joined the cookies that it was split into",
  base64: "turned its base64 into base64url",
  base64_text: "decoded the base64 around it",
};

const others: Record<OtherKind, (name: string) => string> = {
  api_key: (name) => `This is an API key or token of ${name}, not a JWT.`,
  basic_credentials: () => "This is a user name and a password (Basic authentication, RFC 7617), not a JWT.",
  fernet: () => "This is a Fernet token, not a JWT. Only its secret opens it.",
  github_token: () => "This is a GitHub token, not a JWT.",
  key: () => "This is a key, not a token.",
  private_key: () => "This is a private key or a secret, not a token.",
  macaroon: () => "This is a macaroon, not a JWT.",
  opaque: () =>
    "This looks like an opaque token: only its issuer can read it. Ask the issuer’s introspection endpoint (RFC 7662).",
  paseto: (version) => `This is a PASETO ${version} token, not a JWT. It needs a PASETO library.`,
  prose: () => "There is no token in this text.",
  saml: () => "This is a SAML message in base64, not a JWT.",
  signed_session: () => "This is a signed session cookie (Flask, Django), not a JWT.",
};

export const paste = {
  /** One sentence, or an empty text. */
  ignored: (from: Surroundings, done: readonly Repair[], count: number) => {
    const around = from === "text" || from === "white_space" ? (count === 1 ? " it" : " them") : "";
    const source = sources[from] && `${sources[from]}${around}`;
    const tokens = count === 1 ? "the token" : `${number(count)} tokens`;
    const steps = [
      ...(source ? [`took ${tokens} out of ${source}`] : []),
      ...done.map((one) => repairs[one]),
    ];
    const last = steps.pop();
    if (last === undefined) return "";
    const sentence = steps.length > 0 ? `${steps.join(", ")} and ${last}.` : `${last}.`;
    const whole = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
    return count === 1
      ? whole.replace("its", source ? "its" : "the token’s")
      : whole.replaceAll(/\bits\b/g, "their");
  },
  times: (count: number) => `It is in the text ${number(count)} times.`,
  cut: "Only the first 8 MB were read: the text is longer.",
  found: (count: number) => `${number(count)} tokens found`,
  unnamed: (place: number) => `Token ${number(place)}`,
  repeated: (count: number) => `${number(count)} times`,
  other: (kind: OtherKind, name: string) => others[kind](name),
  revoke: "If it was posted anywhere public, revoke it.",
  useAsKey: "Put it in the key field",
  clear: "Clear",
  notAToken: "This is not a JWT",
  newToken: "New token",
};
