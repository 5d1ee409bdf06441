import { SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { invalid, type FieldProblem } from '../problems/problem.js';
import { pointerPart } from '../problems/body-shape.js';

const QUERY = 'throughline:query';
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The rules that an operation may declare for its query. */
interface QueryRules {
  /** It answers `dry_run=true` by what it would do, and does nothing. Elsewhere the parameter is refused. */
  readonly dryRun?: true;
  /** Parameters that clients of earlier versions send, and that change nothing. */
  readonly ignored?: readonly string[];
}

/** Declares the query of an operation that changes something. Without this it takes no parameter at all. */
export const TakesQuery = (rules: QueryRules): MethodDecorator => SetMetadata(QUERY, rules);

/** RUN-10: `resume` changes nothing. */
export const RUN_QUERY: QueryRules = { dryRun: true, ignored: ['resume'] };

const FLAGS: readonly unknown[] = ['true', 'false'];

function problemOf(name: string, value: unknown, rules: QueryRules): FieldProblem | undefined {
  if (rules.ignored?.includes(name) === true) return undefined;
  const pointer = `/query/${pointerPart(name)}`;
  if (name !== 'dry_run') return { pointer, message: 'is not a parameter of this operation' };
  if (rules.dryRun !== true) return { pointer, message: 'is not supported here: this operation has no preview' };
  return FLAGS.includes(value) ? undefined : { pointer, message: 'must be true or false, once' };
}

/**
 * Refuses parameters that an operation does not know where the request would change something: whoever misspells `dry_run` wants a preview.
 * Reads ignore what they do not know.
 */
export class QueryGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const { method, query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (READS.has(method)) return true;
    const rules = this.reflector.get<QueryRules | undefined>(QUERY, context.getHandler()) ?? {};
    const problems = Object.entries(query as object).flatMap(([name, value]) => problemOf(name, value, rules) ?? []);
    if (problems.length > 0) throw invalid(problems);
    return true;
  }
}

/** The request asks for a preview. The guard lets this pass for operations with `TakesQuery({ dryRun: true })` alone. */
export const isDryRun = ({ query }: FastifyRequest): boolean => (query as { dry_run?: unknown }).dry_run === 'true';
