import "./edge-light.js";

export * from "./hono/index.js";
