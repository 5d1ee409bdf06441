import type { FastifyReply } from 'fastify';

/** Asks search engines to leave the answer out. */
export const hideFromSearch = (reply: FastifyReply): void => {
  void reply.header('x-robots-tag', 'noindex, nofollow');
};
