// Sound keys that some host cannot use: RSA beyond 4096 bits in Deno, most exponents in workerd. The outcomes are checked here and not
// compared, because the hosts differ.

export async function hostKeys(ask, { cases }, compare) {
  for (const { name, token, key: made, now } of cases) {
    const key = ask.api.jwk(made.jwk, made.alg);
    compare(name, await said(ask, token, key, now), "as it must be");
    key.free();
  }
}

/** If nothing can compute the signature, the error says so, and a report skips that check only. */
async function said({ api, engine, isSync }, token, key, now) {
  const options = { engine, now };
  const ways = [
    ["", api.verify, api.explain],
    ...(isSync ? [["Sync", api.verifySync, api.explainSync]] : []),
  ];
  for (const [suffix, verify, explain] of ways) {
    const accepted = await outcome(() => verify(token, key, options));
    const isUnable = accepted === "options_invalid" && engine === "host";
    if (accepted !== "accepted" && !isUnable) return `verify${suffix}: ${accepted}`;
    const [verdict, signature] = isUnable ? ["unchecked", "skipped"] : ["verified", "passed"];
    const report = await explain(token, key, options);
    if (report.verdict !== verdict || outcomeOf(report) !== signature) {
      return `explain${suffix}: ${report.verdict}, ${outcomeOf(report)}`;
    }
    const other = await explain(token, key, { ...options, typ: "at+jwt" });
    if (other.verdict !== "refused" || outcomeOf(other) !== signature) {
      return `explain${suffix} with another typ: ${other.verdict}, ${outcomeOf(other)}`;
    }
    const forged = `${token.slice(0, -6)}${token.at(-6) === "A" ? "B" : "A"}${token.slice(-5)}`;
    const refused = await outcome(() => verify(forged, key, options));
    if (refused !== (isUnable ? accepted : "signature_invalid"))
      return `verify${suffix} of a forgery: ${refused}`;
  }
  return "as it must be";
}

const outcomeOf = ({ checks }) => checks.find(({ name }) => name === "signature").outcome;

async function outcome(call) {
  try {
    await call();
    return "accepted";
  } catch (error) {
    return error.code ?? String(error);
  }
}
