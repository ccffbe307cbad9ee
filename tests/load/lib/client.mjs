// Sends requests with their own headers over connections that are kept open.
import { Agent, request } from "node:http";

export function client(connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const once = (url, headers) =>
    new Promise((resolve, reject) => {
      const sent = request(url, { agent, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8");
        answer.on("data", (chunk) => {
          text += chunk;
        });
        answer.on("error", reject);
        answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
      });
      sent.on("error", (error) => {
        // The server may close a connection at the moment when the next request uses it.
        error.isUnsent = sent.reusedSocket && error.code === "ECONNRESET";
        reject(error);
      });
      sent.end();
    });
  const send = async (url, headers = {}) => {
    for (;;) {
      try {
        return await once(url, headers);
      } catch (error) {
        if (!error.isUnsent) throw error;
      }
    }
  };
  return { send, close: () => agent.destroy() };
}

/** Makes `count` calls, at most `width` at a time. */
export async function each(count, width, call) {
  let next = 0;
  const worker = async () => {
    while (next < count) await call(next++);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
