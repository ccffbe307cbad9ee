// Checked by `tsc`, never run: the types of the option `resource`.
import { secretKey } from "jwt-wasm";
import { createGate, type ResourceOptions } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";

const key = secretKey("", "HS256");
const origin = () => new Response();

const resource: ResourceOptions = {
  url: "https://mcp.example.com/mcp",
  authorizationServers: ["https://auth.example.com"],
  scopes: ["read"] as const,
  audience: "api://notes",
  resourceName: "Notes",
};
createGate({ key, resource, audience: "api", origin });
jwtGate({ key, resource: { ...resource, audience: ["api://notes", "api"] } });

// @ts-expect-error authorizationServers is required: clients must know where to get a token
createGate({ key, resource: { url: "https://mcp.example.com/mcp" }, origin });
// @ts-expect-error url is required
createGate({ key, resource: { authorizationServers: ["https://auth.example.com"] }, origin });
// @ts-expect-error the URL is a text, as it is spelled
createGate({ key, resource: { ...resource, url: new URL("https://mcp.example.com/mcp") }, origin });
// @ts-expect-error the members are written as in JavaScript
createGate({ key, resource: { ...resource, name: "Notes" }, origin });
// @ts-expect-error signed metadata is not supported
jwtGate({ key, resource: { ...resource, signedMetadata: "x" } });
