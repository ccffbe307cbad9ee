// The client for a scenario of MCP's conformance suite: it gets authorized, lists the tools and calls one.
import { UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import {
  ClientCredentialsProvider,
  PrivateKeyJwtProvider,
} from "@modelcontextprotocol/sdk/client/auth-extensions.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { newUser } from "../lib/mcp-client.mjs";

const { MCP_CONFORMANCE_SCENARIO: scenario, MCP_CONFORMANCE_CONTEXT: given = "{}" } = process.env;
const url = new URL(process.argv.at(-1));
const context = JSON.parse(given);
const user = providerOf();

function providerOf() {
  const { client_id: clientId, client_secret: clientSecret } = context;
  switch (scenario) {
    case "auth/client-credentials-basic":
      return new ClientCredentialsProvider({ clientId, clientSecret });
    case "auth/client-credentials-jwt": {
      const { private_key_pem: privateKey, signing_algorithm: algorithm = "ES256" } = context;
      return new PrivateKeyJwtProvider({ clientId, privateKey, algorithm });
    }
    case "auth/pre-registration": {
      const known = newUser();
      known.saveClientInformation({ client_id: clientId, client_secret: clientSecret });
      return known;
    }
    default:
      return newUser("https://conformance-test.local/client-metadata.json");
  }
}

const transport = () => new StreamableHTTPClientTransport(url, { authProvider: user });

/** Gets an authorization if the server asks for one, and a wider one if needed, a limited number of times. */
async function authorized(use, left = 2) {
  const one = transport();
  const client = new Client({ name: "tests", version: "1.0.0" });
  try {
    await client.connect(one);
    return await use(client);
  } catch (error) {
    if (!(error instanceof UnauthorizedError) || left === 0) throw error;
    await one.finishAuth(user.kept.redirected.get("code"));
    return authorized(use, left - 1);
  }
}

await authorized(async (client) => {
  await client.listTools();
  await client.callTool({ name: "test-tool", arguments: {} });
  await client.close();
});
