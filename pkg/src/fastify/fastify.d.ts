// What of Fastify is added to. Its own types would bring all of Node's along, and any file could use them unnoticed.
declare module "fastify" {
  interface FastifyRequest {}
}
