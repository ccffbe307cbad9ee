import "./workerd.js";

export * from "./hono/index.js";
