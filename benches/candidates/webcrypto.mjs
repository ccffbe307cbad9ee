// Not a candidate, but the limit for those that use WebCrypto's arithmetic: tokens are split beforehand, and
// nothing is decoded, parsed or checked.
import { bytesOf, parts } from "../lab/text.mjs";
import { cryptoKey, parametersOf } from "../lab/webcrypto.mjs";

export async function verify(demands) {
  const key = await cryptoKey(demands, "verify");
  const parameters = parametersOf(demands.algorithm);
  const prepare = (token) => {
    const { input, signature } = parts(token);
    return { input: bytesOf(input), signature };
  };
  const run = async ({ input, signature }) => {
    if (!(await crypto.subtle.verify(parameters, key, signature, input))) throw new Error("signature");
  };
  return [{ name: "subtle.verify (signature only)", async: true, signatureOnly: true, prepare, run }];
}

export async function sign(demands) {
  const key = await cryptoKey(demands, "sign");
  const parameters = parametersOf(demands.algorithm);
  const prepare = (claims) => bytesOf(JSON.stringify(claims));
  const run = (input) => crypto.subtle.sign(parameters, key, input);
  return [{ name: "subtle.sign (signature only)", async: true, signatureOnly: true, prepare, run }];
}
