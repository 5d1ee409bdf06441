import { deliveryStep, type OutputConfig } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import type { Destination } from '../../kit/destination.js';
import { connectionsSetting } from './connections.js';
import { selectDocuments } from './documents.js';
import { paperlessType } from './index.js';
import { createPaperlessOutput } from './paperless-output.js';

const one = { url: 'https://paperless.example.org/', token: 'very-secret' };

describe('the connections of Paperless', () => {
  it('are read by name', () => {
    expect(connectionsSetting.read(JSON.stringify({ archive: one }))).toEqual({ value: { archive: one } });
  });

  it.each([
    ['no token', JSON.stringify({ a: { url: 'https://very-secret' } })],
    ['a token with a line break', JSON.stringify({ a: { ...one, token: 'very-secret\n' } })],
    ['an address with a password', JSON.stringify({ a: { ...one, url: 'https://me:very-secret@paperless' } })],
    ['an unknown field', JSON.stringify({ a: { ...one, password: 'very-secret' } })],
  ])('are rejected if there is %s, without revealing a value', (_, json) => {
    const read = connectionsSetting.read(json);
    expect(read).toEqual({ problem: expect.any(String) as string });
    expect(JSON.stringify(read)).not.toContain('very-secret');
  });
});

describe('the settings of a Paperless output', () => {
  const parts = { connections: { archive: one }, allowed: parseAllowedHosts('') };
  const open = (settings: OutputConfig['settings']): Destination =>
    paperlessType(parts).open({
      output: { name: 'one', type: 'paperless', settings },
      step: deliveryStep('one'),
      config: defaultRunConfig,
    });

  it('select their Paperless', () => {
    expect(open({ connection: 'archive' })).toMatchObject({ class: 'keyed', place: 'https://paperless.example.org' });
  });

  it('name labels', () => {
    const settings = { connection: 'archive', tags: ' a, b,, a ', correspondent: ' ACME ', create_labels: true };
    expect(createPaperlessOutput(settings, parts)).toMatchObject({
      labelling: { tags: ['a', 'b'], correspondent: 'ACME', documentType: undefined, storagePath: undefined, create: true },
      keepOlder: false,
    });
  });

  it.each<[OutputConfig['settings'], RegExp]>([
    [{}, /'connection'/],
    [{ connection: 'other' }, /available: archive/],
    [{ connection: 'archive', tags: 3 }, /must be a text/],
    [{ connection: 'archive', tags: 'x'.repeat(129) }, /tags/],
    [{ connection: 'archive', correspondent: ' ' }, /'correspondent'/],
    [{ connection: 'archive', create_labels: 'yes' }, /must be true or false/],
    [{ connection: 'archive', token: 'mine' }, /no setting 'token'/],
  ])('reject %j', (settings, words) => {
    const opening = (): Destination => open(settings);
    expect(opening).toThrow(expect.objectContaining({ kind: 'permanent', code: 'output-misconfigured' }) as Error);
    expect(opening).toThrow(words);
    expect(opening).not.toThrow('very-secret');
  });
});

describe('the documents of a delivery to Paperless', () => {
  const files = (
    ...types: readonly string[]
  ): readonly { name: string; size: number; path: string; sha256: string; mediaType: string }[] =>
    types.map((mediaType) => ({ name: mediaType, size: 1, path: '', sha256: '', mediaType }));
  const chosen = (...types: readonly string[]): readonly string[] =>
    selectDocuments(files(...types)).map(({ mediaType }) => mediaType);

  it.each([
    [['application/pdf', 'text/plain', 'application/json'], ['application/pdf']],
    [['image/png', 'text/plain'], ['image/png']],
    [['video/mp4', 'text/plain; charset=utf-8', 'text/vtt'], ['text/plain; charset=utf-8']],
    [['video/mp4', 'application/json'], []],
  ])('from %j are %j', (types, sent) => {
    expect(chosen(...types)).toEqual(sent);
  });

  it('include no empty file', () => {
    expect(selectDocuments(files('text/plain').map((file) => ({ ...file, size: 0 })))).toEqual([]);
  });
});
