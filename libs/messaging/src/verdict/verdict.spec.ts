import { NewerSchemaError, PermanentError, RetryableError, UndecodableError } from '@throughline/contracts';
import { InfrastructureError } from '../broker/failure.js';
import { LeaseConflictError } from '../lease/leases.js';
import { verdictFor } from './verdict.js';

const tagged = (kind: string, more: object = {}): unknown => Object.assign(new Error('told'), { kind, ...more });

describe('The verdict on what was thrown', () => {
  it.each([
    [
      'work that can never succeed',
      new PermanentError('not-media', 'no streams'),
      { kind: 'permanent', code: 'not-media', message: 'no streams' },
    ],
    [
      'work that may succeed later',
      new RetryableError('disk-full', 'no space', { retryAfterMs: 9_000 }),
      { kind: 'retryable', code: 'disk-full', retryAfterMs: 9_000 },
    ],
    [
      'work that may succeed later, without a wish',
      new RetryableError('busy', 'later'),
      { kind: 'retryable', retryAfterMs: undefined },
    ],
    ['bytes that nobody can read', new UndecodableError('not JSON'), { kind: 'undecodable', message: 'not JSON' }],
    ['bytes that a newer release can read', new NewerSchemaError('Commit 1'), { kind: 'infrastructure' }],
    ['a lost race for a revision', tagged('revision-conflict'), { kind: 'conflict', message: 'told' }],
    ['a lost lease', new LeaseConflictError('asset', 'TRIM'), { kind: 'conflict' }],
    ['a broker that is away', new InfrastructureError('no answer'), { kind: 'infrastructure', message: 'no answer' }],
    ['an append whose outcome nobody knows', tagged('outcome-unknown'), { kind: 'infrastructure' }],
    [
      'an error that nobody has tagged',
      new TypeError('x is undefined'),
      { kind: 'retryable', code: 'unexpected', message: 'x is undefined' },
    ],
    ['a tag that nobody knows', tagged('exists', { code: 'exists' }), { kind: 'retryable', code: 'exists' }],
    [
      'an error of the operating system',
      Object.assign(new Error('open'), { code: 'ENOENT' }),
      { kind: 'retryable', code: 'unexpected' },
    ],
    ['a text', 'out of order', { kind: 'retryable', code: 'unexpected', message: 'out of order' }],
    ['nothing at all', undefined, { kind: 'retryable', code: 'unexpected' }],
  ])('on %s goes by its tag', (_, thrown, verdict) => {
    expect(verdictFor(thrown)).toMatchObject(verdict);
  });

  it('is the same for an error of a second copy of a class', () => {
    const copy = { kind: 'permanent', code: 'not-media', message: 'no streams' };
    expect(verdictFor(copy)).toMatchObject({ kind: 'permanent', code: 'not-media' });
  });

  it.each(['Not Media', '', 'ÄRGER', 'a'.repeat(81), 7])('holds no code that an event cannot hold: %p', (code) => {
    expect(verdictFor(tagged('permanent', { code }))).toMatchObject({ kind: 'permanent', code: 'unexpected' });
  });
});
