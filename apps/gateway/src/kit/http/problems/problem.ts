import { problemKinds, type ProblemCode } from './catalogue.js';
import type { ProblemKind } from './problem-kind.js';

/** Problems that block every decision on an item: its history is unreadable, or needs a newer release. */
const UNREADABLE = ['quarantined', 'needs-upgrade'] as const;
export type UnreadableKind = (typeof UNREADABLE)[number];
export const isUnreadableKind = (code: string): code is UnreadableKind => UNREADABLE.some((kind) => kind === code);

export interface FieldProblem {
  /** JSON pointer into the body; `/query/<name>` and `/headers/<name>` for parts outside of it. */
  readonly pointer: string;
  readonly message: string;
}

export interface ProblemOptions {
  readonly detail?: string;
  readonly tryInstead?: string | undefined;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the document (RFC 9457, 3.2). */
  readonly members?: Readonly<Record<string, string | number | object>>;
  readonly cause?: unknown;
}

/** A refusal that the client receives as a problem document (RFC 9457). */
export class Problem extends Error {
  readonly kind = 'problem';
  constructor(
    readonly code: ProblemCode,
    readonly options: ProblemOptions = {},
  ) {
    super(options.detail ?? problemKinds[code].title, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
  }
  get status(): number {
    return problemKinds[this.code].status;
  }
}

/** Enough errors to correct the request, without echoing all of it. */
const MAX_ERRORS = 20;
const LONGEST_TEXT = 300;
const shortenText = (text: string): string =>
  text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT).replace(/[\ud800-\udbff]$/, '')}…`;

export function invalid(errors: readonly FieldProblem[]): Problem {
  const shown = errors
    .slice(0, MAX_ERRORS)
    .map(({ pointer, message }) => ({ pointer: shortenText(pointer), message: shortenText(message) }));
  const more = errors.length - shown.length;
  const sentences = shown.map(({ pointer, message }) => `${pointer === '' ? 'the body' : `${pointer}:`} ${message}`);
  return new Problem('invalid', {
    errors: shown,
    detail: [...sentences, ...(more > 0 ? [`and ${String(more)} more`] : [])].join('; '),
  });
}

export const notFound = (): Problem => new Problem('not-found');

/** The gateway itself serves the page, so the link works on every host. */
export const problemPage = (code: ProblemCode): string => `/docs/problems#${code}`;

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly try_instead?: string;
  readonly errors?: readonly FieldProblem[];
  readonly request_id?: string;
  readonly [member: string]: unknown;
}

export function problemDocument(problem: Problem, requestId: string): ProblemDocument {
  const kind: ProblemKind = problemKinds[problem.code];
  const tryInstead = problem.options.tryInstead ?? kind.tryInstead;
  return {
    type: problemPage(problem.code),
    title: kind.title,
    status: kind.status,
    code: problem.code,
    detail: problem.options.detail ?? `${kind.title}.`,
    ...(tryInstead === undefined ? {} : { try_instead: tryInstead }),
    ...(problem.options.errors === undefined ? {} : { errors: problem.options.errors }),
    ...problem.options.members,
    // Unknown and foreign ids must be answered with equal bytes. The header has the request's id.
    ...(problem.code === 'not-found' ? {} : { request_id: requestId }),
  };
}
