import type { Rejection } from '@throughline/domain';
import { isProblemCode, problemKinds } from '../../kit/http/problems/catalogue.js';
import { Problem, notFound } from '../../kit/http/problems/problem.js';

/** Codes with a status other than 409 that keep their own problem kind. */
const TOLD_AS_THEY_ARE: ReadonlySet<string> = new Set(['erased', 'no-transcript', 'transcript-changed', 'note-changed']);

/** Answered like an id that belongs to another user. */
const UNKNOWN: ReadonlySet<string> = new Set(['unknown-asset', 'unknown-note']);

/** Turns a refusal of the domain into a problem with the domain's text. A code without a page of its own becomes `refused`. */
export function toRefusalProblem({ code, detail, tryInstead }: Rejection): Problem {
  if (UNKNOWN.has(code)) return notFound();
  const problemCode = isProblemCode(code) && (problemKinds[code].status === 409 || TOLD_AS_THEY_ARE.has(code)) ? code : 'refused';
  return new Problem(problemCode, { detail, tryInstead });
}
