import "./index.js";

export * from "./issuer/index.js";
