// From here on written by hand, not by wasm-bindgen (xtask/src/build/bindings.rs).
// biome-ignore-all lint/correctness/noUnusedVariables: the functions above use them

let wasm;
let host;

export { wasm as core };

// Views are not kept, because only fractions, random bytes and reports pass through here.
function getArrayU8FromWasm0(ptr, len) {
  return new Uint8Array(wasm.memory.buffer, ptr >>> 0, len);
}

function getStringFromWasm0(ptr, len) {
  return host.textOf(wasm.memory, ptr >>> 0, len);
}

function writeNumber(number, into) {
  return host.textEncoder().encodeInto(`${number}`, into).written;
}

function handleError(call, given) {
  try {
    return call.apply(this, given);
  } catch {
    // Where wasm-bindgen keeps `undefined`. Nothing asks what was thrown.
    wasm.__wbindgen_exn_store(1024);
  }
}

export function start(module, functions) {
  host = functions;
  wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports;
  wasm.__wbindgen_start();
}
