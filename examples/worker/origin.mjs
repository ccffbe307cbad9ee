// An origin to try the gate with: it answers with the request that reached it. Start it with `npm run
// origin`.
import { createServer } from "node:http";

const server = createServer(({ method, url, headers }, response) => {
  const body = JSON.stringify({ method, url, user: headers["x-user-id"] });
  response.writeHead(200, { "Content-Type": "application/json" }).end(`${body}\n`);
});
server.listen(8000, "127.0.0.1", () => console.log("http://127.0.0.1:8000"));
