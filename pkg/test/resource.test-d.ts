// What editors say of the option `resource`. Checked by `npm run typecheck`, never run.
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

// @ts-expect-error clients have to know where to get a token
createGate({ key, resource: { url: "https://mcp.example.com/mcp" }, origin });
// @ts-expect-error it has to have an identifier
createGate({ key, resource: { authorizationServers: ["https://auth.example.com"] }, origin });
// @ts-expect-error the URL is a text, as it is spelled
createGate({ key, resource: { ...resource, url: new URL("https://mcp.example.com/mcp") }, origin });
// @ts-expect-error the members' names are those of the page
createGate({ key, resource: { ...resource, name: "Notes" }, origin });
// @ts-expect-error signed metadata is not made
jwtGate({ key, resource: { ...resource, signedMetadata: "x" } });
