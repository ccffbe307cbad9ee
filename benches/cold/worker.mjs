// The worker that is loaded afresh, with one candidate bundled in.
import { first } from "candidate";
import { refuseOnce, verifyOnce } from "./once.mjs";

export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    await (pathname === "/refuse" ? refuseOnce : verifyOnce)(first, await request.json());
    return new Response("done");
  },
};
