// What a client can send instead of one good token, and how each request is refused.
import { readFileSync } from "node:fs";
import { token } from "./tokens.mjs";

// Each has the part of the challenge that follows the realm.
export const MISSING = [401, "token_missing", ""];
const MALFORMED = [400, "invalid_request", ', error="invalid_request"'];
const invalid = (code) => [401, code, `, error="invalid_token", error_description="${code}"`];
const answers = { token_missing: MISSING, invalid_request: MALFORMED };

const reports = new URL("../vectors/reports/", import.meta.url);
const report = (name) => JSON.parse(readFileSync(new URL(name, reports), "utf8"));
/** Requests of every kind that somebody reported as getting past a gate. */
export const requests = report("gate-requests.json");
const { cookies } = requests;
const { numbers } = report("gate-claims.json");

export const bearer = (...values) => ({ headers: { Authorization: values } });
export const good = token();

export const HEADERS = {
  "no header": [{}, MISSING],
  "an empty Bearer": [bearer("Bearer"), MISSING],
  "Bearer and a space": [bearer("Bearer "), MISSING],
  "two headers": [bearer(`Bearer ${good}`, `Bearer ${good}`), MALFORMED],
  "two headers, the first of another scheme": [bearer("Basic YTpi", `Bearer ${good}`), MALFORMED],
  "two headers, the first empty": [bearer("Bearer", `Bearer ${good}`), MALFORMED],
  "a list in one header": [bearer(`Bearer ${good}, Bearer ${good}`), MALFORMED],
  "two tokens": [bearer(`Bearer ${good} ${good}`), MALFORMED],
  "a tab for the space": [bearer(`Bearer\t${good}`), MALFORMED],
  "a tab after the space": [bearer(`Bearer \t${good}`), MALFORMED],
  "a tab within": [bearer(`Bearer ${good.slice(0, 9)}\t${good.slice(9)}`), MALFORMED],
  "letters beyond ASCII": [bearer("Bearer \u00e9\u00e8.\u00ff.\u00fc"), MALFORMED],
  "a good token and a letter beyond ASCII": [bearer(`Bearer ${good}\u00e9`), MALFORMED],
  "a no-break space behind": [bearer(`Bearer ${good}\u00a0`), MALFORMED],
  "a scheme with a letter beyond ASCII": [bearer(`Bear\u00e9r ${good}`), MISSING],
  "a header of 64 KB": [bearer(`Bearer ${"x".repeat(64 * 1024)}`), invalid("too_large")],
  "the token in the query": [{ path: `/api?access_token=${good}` }, MISSING],
  "the token in the body": [
    {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: `access_token=${good}`,
    },
    MISSING,
  ],
};

export const inCookie = (...values) => ({ headers: { "x-gate": "cookie", Cookie: values } });
export const COOKIES = {
  "none of the name": [inCookie(`token=${good}`), MISSING],
  "in another case": [inCookie(`__host-token=${good}`), MISSING],
  twice: [inCookie(`__Host-token=${good}; __Host-token=${good}`), MALFORMED],
  "twice, once empty": [inCookie(`__Host-token=; __Host-token=${good}`), MALFORMED],
  ...Object.fromEntries(
    cookies
      .filter(({ code }) => code !== null)
      .map(({ cookie, code }) => [cookie, [inCookie(cookie.replaceAll("{token}", good)), answers[code]]]),
  ),
  "a name that white space beyond ASCII begins": [
    // U+2000 in UTF-8, and U+00A0 in Latin-1.
    inCookie(`a=b; \u00e2\u0080\u0080__Host-token=${good}; \u00a0__Host-token=${good}`),
    MISSING,
  ],
  "a token in the header": [{ headers: { "x-gate": "cookie", Authorization: [`Bearer ${good}`] } }, MISSING],
};

const placing = ({ from, headers }) => {
  const tokens = { "{token}": good, "{other}": token({ sub: "mallory" }) };
  const filled = Object.entries(headers).map(([name, value]) => [
    name,
    value.replaceAll(/\{\w+\}/g, (word) => tokens[word]),
  ]);
  return { headers: { "x-gate": "places", "x-from": JSON.stringify(from), ...Object.fromEntries(filled) } };
};
/** Tokens in other places: those that are refused, and those that pass, with the subprotocols that go on to the origin. */
export const PLACES = {};
export const TAKEN = [];
for (const row of report("gate-tokens.json").places) {
  if (row.code === null) TAKEN.push([placing(row), row.goesOn]);
  else PLACES[JSON.stringify([row.from, row.headers])] = [placing(row), answers[row.code]];
}

export const BOUND = {
  "to a key": [bearer(`Bearer ${token({ cnf: { jkt: "x" } })}`), invalid("token_bound")],
  "to a certificate": [bearer(`Bearer ${token({ cnf: { "x5t#S256": "x" } })}`), invalid("token_bound")],
  "to nothing that is known": [bearer(`Bearer ${token({ cnf: {} })}`), invalid("token_bound")],
};

/** Some origin could read each of these as a path below /admin. */
export const {
  places: [{ rows: admin }],
} = report("gate-routes.json");

const claiming = (claims) => ({
  headers: { "x-gate": "identity", Authorization: [`Bearer ${token(claims)}`] },
});
export const CLAIMS = {
  "a newline": [claiming({ sub: "a\r\nx-role: admin" }), invalid("claim_invalid")],
  "10 KB": [claiming({ sub: "a".repeat(10_240) }), invalid("claim_invalid")],
  "letters beyond ASCII": [claiming({ sub: "\u00e9" }), invalid("claim_invalid")],
  "a list": [claiming({ role: ["admin"] }), invalid("claim_invalid")],
  ...Object.fromEntries(
    numbers
      .filter(({ forwarded }) => forwarded === null)
      .map(({ text }) => [text, [claiming(`"role":${text}`), invalid("claim_invalid")]]),
  ),
};
