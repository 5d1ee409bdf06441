import { SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { invalid, type FieldProblem } from '../problems/problem.js';
import { escapePointerPart } from '../problems/body-shape.js';

const QUERY = 'throughline:query';
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

interface QueryRules {
  /** Parameters that are `true` or `false`, for example `dry_run`. Operations without a parameter refuse it. */
  readonly flags: readonly string[];
  /** Parameters of earlier API versions, which are accepted without effect. */
  readonly ignored: readonly string[];
}

/** Declares the query parameters of an operation that changes something. */
export const TakesQuery = (rules: QueryRules): MethodDecorator => SetMetadata(QUERY, rules);

const NONE: QueryRules = { flags: [], ignored: [] };
const FLAGS: readonly unknown[] = ['true', 'false'];

function findProblem(name: string, value: unknown, rules: QueryRules): FieldProblem | undefined {
  if (rules.ignored.includes(name)) return undefined;
  const pointer = `/query/${escapePointerPart(name)}`;
  if (rules.flags.includes(name)) return FLAGS.includes(value) ? undefined : { pointer, message: 'must be true or false, once' };
  const message =
    name === 'dry_run' ? 'is not supported here: this operation has no preview' : 'is not a parameter of this operation';
  return { pointer, message };
}

/**
 * A guard against unknown parameters of requests that change something: somebody who misspells `dry_run` wants a preview. Reads
 * ignore unknown parameters.
 */
export class QueryGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const { method, query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (READS.has(method)) return true;
    const rules = this.reflector.get<QueryRules | undefined>(QUERY, context.getHandler()) ?? NONE;
    const problems = Object.entries(query as object).flatMap(([name, value]) => findProblem(name, value, rules) ?? []);
    if (problems.length > 0) throw invalid(problems);
    return true;
  }
}

/** Returns true if the request sets the flag. The guard lets it pass only for operations with this parameter. */
export const hasFlag = ({ query }: FastifyRequest, name: string): boolean =>
  (query as Readonly<Record<string, unknown>>)[name] === 'true';

/** Returns true if the request asks for a preview. */
export const isDryRun = (request: FastifyRequest): boolean => hasFlag(request, 'dry_run');
