// Plain HTTP, because `fetch` joins, trims or refuses some headers that a client can send, and normalises the path.
import { Agent, request } from "node:http";

/** Sends a GET with these values of `Authorization`, each as its own header. */
export function get(url, authorization = [], agent = new Agent()) {
  return send(url, { headers: { Authorization: authorization }, agent });
}

/** Sends a request. A header's value may be a list, and the path is sent as it is. */
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
