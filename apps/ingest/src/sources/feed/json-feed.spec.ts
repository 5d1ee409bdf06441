import { Readable } from 'node:stream';
import { findEntries } from './feed-entries.js';
import { readJsonFeed } from './json-feed.js';

const BASE = new URL('https://feeds.example/shows/feed.json');
const VERSION = 'https://jsonfeed.org/version/1.1';
const AUDIO = { url: 'https://cdn.example/7.mp3', mime_type: 'audio/mpeg', size_in_bytes: 12, duration_in_seconds: 90.5 };

/** Cuts the text into pieces, so that escapes and names are divided. */
const read = (text: string, size = 3) => {
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
  return readJsonFeed(Readable.from(pieces), 'feeds.example');
};
const find = async (items: unknown, version = VERSION, size?: number) => {
  const entries = await read(JSON.stringify({ version, title: 'Show', items }), size);
  return entries === undefined ? undefined : findEntries({ entries, base: BASE });
};

describe('a JSON Feed', () => {
  it('is read with the attachments of its items', async () => {
    const item = { id: 'g-7', title: 'Say "{[" \\', date_published: '2026-02-05T10:00:00+02:00', attachments: [AUDIO] };
    const expected = {
      id: 'id g-7',
      title: 'Say "{[" \\',
      recordedAt: Date.UTC(2026, 1, 5, 8),
      address: AUDIO.url,
      fileName: '7.mp3',
      seconds: 90.5,
    };
    expect(await find([item])).toEqual([expected]);
    expect(await find([item], 'https://jsonfeed.org/version/1')).toEqual([expected]);
  });

  it('has files at addresses that are relative to it, and ids that may be numbers', async () => {
    const picture = { url: 'cover.jpg', mime_type: 'image/jpeg' };
    const file = { url: '../files/7.m4a', mime_type: 'AUDIO/X-M4A' };
    expect(await find([{ id: 7, date_modified: '2026-02-05T08:00:00Z', attachments: [picture, file] }])).toMatchObject([
      { id: 'id 7', title: '7.m4a', address: 'https://feeds.example/files/7.m4a', recordedAt: Date.UTC(2026, 1, 5, 8) },
    ]);
  });

  it('lists items without a recording with the reason', async () => {
    const items = [{ id: 'a' }, { id: 'b', attachments: [{ url: 'x.png', mime_type: 'image/png' }] }];
    expect(await find(items)).toMatchObject([{ problem: { code: 'no-file' } }, { problem: { code: 'other-type' } }]);
  });

  it.each([
    [[null, 7, 'x', [], { id: {}, title: 7, attachments: 'x' }]],
    [[{ id: 'a', attachments: [null, 'x', {}, { url: 7 }, { url: ' ' }, { url: 'https://', mime_type: 'audio/mpeg' }] }]],
    [{ id: 'a' }],
    [undefined],
  ])('may hold anything in place of its items: %j', async (items) => {
    for (const found of (await find(items)) ?? []) expect(found.address).toBeUndefined();
  });

  it('is told from other JSON by its version', async () => {
    expect(await find([], 'https://example.org/version/1.1')).toBeUndefined();
    expect(await read('{"items":[]}')).toBeUndefined();
  });

  it('is not read if it ends too early, and its text is in no error', async () => {
    await expect(read(`{"version":"${VERSION}","items":[{"id":"s3cr3t"`)).rejects.toMatchObject({
      kind: 'retryable',
      code: 'source-error',
      message: expect.not.stringContaining('s3cr3t') as string,
    });
  });

  it('has limits for its depth, its values, its entries and its texts', async () => {
    const tooLarge = { kind: 'permanent', code: 'source-too-large' };
    await expect(read(`{"a":${'['.repeat(1_000)}`)).rejects.toMatchObject(tooLarge);
    await expect(read(`{"a":[${'[],'.repeat(500_001)}`, 65_536)).rejects.toMatchObject(tooLarge);
    await expect(read(`{${'"k":0,'.repeat(1_000_001)}`, 65_536)).rejects.toMatchObject(tooLarge);
    const many = JSON.stringify({ version: VERSION, items: Array.from({ length: 10_001 }, () => ({})) });
    await expect(read(many, 65_536)).rejects.toMatchObject(tooLarge);
    const attachments = Array.from({ length: 60 }, () => AUDIO);
    const [entry] = (await read(JSON.stringify({ version: VERSION, items: [{ title: 'x'.repeat(9_000), attachments }] }))) ?? [];
    expect([entry?.texts.title?.length, entry?.enclosures.length]).toEqual([5_000, 50]);
  });

  it('counts no brackets and commas within texts', async () => {
    const feedWith = (id: string) => [{ id, attachments: [AUDIO] }];
    expect(await find(feedWith(`\\"${'[{,'.repeat(1_000)}`))).toMatchObject([{ address: AUDIO.url }]);
    expect(await find(feedWith('[{,'.repeat(400_000)), VERSION, 65_536)).toMatchObject([{ address: AUDIO.url }]);
  });
});
