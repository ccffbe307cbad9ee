export { keyAddress, keySet } from "./key-set";
export { lints } from "./lints";
export { meanings } from "./meanings";
export { profiles } from "./profiles";
