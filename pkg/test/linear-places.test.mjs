// Work is in proportion to what a client sends: to the further places of a token, to routes, and in `cnf`.
import { contains } from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { numbered, rows, times, wrapped } from "./growth.mjs";
import { signed, testKey } from "./support.mjs";

const origin = () => new Response();
const settings = { key: testKey(), maxTokenLength: 4_000_000, requireExpiry: false, origin };
const places = ["bearer", { cookie: "t" }, { header: "X-Auth", scheme: "Token" }, { header: "X-Token" }];
const several = createGate({ ...settings, tokenFrom: places });
const socket = createGate({ ...settings, tokenFrom: { webSocket: "protocol" } });
const bound = createGate({ ...settings, certificateThumbprint: () => "A".repeat(43) });
const routed = createGate({
  ...settings,
  routes: {
    "/admin/*": { scope: "admin" },
    "GET /x": { claims: { groups: contains("a", "b"), role: "x", nested: { deep: { x: 1 } } } },
    "/y": { scope: "read" },
  },
});

const sending = (gate, name) => (value) =>
  gate(new Request("https://site.example/x", { headers: { [name]: value } }));

const TEXTS = {
  "spaces between letters": wrapped("x", times(" "), "y"),
  "letters of a token before one that is not": wrapped("", times("a"), "é"),
  "padding in many places": times("a="),
  "padding before a letter": wrapped("a", times("="), "a"),
  dots: times("."),
  commas: times(","),
  "commas and spaces": wrapped("x", times(" ,"), "y"),
  "schemes without a token": times("token,"),
};
for (const name of ["x-token", "x-auth"]) rows(name, sending(several, name), TEXTS);

rows("subprotocols", sending(socket, "sec-websocket-protocol"), {
  ...TEXTS,
  "many of the name": times("bearer,"),
  "many before it": wrapped("", times("a,"), "bearer,x"),
  "many behind it": wrapped("bearer,x", times(",a"), ""),
});

rows("lookalikes", (headers) => several(new Request("https://site.example/", { headers })), {
  "many names": (length) =>
    Object.fromEntries(numbered((index) => `x-token-${index}`)(length).map((name) => [name, "x"])),
  "a long name": (length) => ({ [times("x-token-")(length)]: "x", "x-token": "x" }),
});

rows("routes", (path) => routed(new Request(`https://site.example${path}`)), {
  "below one": wrapped("/admin/", times("a"), ""),
  segments: wrapped("/admin", times("/a"), ""),
  slashes: wrapped("/admin", times("/"), ""),
  "an extension": wrapped("/y.", times("a"), ""),
  extensions: wrapped("/y", times(".a"), ""),
  "encoded spaces": wrapped("/y", times("%20"), ""),
  "letters that case makes longer": wrapped("/y", times("%C3%9F%C4%B0"), ""),
  "accents in turn": wrapped("/y", times("%CC%80%CC%87"), ""),
});

const claiming = (gate) => (claims) => sending(gate, "authorization")(`Bearer ${signed(claims)}`);
rows("cnf", claiming(bound), {
  "many members": (length) => `{"cnf":{${numbered((index) => `"n${index}":0`)(length).join()}}}`,
  "a long member": (length) => ({ cnf: { "x5t#S256": times("a")(length) } }),
  "a list": (length) => ({ cnf: numbered((index) => `n${index}`)(length) }),
});
rows("claims of routes", claiming(routed), {
  "many groups": (length) => ({ groups: numbered((index) => `n${index}`)(length) }),
  "lists in lists": (length) => ({ groups: numbered(() => ["a", "b"].join())(length).map((text) => [text]) }),
  "a long value": (length) => ({ role: times("x")(length) }),
  "many members": (length) => `{"nested":{"deep":{${numbered((index) => `"n${index}":0`)(length).join()}}}}`,
});
