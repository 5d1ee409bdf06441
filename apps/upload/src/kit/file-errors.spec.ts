import { PermanentError } from '@throughline/contracts';
import { toDeliveryError } from './file-errors.js';

const failing = (code: string): Error => Object.assign(new Error(code), { code });

describe('a file system error of an output', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EACCES', 'output-not-writable'],
    ['EROFS', 'output-not-writable'],
    ['EIO', 'output-unreachable'],
    ['ENOTCONN', 'output-unreachable'],
    ['ESTALE', 'output-unreachable'],
  ])('%s becomes a wait with the code %s', (code, waitsFor) => {
    const cause = failing(code);
    expect(toDeliveryError(cause, '/srv')).toMatchObject({ kind: 'waiting', code: waitsFor, cause });
  });

  it('a full disk is checked often', () => {
    expect(toDeliveryError(failing('ENOSPC'), '/srv')).toMatchObject({ checkWithinMs: 45_000 });
  });

  it('ENOTDIR becomes a wrong setting', () => {
    expect(toDeliveryError(failing('ENOTDIR'), '/srv')).toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
  });

  it.each([new PermanentError('EIO', 'of its own'), failing('EMFILE'), 'text'])('%s stays unchanged', (error) => {
    expect(toDeliveryError(error, '/srv')).toBe(error);
  });
});
