// An origin that reads paths very loosely. A request that did not meet a route's demands must not reach that route there.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bearer, gateOf, token } from "./gate.mjs";

const PARTS = [
  ...[
    "/",
    "/",
    "/",
    "//",
    "\\",
    ".",
    "..",
    "admin",
    "admin",
    "admin",
    "ADMIN",
    "ad",
    "min",
    "adm\u0131n",
    "x",
    "index",
  ],
  ...[
    "%61dmin",
    "%2e",
    "%2F",
    "%5c",
    "%00",
    "%09",
    "%20",
    "%25",
    "%252e",
    "%",
    "%zz",
    ".json",
    ";",
    ";x=1",
    "~",
    "!",
    "+",
  ],
  ...[
    ",",
    ":",
    "@",
    "&",
    "=",
    "(",
    "%C3%A9",
    "%CC%81",
    "%C2%A0",
    "%C2%AD",
    "%E2%80%8B",
    "%E2%80%8D",
    "%EF%BB%BF",
  ],
  ...["%E2%80%A4", "%E2%84%AA", "%EF%BC%8F", "%EF%BD%81"],
];

/** A path, as a server that combines the leniency of all servers, frameworks and databases would understand it. */
function loosely(path) {
  let text = path;
  try {
    for (let round = 0; round < 3; round++) text = decodeURIComponent(text);
  } catch {
    // What cannot be decoded stays as it is.
  }
  const plain = text
    .normalize("NFKD")
    .replaceAll("\\", "/")
    .replaceAll(/[\s\p{M}\p{C}]/gu, "")
    .toUpperCase()
    .toLowerCase();
  const resolved = [];
  for (const segment of plain.split("/")) {
    const [name] = segment.split(";");
    if (name === "..") resolved.pop();
    else if (name !== "" && name !== ".") resolved.push(name.replace(/(?<=[^.])\.+$/, ""));
  }
  return `/${resolved.join("/")}`;
}

test("a request that an origin could read as one below a route has met the route's demands", async () => {
  const { send, seen } = gateOf({ routes: { "/admin/*": { scope: "admin" } } });
  const headers = bearer(token());
  let seed = 20_240_229;
  const random = (below) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor(seed / 65_536) % below;
  };
  for (let round = 0; round < 4_000; round++) {
    const path = Array.from({ length: 1 + random(6) }, () => PARTS[random(PARTS.length)]).join("");
    await send(headers, { url: `https://site.example/${path}` });
  }
  assert.ok(seen.length > 500, `${seen.length} passed`);
  const wrong = seen
    .map(({ url }) => new URL(url).pathname)
    .filter((path) => /^\/admin(?:$|[./])/.test(loosely(path)));
  assert.deepEqual(wrong, []);
});
