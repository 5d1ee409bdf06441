import { createServer, type Server } from 'node:http';
import { Writable } from 'node:stream';
import { Terminal } from '../output/terminal.js';
import { runCli } from '../run-cli.js';
import { parseMoment } from './notes.js';

const SESSION = '0199f5a0-4f0c-7c3e-9d0a-000000000001';
const PATH = `/api/v1/sessions/${SESSION}/notes`;
const noteOf = (start: string, at_seconds: number | null, text: string) => ({
  ...{ note_id: `${start}-4f0c-5c3e-9d0a-000000000001`, text, at_seconds, version: 3 },
  ...{ by: 'owner', at: '2026-02-05T10:00' },
});
const notes = [noteOf('11111111', 819.5, 'A “no”\nwith an offer'), noteOf('12222222', null, 'Come back to this')];
const outcome = { code: 'note-saved', detail: 'The note is saved.', try_instead: null };

describe('parseMoment', () => {
  it.each([
    ['819.5', 819.5],
    ['14:06', 846],
    ['1:02:03', 3_723],
  ])('reads %s', (text, seconds) => {
    expect(parseMoment(text)).toBe(seconds);
  });

  it.each(['', 'soon', '1:75', '-5'])('refuses %j', (text) => {
    expect(() => parseMoment(text)).toThrow('must be a moment');
  });
});

describe('tl note', () => {
  interface SentRequest {
    readonly call: string;
    readonly ifMatch: string | undefined;
    readonly body: unknown;
  }
  let server: Server;
  let sent: SentRequest[];
  let url: string;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body: unknown = parts.length === 0 ? undefined : JSON.parse(Buffer.concat(parts).toString());
        sent.push({ call: `${request.method ?? ''} ${request.url ?? ''}`, ifMatch: request.headers['if-match'], body });
        const answer = request.method === 'GET' ? { items: notes } : { session_id: SESSION, outcome };
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${String(typeof address === 'object' && address !== null ? address.port : 0)}`;
  });
  beforeEach(() => {
    sent = [];
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function tl(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const printed = { out: '', err: '' };
    const into = (name: keyof typeof printed) => ({
      stream: new Writable({
        write(chunk: Buffer, _, done) {
          printed[name] += chunk.toString();
          done();
        },
      }),
      isTTY: false,
      columns: 80,
    });
    const context = { terminal: new Terminal(into('out'), into('err')), env: { url, token: 't' }, cwd: '/' };
    return { code: await runCli(['note', ...args, '--patience', '0'], context), ...printed };
  }

  it('lists the notes, each in one line with its moment', async () => {
    const { out } = await tl('list', SESSION);
    expect(sent.map(({ call }) => call)).toEqual([`GET ${PATH}`]);
    expect(out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^NOTE +AT +CHANGED +TEXT$/),
      expect.stringMatching(/^11111111\S+ +13:39 +2026-02-05 10:00 +A “no” with an offer$/),
      expect.stringMatching(/^12222222\S+ +2026-02-05 10:00 +Come back to this$/),
    ]);
  });

  it('adds a note at a moment, or about the whole session', async () => {
    const { code, err } = await tl('add', SESSION, 'A note', '--at', '14:06');
    await tl('add', SESSION, 'Another');
    expect([code, err]).toEqual([0, 'The note is saved.\n']);
    expect(sent).toEqual([
      { call: `POST ${PATH}`, ifMatch: undefined, body: { text: 'A note', at_seconds: 846 } },
      { call: `POST ${PATH}`, ifMatch: undefined, body: { text: 'Another', at_seconds: null } },
    ]);
  });

  it('changes and removes the version that it has read, by the beginning of its id', async () => {
    await tl('change', SESSION, '111', 'Other');
    await tl('remove', SESSION, '122');
    expect(sent.filter(({ call }) => !call.startsWith('GET'))).toEqual([
      { call: `PUT ${PATH}/${notes[0]?.note_id ?? ''}`, ifMatch: '"3"', body: { text: 'Other', at_seconds: 819.5 } },
      { call: `DELETE ${PATH}/${notes[1]?.note_id ?? ''}`, ifMatch: '"3"', body: undefined },
    ]);
  });

  it.each([
    ['1', 'Several notes have an id that begins with 1'],
    ['9', 'The session has no note whose id begins with 9'],
  ])('changes nothing for the id %s', async (text, problem) => {
    const { code, err } = await tl('remove', SESSION, text);
    expect([code, err]).toEqual([3, expect.stringContaining(problem)]);
    expect(sent.map(({ call }) => call)).toEqual([`GET ${PATH}`]);
  });

  it('sends a preview', async () => {
    await tl('add', SESSION, 'A note', '--dry-run');
    expect(sent.map(({ call }) => call)).toEqual([`POST ${PATH}?dry_run=true`]);
  });
});
