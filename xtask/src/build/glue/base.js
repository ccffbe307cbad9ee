// From here on written by hand, not by wasm-bindgen (xtask/src/build/bindings.rs).
// biome-ignore-all lint/correctness/noUnusedVariables: the functions above use them

let wasm;
let encode;
let textOf;
let WASM_VECTOR_LEN;

// Views are not kept, because only fractions, random bytes and reports pass through here.
function getArrayU8FromWasm0(ptr, len) {
  return new Uint8Array(wasm.memory.buffer, ptr >>> 0, len);
}

function getDataViewMemory0() {
  return new DataView(wasm.memory.buffer);
}

function getStringFromWasm0(ptr, len) {
  return textOf(wasm.memory, ptr >>> 0, len);
}

function passStringToWasm0(text, malloc) {
  const bytes = encode(text);
  const ptr = malloc(bytes.length, 1) >>> 0;
  getArrayU8FromWasm0(ptr, bytes.length).set(bytes);
  WASM_VECTOR_LEN = bytes.length;
  return ptr;
}

function handleError(call, given) {
  try {
    return call.apply(this, given);
  } catch (thrown) {
    const place = wasm.__externref_table_alloc();
    wasm.__wbindgen_externrefs.set(place, thrown);
    wasm.__wbindgen_exn_store(place);
  }
}

export function start(module, host) {
  ({ encode, textOf } = host);
  wasm = new WebAssembly.Instance(module, __wbg_get_imports()).exports;
  wasm.__wbindgen_start();
  return wasm.memory;
}
