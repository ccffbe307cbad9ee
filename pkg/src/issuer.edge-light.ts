import "./edge-light.js";

export * from "./issuer/index.js";
