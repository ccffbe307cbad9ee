// Work is in proportion to what a client sends: measured with hostile requests and tokens of 1, 4 and 16 times a length.
import { Hono } from "hono";
import { createVerifier, decode } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";
import { numbered, rows, times, wrapped } from "./growth.mjs";
import { signed, testKey } from "./support.mjs";

const key = testKey();
const LONG = 4_000_000;

// The gate. The middleware for Hono decides with the same code.

const settings = {
  key,
  maxTokenLength: LONG,
  requireExpiry: false,
  forwardClaims: { "x-user-id": "sub", "x-number": "n" },
};
const origin = () => new Response();
const open = { publicPaths: ["/health", "/static/*"], publicMethods: ["HEAD"], allowPreflight: true };
const gate = createGate({ ...settings, ...open, scope: "read", origin });
const cookieGate = createGate({ ...settings, tokenFrom: { cookie: "__Host-token" }, origin });
const app = new Hono();
app.use(jwtGate({ ...settings, scope: "read" }));
app.all("*", origin);

const to = (handler, given) => handler(new Request("https://site.example/api", given));
const sending = (handler, name) => (value) => to(handler, { headers: { [name]: value } });

const AUTHORIZATION = {
  "spaces between letters": wrapped("x", times(" "), "y"),
  "tabs between letters": wrapped("x", times("\t"), "y"),
  "spaces and tabs in turn": wrapped("x", times(" \t"), "y"),
  "spaces behind the scheme": wrapped("Bearer ", times(" "), "é"),
  "spaces before a second token": wrapped("Bearer a", times(" "), "b"),
  "spaces before a comma": wrapped("Bearer", times(" "), ",x"),
  "letters of a token": wrapped("Bearer ", times("a"), ""),
  "letters of a token before one that is not": wrapped("Bearer ", times("a"), "é"),
  "padding before a letter": wrapped("Bearer a", times("="), "a"),
  "padding in many places": wrapped("Bearer ", times("a="), ""),
  commas: times(","),
  "commas and spaces": wrapped("x", times(" ,"), "y"),
  "commas and long spaces": wrapped("x,", times(`${" ".repeat(500)},`), "y"),
  "other schemes": times("Basic x,"),
  "schemes that begin alike": times("bearerx,"),
  "schemes without a token": times("bearer,"),
  dots: wrapped("Bearer ", times("."), ""),
};
rows("authorization", sending(gate, "authorization"), AUTHORIZATION);
rows("authorization in Hono", sending(app.fetch, "authorization"), AUTHORIZATION);

rows("cookie", sending(cookieGate, "cookie"), {
  "spaces between letters": wrapped("x", times(" "), "y"),
  "spaces before a semicolon": wrapped("x", times(" "), ";y"),
  semicolons: times(";"),
  "semicolons and spaces": wrapped("x", times("; "), "y"),
  commas: times(","),
  "equals signs": times("="),
  "equals signs and spaces": wrapped("x", times("= "), "y"),
  "words and equals signs": wrapped("__Host-token=a;", times("a b="), ""),
  "equals signs before the name": wrapped("__Host-token=a;", times("="), "__Host-token=x"),
  "spaces before the name": wrapped("__Host-token=a;x", times(" "), "__Host-token=x"),
  "percent signs": wrapped("__Host-token=a;", times("%"), "=x"),
  "encoded letters": wrapped("__Host-token=a;", times("%41"), "=x"),
  quotes: wrapped("__Host-token=a;", times('"'), "=x"),
  "characters beyond ASCII": wrapped("__Host-token=a;", times("é"), "=x"),
  "many of the name": times("__Host-token=a;"),
  "many that look like it": wrapped("__Host-token=a;", times("__host-token=a;"), ""),
  "many others": wrapped(
    "__Host-token=a;",
    (length) => numbered((index) => `n${index}=a;`)(length).join(""),
    "",
  ),
});

