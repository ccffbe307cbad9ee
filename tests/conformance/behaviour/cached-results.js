import { NOW, SECRET } from "./support.js";
import { signerOf } from "./test-keys.js";

/** A verifier with a cache returns the same result to every caller, and no caller can change it. */
export async function cachedResults({ api, engine }, expect) {
  const pair = signerOf(api, "ES256");
  const secret = api.secretKey(SECRET, "HS256");
  for (const [signer, key] of [
    [secret, secret],
    [pair, api.jwk(pair.toPublicJwk())],
  ]) {
    const [name] = key.algorithms;
    const token = await api.sign({ deep: { list: [{}] } }, signer, { now: NOW, expiresIn: 60 });
    const verifier = api.createVerifier({ key, cache: 2, now: NOW, engine });
    const first = await verifier.verify(token);
    expect(
      `${name}: the same result`,
      [(await verifier.verify(token)) === first, verifier.verifySync(token) === first],
      [true, true],
    );
    const { header, payload } = first;
    const parts = [first, header, payload, payload.deep, payload.deep.list, payload.deep.list[0]];
    expect(
      `${name}: frozen`,
      parts.map(Object.isFrozen),
      parts.map(() => true),
    );
    let thrown;
    try {
      payload.deep.list.push(1);
    } catch (error) {
      thrown = error;
    }
    expect(`${name}: a change is a TypeError`, thrown instanceof TypeError, true);
    const others = [
      await verifier.explain(token),
      await api.createVerifier({ key, now: NOW, engine }).verify(token),
    ];
    expect(
      `${name}: not shared without a cache`,
      others.map((other) => Object.isFrozen(other.payload)),
      [false, false],
    );
    verifier.free();
  }
}
