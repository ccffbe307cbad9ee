// Serves a component of `wasi:http` in Node, as `jco serve` does, and prints its port.
import { load, transpiled } from "./jco.mjs";

const [component, name, port] = process.argv.slice(2);
const { _setEnv } = await load("@bytecodealliance/preview2-shim/cli");
_setEnv({ GATE: process.env.GATE, ORIGIN: process.env.ORIGIN });
// In preview2-shim 0.26.1 `splice` reads a private member of another class, which throws.
const { streams } = await load("@bytecodealliance/preview2-shim/io");
streams.OutputStream.prototype.splice = function (source, length) {
  const room = this.checkWrite();
  const bytes = source.read(length < room ? length : room);
  this.write(bytes);
  return BigInt(bytes.length);
};
const { HTTPServer, types } = await load("@bytecodealliance/preview2-shim/http");
// It gives empty trailers to a body without any, and refuses to send them.
const { finish } = types.OutgoingBody;
types.OutgoingBody.finish = (body, trailers) =>
  finish(body, trailers?.entries().length ? trailers : undefined);
const { incomingHandler } = await transpiled(component, name);
new HTTPServer(incomingHandler).listen(Number(port), "127.0.0.1");
console.log("ready");
