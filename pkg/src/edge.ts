import "./index.js";

export * from "./edge/index.js";
