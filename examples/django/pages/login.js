// Tokens are kept only in memory: any script of this origin could read localStorage later.

const element = (id) => document.getElementById(id);
const [access, refresh] = [element("access"), element("refresh")];

/** Shows the server's answer, and returns it unless the server refused. */
async function ask(method, path, { body, token } = {}) {
  const headers = new Headers({ accept: "application/json" });
  if (body !== undefined) headers.set("content-type", "application/json");
  if (token) headers.set("authorization", `Bearer ${token}`);
  show("…", "");
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
  } catch (error) {
    show("no answer", String(error));
    return undefined;
  }
  const text = await answer.text();
  const json = read(text);
  show([answer.status, answer.statusText, json?.code].filter(Boolean).join(" "), json ?? text);
  return answer.ok ? (json ?? {}) : undefined;
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Tokens are shown in their own fields. */
function show(status, body) {
  const hidden = (name, value) => (["access", "refresh"].includes(name) ? "…" : value);
  element("status").textContent = status;
  element("body").textContent = typeof body === "string" ? body : JSON.stringify(body, hidden, 2);
}

function keep(pair) {
  if (!pair) return;
  access.value = pair.access ?? "";
  refresh.value = pair.refresh ?? "";
  tellLifetimes();
}

element("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  const pair = await ask("POST", "api/token/", { body: Object.fromEntries(new FormData(form)) });
  if (pair) form.reset();
  keep(pair);
});
element("call").addEventListener("click", () => ask("GET", "api/whoami/", { token: access.value.trim() }));
element("renew").addEventListener("click", async () => {
  keep(await ask("POST", "api/token/refresh/", { body: { refresh: refresh.value.trim() } }));
});
element("logout").addEventListener("click", async () => {
  // Only after the server has ended the session. Otherwise the tokens would stay valid, but nobody could
  // revoke them.
  if (await ask("POST", "api/token/blacklist/", { body: { refresh: refresh.value.trim() } })) keep({});
});

/** Decoded without verifying, only to show it to the token's owner. */
function expiryOf(token) {
  try {
    const [, payload] = token.trim().split(".");
    const { exp } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
    return Number.isFinite(exp) ? exp : undefined;
  } catch {
    return undefined;
  }
}

function tellLifetimes() {
  for (const field of [access, refresh]) {
    const expiry = expiryOf(field.value);
    const left = expiry === undefined ? undefined : Math.ceil(expiry - Date.now() / 1000);
    element(`${field.id}-lifetime`).textContent =
      left === undefined ? "" : left > 0 ? `Expires in ${left} s.` : "Expired.";
  }
}
setInterval(tellLifetimes, 1000);
