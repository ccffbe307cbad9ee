// Checked by `tsc`, never run: the types of the option `schema`.
/// <reference path="./buffer.d.ts" />
import { type } from "arktype";
import {
  createVerifier,
  explain,
  type JwtClaims,
  JwtError,
  type SchemaIssue,
  type StandardSchema,
  secretKey,
  type Verified,
  type Verifier,
  type VerifyOptions,
  verify,
  verifySync,
} from "jwt-wasm";
import { createGate } from "jwt-wasm/edge";
import { jwtGate } from "jwt-wasm/hono";
import * as v from "valibot";
import * as z from "zod";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(isSame: Same<A, B>): void;
declare const token: string;

interface Access {
  sub: string;
  roles: string[];
}

const key = secretKey("a secret of at least thirty-two bytes", "HS256");
const ofZod = z.object({ sub: z.string(), roles: z.array(z.string()) });
const ofValibot = v.object({ sub: v.string(), roles: v.array(v.string()) });
const ofArktype = type({ sub: "string", roles: "string[]" });

same<Awaited<ReturnType<typeof verify>>, Verified<JwtClaims>>(true);
const { payload } = await verify(token, key, { schema: ofZod, issuer: "https://issuer.example" });
same<typeof payload, Access>(true);
const fromValibot: Access = verifySync(token, key, { schema: ofValibot }).payload;
const fromArktype: Access = verifySync(token, key, { schema: ofArktype }).payload;
// The payload has the schema's output type, not its input type.
const changed = z.object({ sub: z.string().transform((sub) => sub.length) });
const verifier = createVerifier({ key, schema: changed, cache: 10 });
same<typeof verifier, Verifier<{ sub: number }>>(true);
await explain(token, key, { schema: ofZod });
await explain(token, undefined, { schema: ofZod, audience: "api" });
const all: StandardSchema[] = [ofZod, ofValibot, ofArktype, changed];

// The same holds for the gate.
createGate({
  key,
  schema: changed,
  origin: (_, __, ___, verified) => new Response(verified?.payload.sub.toFixed()),
});
jwtGate({ key, schema: ofZod });

const named: Verified<Access> = await verify<Access>(token, key, { schema: ofZod });
// @ts-expect-error the schema gives another type
await verify<Access>(token, key, { schema: changed });
// @ts-expect-error a verifier's schema gives another type
createVerifier<Access>({ key, schema: changed });
// @ts-expect-error this object is not a schema
await verify(token, key, { schema: { parse: () => 1 } });
// @ts-expect-error a variable of type VerifyOptions has no schema: the payload's type would be lost
const options: VerifyOptions = { schema: ofZod };

const error: unknown = 1;
if (error instanceof JwtError && error.code === "schema_mismatch") {
  same<typeof error.issues, readonly SchemaIssue[]>(true);
}
void [named, fromValibot, fromArktype, all, options];
