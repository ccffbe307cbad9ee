import { judgeAll } from "../lib/judge-all.mjs";

export default {
  async fetch(request) {
    return Response.json(await judgeAll(request.headers.get("x-cases")));
  },
};
