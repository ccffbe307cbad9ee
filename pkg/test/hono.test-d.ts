// Checked by `tsc`, never run: what a handler behind the middleware reads has the declared type.
import { Hono } from "hono";
import { type JwtClaims, privateKey, secretKey, type Verified } from "jwt-wasm";
import { createGate, type Gate } from "jwt-wasm/edge";
import { type JwtGate, type JwtVariables, jwtGate } from "jwt-wasm/hono";

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

// The app declares the type of the claims.
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

// The type is inferred from middleware on the app, or on the route.
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

// With `optional`, `jwt` may be `undefined`. After `require` it is not.
new Hono().use(jwtGate<Access>({ key, optional: true })).get("/", (c) => {
  same<typeof c.var.jwt, Verified<Access> | undefined>(true);
  return c.text(String(c.get("jwt")?.payload.user_id));
});
new Hono().use(jwtGate<Access>({ key, optional: false })).get("/", (c) => {
  same<typeof c.var.jwt, Verified<Access>>(true);
  return c.text("");
});
declare const isOptional: boolean;
new Hono().use(jwtGate({ key, optional: isOptional })).get("/", (c) => {
  same<typeof c.var.jwt, Verified | undefined>(true);
  return c.text("");
});
new Hono().get("/", jwtGate<Access>({ key }).require({ scope: "a", claims: { role: "admin" } }), (c) => {
  same<typeof c.var.jwt.payload, Access>(true);
  return c.text("");
});
// @ts-expect-error `require` has no such demand
jwtGate({ key }).require({ audience: "a" });
// @ts-expect-error nothing is demanded
jwtGate({ key }).require({});
new Hono().get("/", jwtGate<Access>({ key, optional: true }).require(), (c) =>
  c.text(c.get("jwt")?.payload.token_type ?? ""),
);
// @ts-expect-error the app's own routes do this
jwtGate({ key, routes: { "/": { scope: "a" } } });

jwtGate<Access>({ key, revocation: { isRevoked: ({ user_id }) => user_id === 1 } });

const gate: Gate<Bindings> = createGate<Access, Bindings>({
  keyFromEnv: (env) => secretKey(env.JWT_SECRET, "HS256"),
  origin: (_request, env, _context, verified) => {
    same<typeof env, Bindings>(true);
    same<typeof verified, Verified<Access> | undefined>(true);
    return new Response(verified?.payload.token_type);
  },
  revocation: { isRevoked: async ({ user_id }, env) => env.JWT_SECRET === String(user_id) },
});
void gate;

// A gate without bindings takes the request alone. With bindings, they are its second argument.
const bare = createGate({ key });
same<typeof bare, Gate>(true);
same<ReturnType<typeof createGate>, Gate>(true);
same<ReturnType<typeof jwtGate>, JwtGate<JwtVariables>>(true);
const request = new Request("https://api.example/");
same<ReturnType<typeof bare>, Promise<Response>>(true);
bare(request);
bare(request, { anything: 1 }, { waitUntil() {} });
gate(request, { JWT_SECRET: "x" });
// @ts-expect-error its key comes from the bindings
gate(request);

// The type of the bindings is inferred from the function's parameter.
const told = createGate({
  keyFromEnv: (env: Bindings) => secretKey(env.JWT_SECRET, "HS256"),
  origin: (_request, env, _context, verified) => {
    same<typeof env, Bindings>(true);
    same<typeof verified, Verified | undefined>(true);
    return new Response();
  },
});
same<typeof told, Gate<Bindings>>(true);

// The type of handler that Workers, Deno and Bun accept.
interface Handler<Env> {
  fetch?: (
    request: Request,
    env: Env,
    context: { waitUntil(promise: Promise<unknown>): void },
  ) => Promise<Response>;
}
({ fetch: gate }) satisfies Handler<Bindings>;
({ fetch: told }) satisfies Handler<Bindings>;
({ fetch: bare }) satisfies Handler<Bindings>;
declare function serve(
  handler: (request: Request, info: { hostname: string }) => Response | Promise<Response>,
): void;
serve(bare);
// @ts-expect-error the gate would be called without its bindings
serve(gate);

// @ts-expect-error a gate needs a key
createGate({});
// @ts-expect-error a gate has one key
createGate({ key, keyFromEnv: () => key });
// @ts-expect-error a key that signs does not verify
createGate({ key: privateKey("x", "ES256") });
// @ts-expect-error nor does one that keyFromEnv returns
createGate({ keyFromEnv: () => privateKey("x", "ES256") });
// @ts-expect-error keyFromEnv returns a key
createGate({ key: { async prefetch() {} } });
// @ts-expect-error the middleware needs a key
jwtGate({});
// @ts-expect-error the middleware has one key
jwtGate({ key, keyFromEnv: () => key });
// @ts-expect-error a key that signs does not verify
jwtGate({ key: privateKey("x", "ES256") });

// @ts-expect-error the app's routes say what is public
jwtGate({ key, publicPaths: ["/"] });
// @ts-expect-error the app's handlers take the place of an origin
jwtGate({ key, origin: () => new Response() });
// @ts-expect-error there is no such option
jwtGate({ key, isuer: "a" });
// @ts-expect-error a store answers with a boolean
jwtGate({ key, revocation: { isRevoked: () => undefined } });
