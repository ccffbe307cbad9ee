// What the package says of a token, asked in every way there is.

export const outcomeOf = { jwt, jws };

/**
 * `code` is `accepted` or the error's code; `told` is all that was said, for runtimes to be compared by. The ways must
 * agree, or `code` says where they do not.
 */
async function jwt({ api, engine, isSync }, token, makeKey, options) {
  return outcome(api, makeKey, async (key) => {
    const all = { ...options, engine };
    const reports = {};
    const report = (name) => (given) => {
      reports[name] = JSON.stringify(given);
      return verdictOf(api, given);
    };
    const ways = {
      verify: await told(api, () => api.verify(token, key, all), JSON.stringify),
      createVerifier: await told(
        api,
        () => api.createVerifier({ key, ...all }).verify(token),
        JSON.stringify,
      ),
      explain: await told(api, () => api.explain(token, key, all), report("explain")),
    };
    if (isSync) {
      ways.verifySync = await told(api, () => api.verifySync(token, key, all), JSON.stringify);
      ways.explainSync = await told(api, () => api.explainSync(token, key, all), report("explainSync"));
    }
    return (
      agreed(ways) ??
      agreed(reports) ?? {
        code: codeOf(ways.verify),
        told: [ways.verify, ...Object.values(reports).slice(0, 1)],
      }
    );
  });
}

/** Of the signature alone; the payload may be anything. */
async function jws({ api, engine, isSync }, token, makeKey) {
  return outcome(api, makeKey, async (key) => {
    const content = ({ header, payload }) => JSON.stringify({ header, payload: base64url(payload) });
    const ways = { verifyJws: await told(api, () => api.verifyJws(token, key), content) };
    if (isSync) ways.verifyJwsSync = await told(api, () => api.verifyJwsSync(token, key), content);
    const codes = { verifyJws: codeOf(ways.verifyJws) };
    // It takes an engine. Of an empty payload, as a JWT never has, it does not call a signature wrong.
    if (token.split(".")[1] !== "") {
      codes.explain = codeOf(
        await told(api, async () => signatureOf(await api.explain(token, key, { engine })), String),
      );
    }
    return agreed(ways) ?? agreed(codes) ?? { code: codes.verifyJws, told: [ways.verifyJws] };
  });
}

async function outcome(api, makeKey, ask) {
  let key;
  try {
    key = makeKey();
  } catch (error) {
    const said = factsOf(api, error);
    return { code: codeOf(said), told: [said] };
  }
  try {
    return await ask(key);
  } finally {
    key.free();
  }
}

async function told(api, call, read) {
  try {
    const answer = await call();
    const said = read(answer);
    return said.startsWith("{") ? `accepted ${said}` : said;
  } catch (error) {
    return factsOf(api, error);
  }
}

/** As `verify` would tell it. */
function verdictOf(api, { verdict, checks, header, payload, key }) {
  const failed = checks.find(({ outcome }) => outcome === "failed");
  if ((verdict === "verified") === (failed !== undefined)) return `verdict ${verdict} with ${failed?.name}`;
  return failed ? factsOf(api, failed.error) : JSON.stringify({ header, payload, key });
}

const EARLY = new Set(["form", "header", "typ", "algorithm", "signature"]);

function signatureOf({ checks }) {
  const failed = checks.find(({ name, outcome }) => EARLY.has(name) && outcome === "failed");
  return failed ? failed.error.code : "accepted";
}

/** The code, and whatever else an error carries. Not its message: the module and the host may word one differently. */
export function factsOf(api, error) {
  if (!(error instanceof api.JwtError)) return `no JwtError but ${error}`;
  const { code, ...facts } = error;
  return `${code} ${JSON.stringify(facts)}`;
}

function codeOf(said) {
  return said.startsWith("no JwtError") ? said : said.split(" ", 1)[0];
}

/** What to say where they do not agree, or `undefined`. */
function agreed(ways) {
  const answers = Object.values(ways);
  if (answers.every((answer) => answer === answers[0])) return undefined;
  return { code: JSON.stringify(ways), told: [] };
}

/** What is not a string in a vector file stands for its JSON text. */
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
