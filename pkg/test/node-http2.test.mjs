// A header that must occur once is sent twice. Node's HTTP/2 client cannot do that, so the frames are written by hand (RFC 9113 §4.1,
// RFC 7541 §6.2.2).
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http2";
import { connect } from "node:net";
import { test } from "node:test";
import { memoryReplay } from "jwt-wasm/dpop";
import { jwtGate } from "jwt-wasm/express";
import { client, proofOf } from "./dpop.mjs";
import { key, token } from "./gate.mjs";

const PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
const HEADERS = 1;
const SETTINGS = 4;
const END_STREAM_AND_HEADERS = 0x5;

function frame(type, flags, stream, content = Buffer.alloc(0)) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(content.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, content]);
}

/** A header block of literals that are neither indexed nor Huffman-coded. */
const block = (lines) =>
  Buffer.concat(
    lines.flatMap(([name, value]) => [
      Buffer.from([0]),
      ...[name, value].flatMap((text) => [length(text.length), Buffer.from(text)]),
    ]),
  );

/** An integer with a prefix of 7 bits (RFC 7541 §5.1). */
function length(value) {
  if (value < 127) return Buffer.from([value]);
  const bytes = [127];
  let rest = value - 127;
  for (; rest >= 128; rest >>= 7) bytes.push((rest & 127) | 128);
  return Buffer.from([...bytes, rest]);
}

/** The gate's code for a request with these header lines, or the subject if the request passes. */
async function asked(options, lines) {
  let said;
  const onReject = ({ code }) => {
    said = code;
  };
  const gate = jwtGate({ key, onReject, ...options });
  const server = createServer((request, response) =>
    gate(request, response, () => {
      said = request.jwt.payload.sub;
      response.end();
    }).then(() => server.emit("decided")),
  ).listen(0, "127.0.0.1");
  await once(server, "listening");
  const decided = once(server, "decided");
  const socket = connect(server.address().port, "127.0.0.1");
  const pseudo = [
    [":method", "GET"],
    [":scheme", "http"],
    [":path", "/api/me"],
    [":authority", "site.example"],
  ];
  socket.write(
    Buffer.concat([
      PREFACE,
      frame(SETTINGS, 0, 0),
      frame(HEADERS, END_STREAM_AND_HEADERS, 1, block([...pseudo, ...lines])),
    ]),
  );
  try {
    await decided;
    return said;
  } finally {
    socket.destroy();
    server.close();
  }
}

test("two tokens in two lines are refused, and one is not", async () => {
  const line = ["authorization", `Bearer ${token()}`];
  assert.equal(await asked({}, [line]), "alice");
  assert.equal(await asked({}, [line, line]), "invalid_request");
  assert.equal(await asked({}, [["authorization", "Basic YTpi"], line]), "invalid_request");
  assert.equal(await asked({}, [line, ["authorization", "Basic YTpi"]]), "invalid_request");
});

test("a cookie may come in parts (RFC 9113 §8.2.3), and twice it is refused", async () => {
  const tokenFrom = { cookie: "t" };
  const cookie = ["cookie", `t=${token()}`];
  assert.equal(await asked({ tokenFrom }, [["cookie", "a=b"], cookie, ["cookie", "c=d"]]), "alice");
  assert.equal(await asked({ tokenFrom }, [cookie, cookie]), "invalid_request");
});

test("two proofs are refused", async () => {
  const dpop = { replay: memoryReplay() };
  const access = token({ cnf: { jkt: client.jkt } });
  const proof = () => ["dpop", proofOf({ token: access, url: "http://site.example/api/me" })];
  const authorization = ["authorization", `DPoP ${access}`];
  assert.equal(await asked({ dpop }, [authorization, proof()]), "alice");
  assert.equal(await asked({ dpop }, [authorization, proof(), proof()]), "invalid_request");
});

test("a forged identity header does not come through in any line", async () => {
  const lines = [
    ["authorization", `Bearer ${token()}`],
    ["x-user-id", "root"],
    ["x_user_id", "root"],
    ["x-user-id", "admin"],
  ];
  const seen = [];
  const onDecision = (_, request) => seen.push(request);
  assert.equal(await asked({ forwardClaims: { "x-user-id": "sub" }, onDecision }, lines), "alice");
  const [{ headers, rawHeaders }] = seen;
  assert.equal(headers["x-user-id"], "alice");
  assert.deepEqual(
    [...rawHeaders, ...Object.values(headers)].filter((text) => /root|admin/.test(text)),
    [],
  );
});
