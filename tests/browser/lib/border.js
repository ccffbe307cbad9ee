/** A proxy as the only way out for a browser. It allows one site at a time, and records every other attempt. */

import { request as ask, createServer } from "node:http";

export async function border() {
  let host;
  const earlier = new Set();
  const refused = [];
  const server = createServer((request, response) => {
    const { url, method, headers } = request;
    const asked = URL.canParse(url) ? new URL(url).host : undefined;
    if (asked === undefined || asked !== host) {
      // The service worker of a visit that has ended can still fetch its site's files.
      if (!earlier.has(asked)) refused.push(url);
      response.writeHead(502).end();
      return;
    }
    const onward = ask(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  // TLS, WebSockets and other tunnels.
  server.on("connect", (request, socket) => {
    refused.push(request.url);
    // A browser that ends resets its tunnels.
    socket.on("error", () => socket.destroy());
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: server.address().port,
    refused,
    /** Allows this site from now on, and clears the record. Requests to the sites before it are refused, but not recorded. */
    openTo(site) {
      if (host !== undefined) earlier.add(host);
      host = new URL(site.address).host;
      refused.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
