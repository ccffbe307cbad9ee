import { privateKey as justPrivateKey, publicKey as justPublicKey } from "../keys/file.js";
import { withKeyFile } from "./with-keyfile.js";

// In a file of their own: a bundle that imports them only later, by `import()`, has the module of key files only later.
// Vite splits so; esbuild does not.
export const privateKey = /* @__PURE__ */ withKeyFile(justPrivateKey);
export const publicKey = /* @__PURE__ */ withKeyFile(justPublicKey);
