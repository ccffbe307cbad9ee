import type { JwtClaims, Verified } from "../types.js";

declare module "fastify" {
  /** Claims of your own, where you know them: merge them into this interface. */
  interface JwtPayload extends JwtClaims {}

  interface FastifyRequest {
    /** What was verified; missing where no gate is, and where a gate let a request through without a token. */
    jwt?: Verified<JwtPayload>;
  }
}
