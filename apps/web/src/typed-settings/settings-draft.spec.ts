import type { OutputType } from '@throughline/api-client';
import { changeValue, createSettings, listOptions, toContent, toSettingsDraft } from './settings-draft.js';

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
const CONTENT = { type: 's3', settings: { connection: 'a', bucket: 'talks', lock: false, days: 0 }, credential_id: 7 };

describe('the form of typed settings', () => {
  it('keeps all settings if nothing changed', () => {
    expect(toContent(toSettingsDraft(CONTENT), TYPE)).toEqual(CONTENT);
  });

  it('leaves out empty settings, and those that the type no longer has', () => {
    const draft = { ...createSettings('s3'), values: { connection: 'a', path: '  ', old: 'x', days: '30', lock: 'on' } };
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
    const changed = changeValue(toSettingsDraft(CONTENT), TYPE, { connection: 'b' });
    expect(changed.values).toMatchObject({ connection: 'b', bucket: '' });
    expect(changeValue(toSettingsDraft(CONTENT), TYPE, { path: 'x' }).values).toMatchObject({ bucket: 'talks', path: 'x' });
  });
});
