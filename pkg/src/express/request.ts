import type { JwtClaims, Verified } from "../types.js";

declare global {
  namespace Express {
    /** Claims of your own, where you know them: merge them into this interface. */
    interface JwtPayload extends JwtClaims {}

    // Express, and what is typed like it, makes its requests of this.
    interface Request {
      /** What was verified; missing where no gate is, and where a gate let a request through without a token. */
      jwt?: Verified<JwtPayload>;
    }
  }
}
