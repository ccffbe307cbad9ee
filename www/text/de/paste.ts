import type { OtherKind, Repair, Surroundings } from "../../model/find-tokens";
import type { Text } from "..";
import { number } from "../locale";

const sources: Record<Surroundings, string | undefined> = {
  nothing: undefined,
  white_space: "den Leerzeichen ringsum",
  quotes: "den Anführungszeichen",
  authorization: "einem Authorization-Header",
  headers: "HTTP-Headern",
  cookies: "Cookies",
  curl: "einem curl-Befehl",
  url: "einer URL",
  json: "JSON",
  har: "einer HAR-Datei",
  text: "dem Text ringsum",
};

const repairs: Record<Repair, string> = {
  percent_encoding: "Prozentkodierung aufgelöst",
  escapes: "Escape-Zeichen aufgelöst",
  invisible_characters: "unsichtbare Zeichen entfernt",
  line_breaks: "Zeilen verbunden",
  cookie_chunks: "auf mehrere Cookies verteiltes Token zusammengefügt",
  base64: "base64 in base64url umgewandelt",
  base64_text: "umgebendes base64 dekodiert",
};

const others: Record<OtherKind, (name: string) => string> = {
  api_key: (name) => `Das ist ein API-Schlüssel oder Token von ${name}, kein JWT.`,
  basic_credentials: () =>
    "Das sind ein Benutzername und ein Passwort (Basic-Authentifizierung, RFC 7617), kein JWT.",
  fernet: () => "Das ist ein Fernet-Token, kein JWT. Nur das passende Secret öffnet es.",
  github_token: () => "Das ist ein GitHub-Token, kein JWT.",
  key: () => "Das ist ein Schlüssel, kein Token.",
  private_key: () => "Das ist ein privater Schlüssel oder ein Secret, kein Token.",
  macaroon: () => "Das ist ein Macaroon, kein JWT.",
  opaque: () =>
    "Das ist vermutlich ein opakes Token: Nur sein Aussteller kann es lesen. Fragen Sie den Introspection-Endpunkt des Ausstellers (RFC 7662).",
  paseto: (version) =>
    `Das ist ein PASETO-${version}-Token, kein JWT. Dafür brauchen Sie eine PASETO-Bibliothek.`,
  prose: () => "In diesem Text steht kein Token.",
  saml: () => "Das ist eine SAML-Nachricht in base64, kein JWT.",
  signed_session: () => "Das ist ein signiertes Sitzungs-Cookie (Flask, Django), kein JWT.",
};

export const paste: Text["paste"] = {
  ignored: (from, done, count) => {
    const source = sources[from];
    const tokens = count === 1 ? "Token" : `${number(count)} Tokens`;
    const steps = [...(source ? [`${tokens} aus ${source} geholt`] : []), ...done.map((one) => repairs[one])];
    const last = steps.pop();
    if (last === undefined) return "";
    const sentence = steps.length > 0 ? `${steps.join(", ")} und ${last}.` : `${last}.`;
    return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
  },
  times: (count) => `Es steht ${number(count)}-mal im Text.`,
  cut: "Nur die ersten 8 MB wurden gelesen: Der Text ist länger.",
  found: (count) => `${number(count)} Tokens gefunden`,
  unnamed: (place) => `Token ${number(place)}`,
  repeated: (count) => `${number(count)}-mal`,
  other: (kind, name) => others[kind](name),
  revoke: "Wenn es irgendwo öffentlich stand, widerrufen Sie es.",
  useAsKey: "Ins Schlüsselfeld übernehmen",
  clear: "Löschen",
  notAToken: "Das ist kein JWT",
  newToken: "Neues Token",
};