rows("path", (path) => gate(new Request(`https://site.example${path}`)), {
  "a public one": wrapped("/static/", times("a"), ""),
  slashes: wrapped("/static/", times("/"), ""),
  segments: wrapped("/static", times("/a"), ""),
  "dots before a letter": wrapped("/static/", times("."), "a"),
  "segments of dots": wrapped("/static/", times("../"), ""),
  semicolons: wrapped("/static/", times(";"), ""),
  "percent signs": wrapped("/static/", times("%"), ""),
  "encoded spaces": wrapped("/static/", times("%20"), ""),
  "encoded letters beyond ASCII": wrapped("/static/", times("%C3%A9"), ""),
  "encoded spaces and letters in turn": wrapped("/static/", times("%20a"), ""),
  "bytes that are not UTF-8": wrapped("/static/", times("%C3"), ""),
  "accents in the wrong order": (length) =>
    `/static/a${times("%CC%80")(length / 2)}${times("%CC%96")(length / 2)}`,
  "accents in turn": wrapped("/static/a", times("%CC%80%CC%96"), ""),
  "letters that are written out": wrapped("/static/", times("%EF%B7%BA"), ""),
  "a query": wrapped("/health?", times("a"), ""),
  "a query of question marks": wrapped("/health?", times("?"), ""),
  "a fragment": wrapped("/health#", times("#"), ""),
  "no slash": wrapped("?", times("a"), ""),
});

const named = (names) => Object.fromEntries(names.map((name) => [name, "x"]));
rows("headers", (headers) => gate(new Request("https://site.example/health", { headers })), {
  "many names": (length) => named(numbered((index) => `x-header-${index}`)(length)),
  "many names that look like one": (length) =>
    named(numbered((index) => `x-user-id${"-".repeat(index % 50)}${index}`)(length)),
  "a long name": (length) => named([times("x-")(length)]),
  "a long name that looks like an override": (length) => named([times("x-original-url-")(length)]),
  "a long name without letters": (length) => named([times("!")(length)]),
  "a long value": (length) => ({ "x-a": times("a ")(length).trim() }),
});

for (const name of ["connection", "proxy-connection", "keep-alive", "te", "trailer"]) {
  rows(name, (value) => gate(new Request("https://site.example/health", { headers: { [name]: value } })), {
    commas: times(","),
    "spaces between letters": wrapped("x", times(" "), "y"),
    "names of others": times("x-other,"),
    "the names of identity headers": times("x-user-id, "),
    "one long name": times("x"),
    "one long option": times("x "),
  });
}

rows("host", (host) => gate({ method: "GET", headers: new Headers(), url: `http://${host}/api` }), {
  "a long one": times("a"),
  "many labels": times("a."),
  "many ports": wrapped("a", times(":1"), ""),
  "what no host has": times('"'),
});

// The form of a token is read before its signature is verified, and its claims afterwards.

const claiming = (claims) => `Bearer ${signed(claims)}`;
const CLAIMS = {
  "a subject of spaces": (length) => claiming({ scope: "read", sub: `a${times(" ")(length)}b` }),
  "a subject beyond ASCII": (length) => claiming({ scope: "read", sub: times("é")(length) }),
  "many claims before a number": (length) =>
    claiming(`{${numbered((index) => `"n${index}":0,`)(length).join("")}"scope":"read","n":1}`),
  "long strings before a number": (length) =>
    claiming(`{"scope":"read","a":${JSON.stringify(times('\\"')(length))},"n":1}`),
  "objects before a number": (length) =>
    claiming(`{"scope":"read","a":[${times('{"n":0},')(length)}0],"n":1}`),
  "digits of a number": (length) => claiming(`{"scope":"read","n":0.${times("1")(length)}}`),
  "scopes as text": (length) => claiming({ scope: times("other ")(length) }),
  "scopes as a list": (length) => claiming({ scope: numbered((index) => `other${index}`)(length) }),
  "a scope of spaces": (length) => claiming({ scope: times(" ")(length) }),
  "a scope of tabs in a list": (length) => claiming({ scp: [times("\t")(length)] }),
};
rows("claims", sending(gate, "authorization"), CLAIMS);
rows("claims in Hono", sending(app.fetch, "authorization"), CLAIMS);

