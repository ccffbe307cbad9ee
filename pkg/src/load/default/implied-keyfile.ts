/** The functions that read key files bring their module. */
export { source } from "./keyfile.js";
