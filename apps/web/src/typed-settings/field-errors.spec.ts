import type { OutputType } from '@throughline/api-client';
import { ApiProblem } from '../api/problem.js';
import { isShownBeside, readFieldErrors } from './field-errors.js';

const TYPE: OutputType = {
  type: 's3',
  label: 'S3',
  settings: [{ key: 'bucket', label: 'Bucket', kind: 'choice', required: true, options: [{ value: 'talks' }] }],
};

const OWN = ['name'];

describe('the errors of the form', () => {
  const refusal = (...pointers: readonly string[]): ApiProblem =>
    new ApiProblem({
      title: 'Invalid',
      status: 400,
      code: 'invalid',
      errors: pointers.map((pointer) => ({ pointer, message: `${pointer} is wrong` })),
    });

  it('stand beside the fields that the server names', () => {
    const errors = readFieldErrors(refusal('/name', '/settings/bucket', '/credential_id'));
    expect(errors).toEqual({
      name: '/name is wrong',
      'settings/bucket': '/settings/bucket is wrong',
      credential_id: '/credential_id is wrong',
    });
    expect(isShownBeside(errors, TYPE, OWN)).toBe(true);
  });

  it('are explained as a whole if one of them has no field, or if the request failed otherwise', () => {
    expect(isShownBeside(readFieldErrors(refusal('/name', '/settings')), TYPE, OWN)).toBe(false);
    expect(isShownBeside(readFieldErrors(refusal('/settings/old')), TYPE, OWN)).toBe(false);
    expect(isShownBeside(readFieldErrors(new Error('no answer')), TYPE, OWN)).toBe(false);
    expect(isShownBeside(readFieldErrors(new ApiProblem({ title: 'Taken', status: 409 })), TYPE, OWN)).toBe(false);
  });
});
