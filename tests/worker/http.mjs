// Plain HTTP, since `fetch` would join, trim or refuse some of the headers that a client can send, and tidy its path.
import { Agent, request } from "node:http";

/** One GET with these values of `Authorization`, each as a header of its own. */
export function get(url, authorization = [], agent = new Agent()) {
  return send(url, { headers: { Authorization: authorization }, agent });
}

/** One request; a header's value may be a list, and the path is sent as it is. */
export function send(url, { method = "GET", path, headers = {}, body, agent = new Agent() } = {}) {
  return new Promise((resolve, reject) => {
    const given = Object.entries(headers).filter(([, value]) => value.length > 0);
    const options = { method, headers: Object.fromEntries(given), agent, ...(path ? { path } : {}) };
    const sent = request(url, options, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode, headers: answer.headers, text, json: () => JSON.parse(text) });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
