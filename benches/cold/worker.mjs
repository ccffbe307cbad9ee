// The worker that is loaded each time, bundled with one candidate.
import { first } from "candidate";
import { refuseOnce, verifyOnce } from "./once.mjs";

export default {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    await (pathname === "/refuse" ? refuseOnce : verifyOnce)(first, await request.json());
    return new Response("done");
  },
};
