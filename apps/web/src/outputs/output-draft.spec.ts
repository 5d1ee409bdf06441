import type { OutputType, OwnOutput } from '@throughline/api-types';
import { ApiProblem } from '../api/problem.js';
import { changeValue, createDraft, isShownBeside, listOptions, readFieldErrors, toContent, toDraft } from './output-draft.js';

const TYPE: OutputType = {
  type: 's3',
  label: 'S3',
  settings: [
    { key: 'connection', label: 'Service', kind: 'choice', required: true, options: [{ value: 'a' }, { value: 'b' }] },
    {
      key: 'bucket',
      label: 'Bucket',
      kind: 'choice',
      required: true,
      depends_on: 'connection',
      options: [
        { value: 'talks', of: 'a' },
        { value: 'papers', of: 'b' },
      ],
    },
    { key: 'path', label: 'Path', kind: 'text', required: false },
    { key: 'lock', label: 'Lock', kind: 'switch', required: false },
    { key: 'days', label: 'Days', kind: 'number', required: false, min: 1 },
    { key: 'account', label: 'Account', kind: 'credential', required: false, credential: 'google' },
  ],
};
const OUTPUT: OwnOutput = {
  id: 3,
  name: 'mine',
  type: 's3',
  settings: { connection: 'a', bucket: 'talks', lock: false, days: 0 },
  credential_id: 7,
  used_by: { templates: [], channels: [], settings: false, preferences: 0, running: 0 },
  revision: 2,
  created_at: '2026-02-05T10:00:00.000Z',
  updated_at: '2026-02-05T10:00:00.000Z',
};

describe('the form of an output', () => {
  it('keeps all settings if nothing changed', () => {
    const { type, settings, credential_id } = OUTPUT;
    expect(toContent(toDraft(OUTPUT), TYPE)).toEqual({ type, settings, credential_id });
  });

  it('leaves out empty settings, and those that the type no longer has', () => {
    const draft = { ...createDraft('s3'), values: { connection: 'a', path: '  ', old: 'x', days: '30', lock: 'true' } };
    expect(toContent(draft, TYPE)).toEqual({
      type: 's3',
      settings: { connection: 'a', days: 30, lock: true },
      credential_id: null,
    });
  });

  it('offers the values that exist for the other values, and empties a choice that has lost its value', () => {
    const [, bucket] = TYPE.settings;
    if (bucket === undefined) throw new Error('no bucket');
    expect(listOptions(bucket, { connection: 'b' })).toEqual(['papers']);
    const changed = changeValue(toDraft(OUTPUT), TYPE, { connection: 'b' });
    expect(changed.values).toMatchObject({ connection: 'b', bucket: '' });
    expect(changeValue(toDraft(OUTPUT), TYPE, { path: 'x' }).values).toMatchObject({ bucket: 'talks', path: 'x' });
  });
});

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
    expect(isShownBeside(errors, TYPE)).toBe(true);
  });

  it('are explained as a whole if one of them has no field, or if the request failed otherwise', () => {
    expect(isShownBeside(readFieldErrors(refusal('/name', '/settings')), TYPE)).toBe(false);
    expect(isShownBeside(readFieldErrors(refusal('/settings/old')), TYPE)).toBe(false);
    expect(isShownBeside(readFieldErrors(new Error('no answer')), TYPE)).toBe(false);
    expect(isShownBeside(readFieldErrors(new ApiProblem({ title: 'Taken', status: 409 })), TYPE)).toBe(false);
  });
});
