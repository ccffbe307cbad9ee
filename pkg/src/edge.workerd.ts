import "./workerd.js";

export * from "./edge/index.js";
