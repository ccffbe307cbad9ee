// Sends requests exactly as written: `fetch` would resolve their paths and join their headers.
import { once } from "node:events";
import { createServer, request } from "node:http";

/**
 * @param origin such as `http://127.0.0.1:3000`
 * @param headers a list stands for several headers of one name
 */
export function ask(origin, path, { method = "GET", headers = {}, body } = {}) {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      answer.on("error", reject).on("end", () => {
        const own = Object.entries(answer.headers).flatMap(([name, value]) =>
          [value].flat().map((one) => [name, one]),
        );
        resolve({ status: answer.statusCode, headers: new Headers(own), text });
      });
    });
    sent.on("error", reject).end(body);
  });
}

/** For `checkAnswers` of tests/docs. */
export const sender = (origin, path) => (authorization) =>
  ask(origin, path, { headers: authorization.length > 0 ? { authorization } : {} });

export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}
