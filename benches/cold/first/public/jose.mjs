import { importSPKI, jwtVerify } from "jose";

export async function first(token, { algorithm, issuer, audience, publicPem }) {
  const key = await importSPKI(publicPem, algorithm);
  const options = { algorithms: [algorithm], issuer, audience, requiredClaims: ["exp"] };
  return (await jwtVerify(token, key, options)).payload;
}
