import type { Rejection } from '@throughline/domain';
import { isProblemCode, problemKinds } from '../problems/catalogue.js';
import { Problem, notFound } from '../problems/problem.js';

/** Refusals that are not about what may be done now, but about what there is. */
const TOLD_AS_THEY_ARE: ReadonlySet<string> = new Set(['erased', 'no-transcript', 'transcript-changed']);

/** What the domain refuses is said in its own words. A code without a page of its own is told under `refused`. */
export function refusalProblem({ code, detail, tryInstead }: Rejection): Problem {
  if (code === 'unknown-asset') return notFound();
  const known = isProblemCode(code) && (problemKinds[code].status === 409 || TOLD_AS_THEY_ARE.has(code)) ? code : 'refused';
  return new Problem(known, { detail, tryInstead });
}
