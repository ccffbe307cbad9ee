import "./index.js";

export * from "./hono/index.js";