const verifier = createVerifier({
  key,
  maxTokenLength: LONG,
  audience: "api",
  issuer: ["a", "b"],
  requiredClaims: ["sub"],
  claims: { role: { admin: true } },
});

function verify(text) {
  for (const read of [() => verifier.verifySync(text), () => decode(text)]) {
    try {
      read();
    } catch {
      // Only the time is measured, so a refusal is fine.
    }
  }
}

const escaped = wrapped('{"a":"', times("\\u00e9"), '"}');
const FORMS = {
  dots: times("."),
  "dots and letters": times("a."),
  "letters of base64url": times("a"),
  padding: wrapped("a.", times("="), ".a"),
  "line breaks": wrapped("a.", times("\n"), ".a"),
  "characters beyond ASCII": times("é"),
};
rows("token", verify, FORMS);

const nested = (length) => {
  const one = `${'{"a":'.repeat(30)}0${"}".repeat(30)}`;
  return `{"a":[${times(`${one},`)(length)}0]}`;
};
const JSONS = {
  "many names": (length) => `{${numbered((index) => `"n${index}":0`)(length).join(",")}}`,
  "many names of one length": (length) =>
    `{${numbered((index) => `"${String(index).padStart(40, "0")}":0`)(length).join(",")}}`,
  "many names with one prefix": (length) =>
    `{${numbered((index) => `"${"a".repeat(100)}${index}":0`)(length).join(",")}}`,
  "many names in the wrong order": (length) =>
    `{${numbered((index) => `"n${1e6 - index}":0`)(length).join(",")}}`,
  "one name twice, behind many": (length) =>
    `{${numbered((index) => `"n${index}":0`)(length).join(",")},"n0":0}`,
  "many objects of few names": (length) => `{"a":[${times('{"a":0,"b":1,"c":2},')(length)}0]}`,
  "deep nesting": nested,
  "nesting beyond the limit": wrapped('{"a":', times("["), ""),
  "a long string": wrapped('{"a":"', times("a"), '"}'),
  "a long name": wrapped('{"', times("a"), '":0}'),
  escapes: escaped,
  "pairs of surrogates": wrapped('{"a":"', times("\\ud83d\\ude00"), '"}'),
  "a string that does not end": wrapped('{"a":"', times("a\\n"), ""),
  "digits of an integer": wrapped('{"a":', times("1"), "}"),
  "digits of a fraction": wrapped('{"a":0.', times("1"), "}"),
  "zeros of a fraction": wrapped('{"a":0.', times("0"), "1}"),
  "digits of an exponent": wrapped('{"a":1e', times("1"), "}"),
  "many numbers": wrapped('{"a":[', times("1.5e3,"), "0]}"),
  signs: wrapped('{"a":', times("-"), "}"),
  "white space": wrapped("{", times(" \n"), "}"),
  "an audience of many": (length) => `{"aud":[${numbered((index) => `"a${index}"`)(length).join(",")}]}`,
  "a claim that is compared": (length) =>
    `{"aud":"api","iss":"a","sub":"b","role":{${numbered((index) => `"n${index}":0`)(length).join(",")}}}`,
};
rows(
  "payload",
  verify,
  Object.fromEntries(Object.entries(JSONS).map(([name, make]) => [name, (length) => signed(make(length))])),
);
rows(
  "header",
  verify,
  Object.fromEntries(
    Object.entries(JSONS).map(([name, make]) => [
      name,
      (length) => signed("{}", make(length).replace("{", '{"alg":"HS256",')),
    ]),
  ),
);
