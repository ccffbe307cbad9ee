// The origin behind a gate. It answers with the request that it got, and its record shows what the gate let through.
import { createServer } from "node:http";

export async function startOrigin() {
  const seen = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      const arrived = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(arrived);
      response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(arrived));
    });
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
