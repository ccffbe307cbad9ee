// A host of proxy-wasm (ABI 0.2.1), with what a filter of requests needs. Envoy is the same from the filter's side.
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const OK = 0;
const NOT_FOUND = 1;
const CONTINUE = 0;
const REQUEST_HEADERS = 0;
const PLUGIN_CONFIGURATION = 7;
const ROOT = 1;

const encoder = new TextEncoder();

/** A filter that has been started with this configuration. `isStarted` is what it answered. */
export async function start(path, configuration) {
  const logs = [];
  const state = { headers: [], answer: undefined };
  const module = await WebAssembly.compile(await readFile(path));
  let guest;

  const view = () => new DataView(guest.memory.buffer);
  const bytes = (address, size) => Buffer.from(guest.memory.buffer, address, size);
  const text = (address, size) => bytes(address, size).toString("latin1");
  /** Gives the guest these bytes, in memory of its own. */
  const give = (content, address, size) => {
    const place = content.length === 0 ? 0 : guest.proxy_on_memory_allocate(content.length);
    bytes(place, content.length).set(content);
    view().setUint32(address, place, true);
    view().setUint32(size, content.length, true);
    return OK;
  };
  const without = (name) => state.headers.filter(([other]) => other !== name);

  const known = {
    proxy_log(_level, address, size) {
      logs.push(text(address, size));
      return OK;
    },
    proxy_set_effective_context: () => OK,
    proxy_get_current_time_nanoseconds(address) {
      view().setBigUint64(address, BigInt(Date.now()) * 1_000_000n, true);
      return OK;
    },
    proxy_get_buffer_bytes(kind, start, limit, address, size) {
      if (kind !== PLUGIN_CONFIGURATION) return NOT_FOUND;
      // The guest asks for 2^32 - 1 bytes, which arrive as -1.
      return give(encoder.encode(configuration).subarray(start, start + (limit >>> 0)), address, size);
    },
    proxy_get_header_map_pairs: (kind, address, size) =>
      kind === REQUEST_HEADERS ? give(pairs(state.headers), address, size) : NOT_FOUND,
    proxy_remove_header_map_value(_kind, address, size) {
      state.headers = without(text(address, size));
      return OK;
    },
    proxy_replace_header_map_value(_kind, name, nameSize, value, valueSize) {
      const pair = [text(name, nameSize), text(value, valueSize)];
      state.headers = [...without(pair[0]), pair];
      return OK;
    },
    proxy_send_local_response(status, _details, _size, body, bodySize, headers, headersSize) {
      const read = unpaired(bytes(headers, headersSize));
      state.answer = { status, headers: Object.fromEntries(read), body: text(body, bodySize) };
      return OK;
    },
  };
  const missing = (name) => () => {
    throw new Error(`the filter calls ${name}, which this host does not have`);
  };
  const wasi = new WASI({ version: "preview1" });
  const env = Object.fromEntries(
    WebAssembly.Module.imports(module)
      .filter(({ module }) => module === "env")
      .map(({ name }) => [name, known[name] ?? missing(name)]),
  );
  const instance = await WebAssembly.instantiate(module, { ...wasi.getImportObject(), env });
  guest = instance.exports;
  wasi.initialize(instance);

  guest.proxy_on_context_create(ROOT, 0);
  guest.proxy_on_vm_start(ROOT, 0);
  const isStarted = Boolean(guest.proxy_on_configure(ROOT, encoder.encode(configuration).length));
  let contexts = ROOT;

  return {
    isStarted,
    logs,
    /** The headers that the origin gets, or the answer of the filter. */
    request(headers) {
      state.headers = headers;
      state.answer = undefined;
      contexts += 1;
      guest.proxy_on_context_create(contexts, ROOT);
      const action = guest.proxy_on_request_headers(contexts, headers.length, 1);
      guest.proxy_on_done(contexts);
      guest.proxy_on_delete(contexts);
      return { isPassed: action === CONTINUE, headers: state.headers, answer: state.answer };
    },
  };
}

/** The number of pairs, the sizes of names and values, and then each with a zero behind it. */
function pairs(headers) {
  const parts = headers.flat().map((part) => Buffer.from(part, "latin1"));
  const sizes = Buffer.alloc(4 + 4 * parts.length);
  sizes.writeUInt32LE(headers.length, 0);
  for (const [index, part] of parts.entries()) sizes.writeUInt32LE(part.length, 4 + 4 * index);
  return Buffer.concat([sizes, ...parts.flatMap((part) => [part, Buffer.alloc(1)])]);
}

function unpaired(content) {
  const count = content.readUInt32LE(0);
  let at = 4 + 8 * count;
  const next = (index) => {
    const size = content.readUInt32LE(4 + 4 * index);
    const part = content.toString("latin1", at, at + size);
    at += size + 1;
    return part;
  };
  return Array.from({ length: count }, (_, index) => [next(2 * index), next(2 * index + 1)]);
}
