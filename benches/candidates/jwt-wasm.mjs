import { createVerifier, secretKey, verifySync } from "jwt-wasm";

const optionsOf = ({ algorithm, issuer, audience }) => ({ algorithms: [algorithm], issuer, audience });

export default function candidates(demands) {
  const key = secretKey(demands.secret, demands.algorithm);
  const options = optionsOf(demands);
  const verifier = createVerifier({ key, ...options });
  return [
    { name: "jwt-wasm verifier.verifySync", package: "jwt-wasm", run: (token) => verifier.verifySync(token) },
    { name: "jwt-wasm verifySync", package: "jwt-wasm", run: (token) => verifySync(token, key, options) },
    {
      name: "jwt-wasm verifier.verify",
      package: "jwt-wasm",
      async: true,
      run: (token) => verifier.verify(token),
    },
  ];
}
