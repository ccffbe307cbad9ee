import "./workerd.js";

export * from "./issuer/index.js";
