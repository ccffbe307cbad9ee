// The same in a page, which fetches a module beside its script.
import ed448 from "../../../pkg/generated/ed448.wasm";
import eddsa from "../../../pkg/generated/eddsa.wasm";
import es256 from "../../../pkg/generated/es256.wasm";
import es256k from "../../../pkg/generated/es256k.wasm";
import es384 from "../../../pkg/generated/es384.wasm";
import es512 from "../../../pkg/generated/es512.wasm";
import mldsa from "../../../pkg/generated/mldsa.wasm";
import rsa from "../../../pkg/generated/rsa.wasm";

const paths = { ed448, eddsa, es256, es256k, es384, es512, mldsa, rsa };

export const compiled = (name) => WebAssembly.compileStreaming(fetch(new URL(paths[name], import.meta.url)));
