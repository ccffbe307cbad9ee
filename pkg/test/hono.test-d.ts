// Checked by `tsc` alone: what a handler behind the middleware reads has the type that was asked for.
import { Hono } from "hono";
import { type JwtClaims, secretKey, type Verified } from "jwt-wasm";
import { createGate, type Gate } from "jwt-wasm/edge";
import { type JwtVariables, jwtGate } from "jwt-wasm/hono";
import { jwtGate as liteGate } from "jwt-wasm/lite/hono";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(_: Equal<A, B>): void {}

interface Access {
  token_type: "access";
  user_id: number;
}
interface Bindings {
  JWT_SECRET: string;
}

const key = secretKey("for the types only", "HS256");

// Declared by the app.
const app = new Hono<{ Bindings: Bindings; Variables: JwtVariables<Access> }>();
app.use(
  "/api/*",
  jwtGate<Access, Bindings>({ keyFromEnv: (env) => secretKey(env.JWT_SECRET, "HS256"), audience: "api" }),
);
app.get("/api/me", (c) => {
  const jwt = c.get("jwt");
  same<typeof jwt, Verified<Access>>(true);
  return c.json(jwt.payload.user_id);
});

// Inferred from the middleware before it, or beside it.
new Hono().use(jwtGate<Access>({ key })).get("/", (c) => {
  same<typeof c.var.jwt.payload, Access>(true);
  return c.json(c.get("jwt").payload);
});
new Hono<{ Bindings: Bindings }>().get(
  "/",
  jwtGate({ keyFromEnv: (env: Bindings) => secretKey(env.JWT_SECRET, "HS256") }),
  (c) => {
    same<typeof c.var.jwt.payload, JwtClaims>(true);
    return c.text(c.env.JWT_SECRET);
  },
);

liteGate satisfies typeof jwtGate;
jwtGate<Access>({ key, revocation: { isRevoked: ({ user_id }) => user_id === 1 } });

const gate: Gate<Bindings> = createGate<Bindings, Access>({
  keyFromEnv: (env) => secretKey(env.JWT_SECRET, "HS256"),
  origin: (_request, env, _context, verified) => {
    same<typeof env, Bindings>(true);
    same<typeof verified, Verified<Access> | undefined>(true);
    return new Response(verified?.payload.token_type);
  },
  revocation: { isRevoked: async ({ user_id }, env) => env.JWT_SECRET === String(user_id) },
});
void gate;

// @ts-expect-error the app's routes say what is public
jwtGate({ key, publicPaths: ["/"] });
// @ts-expect-error what lies behind it are the app's handlers
jwtGate({ key, origin: () => new Response() });
// @ts-expect-error there is no such option
jwtGate({ key, isuer: "a" });
// @ts-expect-error a store must tell yes or no
jwtGate({ key, revocation: { isRevoked: () => undefined } });
