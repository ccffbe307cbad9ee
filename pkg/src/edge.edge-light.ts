import "./edge-light.js";

export * from "./edge/index.js";
