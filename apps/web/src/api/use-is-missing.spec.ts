import { ApiProblem, GatewayUnreachable } from './problem.js';
import { isStillMissing } from './use-is-missing.js';

const answered = (status: number) => ({ data: undefined, error: new ApiProblem({ title: 'refused', status }) });
const reading = { data: undefined, error: null };

describe('something that does not exist', () => {
  it('stays missing while it is read again', () => {
    expect(isStillMissing(reading, false)).toBe(false);
    expect(isStillMissing(answered(404), false)).toBe(true);
    expect(isStillMissing(reading, true)).toBe(true);
  });

  it('is not missing after any other result', () => {
    expect(isStillMissing({ data: {}, error: null }, true)).toBe(false);
    expect(isStillMissing(answered(503), true)).toBe(false);
    expect(isStillMissing({ data: undefined, error: new GatewayUnreachable('no answer') }, true)).toBe(false);
  });
});
