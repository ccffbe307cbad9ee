/** A page, by its address without ending, and what it is called beside the others. */
export interface Page {
  text: string;
  link: string;
}

export interface Question {
  text: string;
  /** Closed until it, or a page in it, is opened. */
  collapsed?: boolean;
  items: Page[];
}

/** Lists every page of `docs/` once, below the question that it answers. A new page is a new line. */
export const sidebar: Question[] = [
  {
    text: "Start here",
    items: [
      { text: "Quick start", link: "/quick-start" },
      { text: "The inspector page", link: "/inspector" },
      { text: "Questions and answers", link: "/faq" },
      { text: "All functions", link: "/functions" },
    ],
  },
  {
    text: "Is this token good?",
    items: [
      { text: "Verifying", link: "/verifying" },
      { text: "Options of verify", link: "/verify-options" },
      { text: "Why is my token refused?", link: "/why-refused" },
      { text: "Errors, by code", link: "/errors" },
      { text: "Reasons", link: "/reasons" },
      { text: "Signed content (JWS)", link: "/signed-content" },
    ],
  },
  {
    text: "Which keys do I trust?",
    items: [
      { text: "Keys", link: "/keys" },
      { text: "Key files", link: "/key-files" },
      { text: "Keys that stay where they are", link: "/keys-elsewhere" },
      { text: "Keys from a URL", link: "/remote-keys" },
      { text: "Trusted issuers", link: "/issuers" },
      { text: "Providers", link: "/providers" },
    ],
  },
  {
    text: "Who may call my API?",
    items: [
      { text: "The gate", link: "/gate" },
      { text: "Options of the gate", link: "/gate-options" },
      { text: "Answers of the gate", link: "/gate-answers" },
      { text: "Logs and metrics of the gate", link: "/gate-decisions" },
      { text: "Resource servers", link: "/resource-server" },
      { text: "Remote MCP servers", link: "/mcp" },
      { text: "Proof of possession (DPoP)", link: "/dpop" },
      { text: "DPoP without the gate", link: "/dpop-proofs" },
      { text: "Encrypted tokens (JWE)", link: "/encrypted-tokens" },
      { text: "Tokens that are not JWTs", link: "/introspection" },
    ],
  },
  {
    text: "How do I issue tokens?",
    items: [
      { text: "Signing", link: "/signing" },
      { text: "Access and refresh tokens", link: "/issuing-tokens" },
      { text: "Publishing and rotating keys", link: "/key-rotation" },
      { text: "Proving a client's identity", link: "/client-assertion" },
    ],
  },
  {
    text: "How does it run in …?",
    items: [
      { text: "Bundlers, CSP and loading", link: "/loading" },
      { text: "Algorithms and engines", link: "/engines" },
      { text: "Test runners", link: "/test-runners" },
      { text: "Rust", link: "/rust" },
      { text: "Rust: axum, and keys of a provider", link: "/rust-axum" },
      { text: "Rust: from the crate jsonwebtoken", link: "/rust-jsonwebtoken" },
      { text: "Rust: making tokens", link: "/rust-signing" },
      { text: "Rust: speed beside other crates", link: "/rust-performance" },
      { text: "Rust: DPoP proofs", link: "/rust-dpop" },
      { text: "Rust: clients and opaque tokens", link: "/rust-oauth" },
      { text: "Rust: the API guidelines", link: "/rust-api" },
      { text: "Targets of the crate", link: "/targets" },
    ],
  },
  {
    text: "Frameworks",
    collapsed: true,
    items: [
      { text: "All frameworks", link: "/integrations" },
      { text: "Astro", link: "/frameworks/astro" },
      { text: "AWS Lambda", link: "/frameworks/aws-lambda" },
      { text: "Cloudflare Workers", link: "/frameworks/workers" },
      { text: "Durable Objects", link: "/frameworks/durable-objects" },
      { text: "Elysia", link: "/frameworks/elysia" },
      { text: "Express", link: "/frameworks/express" },
      { text: "Fastify", link: "/frameworks/fastify" },
      { text: "GraphQL Yoga", link: "/frameworks/graphql-yoga" },
      { text: "Hono", link: "/frameworks/hono" },
      { text: "Koa", link: "/frameworks/koa" },
      { text: "NestJS", link: "/frameworks/nestjs" },
      { text: "Next.js", link: "/frameworks/next" },
      { text: "Node, Deno and Bun", link: "/frameworks/node" },
      { text: "Nuxt", link: "/frameworks/nuxt" },
      { text: "React Router", link: "/frameworks/react-router" },
      { text: "SvelteKit", link: "/frameworks/sveltekit" },
      { text: "tRPC", link: "/frameworks/trpc" },
      { text: "WebSockets (ws)", link: "/frameworks/ws" },
    ],
  },
  {
    text: "How do I come from …?",
    collapsed: true,
    items: [
      { text: "jsonwebtoken", link: "/migrate/jsonwebtoken" },
      { text: "jose", link: "/migrate/jose" },
      { text: "hono/jwt", link: "/migrate/hono-jwt" },
      { text: "fast-jwt", link: "/migrate/fast-jwt" },
      { text: "aws-jwt-verify", link: "/migrate/aws-jwt-verify" },
      { text: "express-jwt", link: "/migrate/express-jwt" },
      { text: "@tsndr/cloudflare-worker-jwt", link: "/migrate/tsndr" },
      { text: "jwt-decode and next-auth", link: "/migrate/jwt-decode" },
    ],
  },
  {
    text: "Is it safe, fast and small?",
    items: [
      { text: "Security model", link: "/security" },
      { text: "What an auditor reads", link: "/audit" },
      { text: "Performance", link: "/performance" },
      { text: "Limits", link: "/limits" },
      { text: "Past one machine", link: "/scale" },
      { text: "Design", link: "/design" },
      { text: "Arithmetic", link: "/arithmetic" },
    ],
  },
];
