import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { type JwtClaims, trustedIssuers, type Verified } from "jwt-wasm";
import { createGate, type Gate, type GateContext } from "jwt-wasm/edge";

interface Env {
  /** The address that clients are given, such as `https://mcp.example.com/mcp`. */
  RESOURCE_URL: string;
  /** The issuer of their tokens, spelled as in its own metadata. */
  AUTHORIZATION_SERVER: string;
}

let gate: Gate<Env> | undefined;

export default {
  fetch(request: Request, env: Env, context: GateContext): Promise<Response> {
    gate ??= gateOf(env);
    return gate(request, env, context);
  },
};

function gateOf({ RESOURCE_URL, AUTHORIZATION_SERVER }: Env): Gate<Env> {
  const { pathname } = new URL(RESOURCE_URL);
  return createGate<JwtClaims, Env>({
    key: trustedIssuers([AUTHORIZATION_SERVER]),
    resource: {
      url: RESOURCE_URL,
      authorizationServers: [AUTHORIZATION_SERVER],
      scopes: ["notes:read"],
      resourceName: "Notes",
    },
    profile: "access_token",
    scope: "notes:read",
    origin(request, _env, _context, verified) {
      const isEndpoint = new URL(request.url).pathname === pathname && verified !== undefined;
      return isEndpoint ? answer(request, verified) : new Response("Not Found", { status: 404 });
    },
  });
}

/** Without sessions, because two requests to a Worker share no memory, so each request gets its own server. */
async function answer(request: Request, { payload }: Verified): Promise<Response> {
  const server = new McpServer({ name: "notes", version: "1.0.0" });
  server.registerTool("whoami", { description: "Says who you are" }, () => ({
    content: [{ type: "text", text: `You are ${payload.sub}, with the scope ${payload.scope}.` }],
  }));
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  return transport.handleRequest(request);
}
