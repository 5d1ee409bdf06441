import { codeOf, kindOf } from '@throughline/contracts';

/**
 * What becomes of work that threw:
 * `permanent` and `retryable` are recorded as events, `undecodable` goes to the dead letters, on `conflict` the asset is looked at again,
 * and on `infrastructure` nothing is recorded, because nothing happened: the message is given back.
 */
export type Verdict =
  | { readonly kind: 'permanent'; readonly code: string; readonly message: string }
  | { readonly kind: 'retryable'; readonly code: string; readonly message: string; readonly retryAfterMs: number | undefined }
  | { readonly kind: 'undecodable'; readonly message: string }
  | { readonly kind: 'conflict'; readonly message: string }
  | { readonly kind: 'infrastructure'; readonly message: string };

/** What an event can hold as an error's code. */
const CODE = /^[a-z0-9][a-z0-9_.-]{0,79}$/;
const UNEXPECTED = 'unexpected';

const stableCode = (error: unknown): string => {
  const code = codeOf(error);
  return code !== undefined && CODE.test(code) ? code : UNEXPECTED;
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const retryAfterOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'retryAfterMs' in error && typeof error.retryAfterMs === 'number'
    ? error.retryAfterMs
    : undefined;

/** By the tag alone, never by class or text. What nobody has tagged may work the next time. */
export function verdictFor(error: unknown): Verdict {
  const message = messageOf(error);
  switch (kindOf(error)) {
    case 'permanent':
      return { kind: 'permanent', code: stableCode(error), message };
    case 'undecodable':
      return { kind: 'undecodable', message };
    case 'revision-conflict':
    case 'lease-conflict':
      return { kind: 'conflict', message };
    case 'infrastructure':
    case 'outcome-unknown':
    case 'newer-schema':
      // A newer worker can read the last of these: it must find everything as it was.
      return { kind: 'infrastructure', message };
    default:
      return { kind: 'retryable', code: stableCode(error), message, retryAfterMs: retryAfterOf(error) };
  }
}
