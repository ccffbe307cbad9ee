// Plain HTTP, since `fetch` would join, trim or refuse some of the headers that a client can send.
import { Agent, request } from "node:http";

/** One GET with these values of `Authorization`, each as a header of its own. */
export function get(url, authorization = [], agent = new Agent()) {
  return new Promise((resolve, reject) => {
    const headers = authorization.length > 0 ? { Authorization: authorization } : {};
    const sent = request(url, { headers, agent }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: answer.statusCode, headers: answer.headers, text, json: () => JSON.parse(text) });
      });
    });
    sent.on("error", reject);
    sent.end();
  });
}
