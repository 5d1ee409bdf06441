import { SetMetadata } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../kit/http/problems/problem.js';
import type { LinkVerdict, SignedLinks } from './signed-links.js';

export const BY_LINK = 'throughline:by-link';

/** Marks an operation on the file `:name` of the recording `:id` that a signed link opens too. */
export const OpensByLink = (): MethodDecorator => SetMetadata(BY_LINK, true);

const texts = (from: unknown): Readonly<Record<string, unknown>> => Object(from) as Record<string, unknown>;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function verifyRequestLink(request: FastifyRequest, links: SignedLinks): LinkVerdict | undefined {
  const { expires, signature } = texts(request.query);
  if (expires === undefined && signature === undefined) return undefined;
  const { id, name } = texts(request.params);
  return links.verify({ id: text(id), name: text(name) }, { expires: text(expires), signature: text(signature) });
}

export const linkProblem = (verdict: Exclude<LinkVerdict, 'holds'>): Problem =>
  new Problem(verdict === 'expired' ? 'link-expired' : 'link-invalid', {
    headers: { 'www-authenticate': 'Bearer realm="throughline"' },
  });
