// For workerd: a request brings the job.
import { portable } from "../../candidates/portable.mjs";
import { run } from "../run.mjs";

export default {
  async fetch(request) {
    try {
      return Response.json(await run(await request.json(), portable));
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};
