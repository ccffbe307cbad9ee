import { rfc } from "../registry";
import { isUsualRsa } from "../statements/signature";
import { bytesIn } from "../token-text";
import { type Finding, finding, type Suspect } from "./finding";

const RECEIVED_CLAIMS = rfc(8725, "3.10");

/** An RSA signature is as long as the key (RFC 8017 §8.2.1), and the minimum is 2048 bits (RFC 7518 §3.3). */
const SHORTEST_RSA_SIGNATURE = 256;

export function headerFindings({ header, decoded, isEncrypted, isProof }: Suspect): Finding[] {
  const found: Finding[] = [];
  const alg = typeof header.alg === "string" ? header.alg : "";
  if (alg.toLowerCase() === "none") found.push(finding("alg_none", "danger", rfc(8725, "3.2")));
  if (/^[RP]S(256|384|512)$/.test(alg)) {
    const letters = decoded.segments[2]?.text ?? "";
    const length = bytesIn(letters);
    // A signature of another length is cut off, and shows nothing of its key.
    if (isUsualRsa(letters.length) && length < SHORTEST_RSA_SIGNATURE) {
      found.push(finding("short_rsa", "danger", rfc(7518, "3.3"), String(length * 8)));
    }
  }
  const embedded = ["jwk", "jku", "x5u", "x5c"].filter((name) => Object.hasOwn(header, name));
  if (embedded.length > 0 && !isProof) {
    found.push(finding("embedded_key", "warning", RECEIVED_CLAIMS, embedded.join(", ")));
  }
  const kid = header.kid;
  if (typeof kid === "string" && /\.\.[\\/]|['";|`$]|\0/.test(kid)) {
    found.push(finding("odd_kid", "warning", RECEIVED_CLAIMS, kid));
  }
  if (!Object.hasOwn(header, "typ")) found.push(finding("no_typ", "hint", rfc(8725, "3.11")));
  if (isEncrypted && alg === "RSA1_5") found.push(finding("rsa1_5", "danger", rfc(8725, "3.2")));
  if (isEncrypted && Object.hasOwn(header, "zip")) {
    found.push(finding("compressed", "warning", rfc(8725, "3.6")));
  }
  return found;
}
