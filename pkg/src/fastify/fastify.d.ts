// Only the part of Fastify's types that is extended. The real types would bring all types of Node, which any file could
// then use by mistake.
declare module "fastify" {
  interface FastifyRequest {}
}
