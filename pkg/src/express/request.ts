import type { JwtClaims, Verified } from "../types.js";

declare global {
  namespace Express {
    /** The claims in `request.jwt`. Merge your own claims into this interface. */
    interface JwtPayload extends JwtClaims {}

    // Express and similar frameworks extend this type.
    interface Request {
      /** The verified token; missing without a gate, and if the gate let a request without a token pass. */
      jwt?: Verified<JwtPayload>;
    }
  }
}
