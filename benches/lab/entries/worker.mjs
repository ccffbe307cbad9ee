// For workerd: each request brings a job.
import "jwt-wasm/engines/ecdsa";
import "jwt-wasm/engines/eddsa";
import "jwt-wasm/engines/rsa";
import "jwt-wasm/keyfile";
import { portable } from "../../candidates/portable.mjs";
import { portable as engines } from "../../engines/candidates.mjs";
import { run } from "../run.mjs";

export default {
  async fetch(request) {
    try {
      const job = await request.json();
      return Response.json(await run(job, job.isOfEngines ? engines : portable));
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};
