// Only the parts of Fastify that are extended: its own types would add all of Node's, and any file could use them by mistake.
declare module "fastify" {
  interface FastifyRequest {}
}
