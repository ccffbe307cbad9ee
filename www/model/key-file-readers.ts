/** No other file of the page may import these, or the module that they need would come with the first view. */
export { privateKey, publicKey } from "jwt-wasm";
