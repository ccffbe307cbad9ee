// Checked by `tsc`, never run: the gate takes the key that `decrypter` makes, and no other function does.
import { createVerifier, remoteJwks, secretKey, verify } from "jwt-wasm";
import { createGate, type Decrypter } from "jwt-wasm/edge";
import { jwtGate as expressGate } from "jwt-wasm/express";
import { jwtGate as fastifyGate } from "jwt-wasm/fastify";
import { jwtGate as honoGate } from "jwt-wasm/hono";
import { authJsKey, decrypter, encryptionKey } from "jwt-wasm/jwe";

interface Env {
  AUTH_SECRET: string;
}
const cookie = "authjs.session-token";
const tokenFrom = { cookie, chunks: true } as const;
const encryption = encryptionKey(new Uint8Array(32), { alg: "dir", enc: "A256GCM" });
const key: Decrypter = decrypter(encryption, { nested: { key: remoteJwks("https://issuer.example/jwks") } });
const keyFromEnv = ({ AUTH_SECRET }: Env) => decrypter(authJsKey(AUTH_SECRET, { cookie }));

createGate({ key, tokenFrom });
createGate<{ name: string }, Env>({
  keyFromEnv,
  tokenFrom: ["bearer", { cookie, chunks: true }],
  origin: (_request, _env, _context, session) => new Response(session?.payload.name),
});
createGate({ keyFromEnv: async (env: Env) => keyFromEnv(env), tokenFrom });
expressGate({ key, tokenFrom });
fastifyGate({ key, tokenFrom });
honoGate({ key, tokenFrom });

// @ts-expect-error the gate needs the decrypter of the key
createGate({ key: encryption });
// @ts-expect-error a key for signatures does not decrypt
decrypter(secretKey("secret", "HS256"));
// @ts-expect-error the options of the token inside are the gate's
decrypter(encryption, { nested: { key: secretKey("secret", "HS256"), audience: "api" } });
// @ts-expect-error nor does a key for encryption verify what is inside
decrypter(encryption, { nested: { key: encryption } });
// @ts-expect-error a decrypter is only for the gate
verify("token", key);
// @ts-expect-error a decrypter is only for the gate
createVerifier({ key });
