import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const PATH = '/api/v1/me/vocabulary';

describe('tl vocabulary', () => {
  let server: StubServer;
  let folder: string;
  beforeAll(async () => {
    server = await StubServer.start();
    folder = await mkdtemp(join(tmpdir(), 'vocabulary-'));
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  const prepare = (terms: readonly string[], saved: readonly string[] = terms): void => {
    server.prepare({
      [`GET ${PATH}`]: { body: { terms }, headers: { etag: '"seen"' } },
      [`PUT ${PATH}`]: { body: { terms: saved } },
    });
  };
  const change = () => server.changes.map(({ body, headers }) => ({ body, tag: headers['if-match'] }));

  it('shows the terms, one in each line or as JSON', async () => {
    prepare(['Grace Hopper', 'JetStream']);
    expect(await server.tl('vocabulary')).toMatchObject({ code: EXIT.done, out: 'Grace Hopper\nJetStream\n' });
    expect(JSON.parse((await server.tl('vocabulary', 'show', '--json')).out)).toEqual({ terms: ['Grace Hopper', 'JetStream'] });
    expect(server.changes).toEqual([]);
  });

  it('adds and removes terms of the version that it has read', async () => {
    prepare(['Ada', 'Nora'], ['Ada', 'Nora', 'JetStream']);
    expect((await server.tl('vocabulary', 'add', 'JetStream', 'Ada')).out).toBe('Ada\nNora\nJetStream\n');
    expect(change()).toEqual([{ body: { terms: ['Ada', 'Nora', 'JetStream'] }, tag: '"seen"' }]);
    prepare(['Ada', 'Nora'], ['Nora']);
    expect((await server.tl('vocabulary', 'remove', 'Ada')).out).toBe('Nora\n');
    expect(change()).toEqual([{ body: { terms: ['Nora'] }, tag: '"seen"' }]);
  });

  it('replaces all terms by the lines of a file', async () => {
    await writeFile(join(folder, 'terms.txt'), ' Ada \r\n\nJetStream\nAda\n');
    prepare(['old'], ['Ada', 'JetStream']);
    await server.tl('vocabulary', '--file', join(folder, 'terms.txt'));
    expect(change()).toEqual([{ body: { terms: ['Ada', 'JetStream'] }, tag: '"seen"' }]);
  });

  it('changes nothing if the term or the file does not exist, and reports a change by another user', async () => {
    prepare(['Ada']);
    expect(await server.tl('vocabulary', 'remove', 'Nora')).toMatchObject({ code: EXIT.failed });
    expect(await server.tl('vocabulary', '--file', join(folder, 'missing.txt'))).toMatchObject({ code: EXIT.failed });
    expect(server.changes).toEqual([]);
    server.prepare({
      [`GET ${PATH}`]: { body: { terms: ['Ada'] }, headers: { etag: '"seen"' } },
      [`PUT ${PATH}`]: problem(412, 'vocabulary-changed', 'The vocabulary has changed.'),
    });
    expect(await server.tl('vocabulary', 'add', 'Nora')).toMatchObject({ code: EXIT.refused });
  });
});
