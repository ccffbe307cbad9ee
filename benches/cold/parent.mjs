// The worker that loads others: an isolate is made, and its modules are compiled, when the first request reaches it.
let modules;

export default {
  async fetch(request, { LOADER }) {
    const { pathname } = new URL(request.url);
    if (pathname === "/modules") {
      const given = Object.entries(await request.json());
      modules = Object.fromEntries(
        given.map(([name, { js, wasm }]) => [name, js ? { js } : { wasm: bytes(wasm) }]),
      );
      return new Response("ready");
    }
    const worker = {
      compatibilityDate: "2026-04-01",
      mainModule: "worker.mjs",
      modules,
      globalOutbound: null,
    };
    // By name, so that the second request reaches the isolate of the first.
    return LOADER.get("candidate", async () => worker)
      .getEntrypoint()
      .fetch(request);
  },
};

const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer;
