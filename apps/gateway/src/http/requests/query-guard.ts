import { SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { invalid, type FieldProblem } from '../problems/problem.js';
import { escapePointerPart } from '../problems/body-shape.js';

const QUERY = 'throughline:query';
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

interface QueryRules {
  /** The operation answers `dry_run=true` with a preview and changes nothing. Other operations refuse the parameter. */
  readonly dryRun: boolean;
  /** Parameters of earlier API versions, which are accepted without effect. */
  readonly ignored: readonly string[];
}

/** Declares the query parameters of an operation that changes something. */
export const TakesQuery = (rules: QueryRules): MethodDecorator => SetMetadata(QUERY, rules);

const NONE: QueryRules = { dryRun: false, ignored: [] };
const FLAGS: readonly unknown[] = ['true', 'false'];

function findProblem(name: string, value: unknown, rules: QueryRules): FieldProblem | undefined {
  if (rules.ignored.includes(name)) return undefined;
  const pointer = `/query/${escapePointerPart(name)}`;
  if (name !== 'dry_run') return { pointer, message: 'is not a parameter of this operation' };
  if (!rules.dryRun) return { pointer, message: 'is not supported here: this operation has no preview' };
  return FLAGS.includes(value) ? undefined : { pointer, message: 'must be true or false, once' };
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

/** Returns true if the request asks for a preview. The guard lets this pass only for operations with the parameter. */
export const isDryRun = ({ query }: FastifyRequest): boolean => (query as { dry_run?: unknown }).dry_run === 'true';
