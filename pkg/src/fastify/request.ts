import type { JwtClaims, Verified } from "../types.js";

declare module "fastify" {
  /** The claims in `request.jwt`. Merge your own claims into this interface. */
  interface JwtPayload extends JwtClaims {}

  interface FastifyRequest {
    /** The verified token; missing without a gate, and if the gate let a request without a token pass. */
    jwt?: Verified<JwtPayload>;
  }
}
