// What the package says of a token, asked in every way there is.

export const outcomeOf = { jwt, jws };

/** `accepted`, or the error's code. The ways must agree, or the answer says where they do not. */
async function jwt({ api, engine, isSync }, token, makeKey, options) {
  return told(api, async () => {
    const key = makeKey();
    const all = { ...options, engine };
    const ways = {
      verify: await told(api, () => api.verify(token, key, all)),
      createVerifier: await told(api, () => api.createVerifier({ key, ...all }).verify(token)),
      explain: await explained(api, () => api.explain(token, key, all)),
    };
    if (isSync) {
      ways.verifySync = await told(api, () => api.verifySync(token, key, all));
      ways.explainSync = await explained(api, () => api.explainSync(token, key, all));
    }
    key.free();
    return agreed(ways);
  });
}

/** Of the signature alone; the payload may be anything. */
async function jws({ api, engine, isSync }, token, makeKey) {
  return told(api, async () => {
    const key = makeKey();
    const signature = (report) => {
      const failed = report.checks.find(({ name, outcome }) => EARLY.has(name) && outcome === "failed");
      return failed ? failed.error.code : "accepted";
    };
    const ways = { verifyJws: await told(api, () => api.verifyJws(token, key)) };
    // It takes an engine, but a JWT's payload is never empty.
    if (token.split(".")[1] !== "") {
      ways.explain = await told(api, async () => signature(await api.explain(token, key, { engine })));
    }
    if (isSync) ways.verifyJwsSync = await told(api, () => api.verifyJwsSync(token, key));
    key.free();
    return agreed(ways);
  });
}

const EARLY = new Set(["form", "header", "typ", "algorithm", "signature"]);

async function told(api, call) {
  try {
    const answer = await call();
    return typeof answer === "string" ? answer : "accepted";
  } catch (error) {
    if (error instanceof api.JwtError) return error.code;
    return `no JwtError but ${error}`;
  }
}

async function explained(api, call) {
  return told(api, async () => {
    const { verdict, checks } = await call();
    const failed = checks.find(({ outcome }) => outcome === "failed");
    if ((verdict === "verified") === (failed !== undefined)) return `verdict ${verdict} with ${failed?.name}`;
    return failed ? failed.error.code : "accepted";
  });
}

function agreed(ways) {
  const answers = Object.values(ways);
  return answers.every((answer) => answer === answers[0]) ? answers[0] : JSON.stringify(ways);
}

/** What is no string in a vector file stands for its JSON text. */
export function read(token) {
  return typeof token === "string" ? token : JSON.stringify(token);
}

export function bytesOf(base64) {
  const text = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function base64url(bytes) {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
