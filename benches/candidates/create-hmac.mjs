import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";

// Not a verifier but the limit for one that leaves the MAC to Node: the token is taken apart beforehand, and nothing
// is decoded, parsed or judged.
export default function candidates({ secret }) {
  const key = createSecretKey(secret);
  const prepare = (token) => {
    const end = token.lastIndexOf(".");
    const input = Buffer.from(token.slice(0, end), "latin1").toString("latin1");
    return { input, signature: Buffer.from(token.slice(end + 1), "base64url") };
  };
  const run = ({ input, signature }) => {
    const mac = createHmac("sha256", key).update(input).digest();
    if (!timingSafeEqual(mac, signature)) throw new Error("signature");
  };
  return [{ name: "node createHmac (MAC only)", package: "node", signatureOnly: true, prepare, run }];
}
