import type { Command } from 'commander';
import { createProgram } from '../program.js';
import { RECORDING_ID as ID, aRecording } from '#testing/a-recording.js';
import { StubServer } from '#testing/stub-server.js';

const AT = `/api/v1/recordings/${ID}`;
const preview = {
  dry_run: true,
  recording_id: ID,
  would_change: true,
  status_after: 'INITIALIZED',
  outcome: { code: 'done', detail: 'It would be done.', try_instead: 'Do it.' },
};
const run = { dry_run: true, recording_id: ID, outcome: 'nothing', reason: null, steps: [], config_sources: {} };

/** Command line and request of every command that changes an item. */
const COMMANDS: readonly (readonly [line: string, request: string])[] = [
  [`run ${ID}`, `POST ${AT}/run`],
  [`publish ${ID} --output library`, `POST ${AT}/publish`],
  [`describe ${ID} --title Lecture --tag algebra`, `PATCH ${AT}`],
  [`pause ${ID} --for 2h`, `POST ${AT}/pause`],
  [`cancel ${ID}`, `POST ${AT}/cancel`],
  [`reset ${ID}`, `POST ${AT}/reset`],
  [`replace ${ID} https://files.example/talk.mp4`, `POST ${AT}/replace-address`],
  [`unstick ${ID}`, `POST ${AT}/unstick`],
  [`check ${ID} --step deliver:library`, `POST ${AT}/check`],
  [`skip ${ID} TRIM`, `POST ${AT}/stages/TRIM/skip`],
  [`settle ${ID} library --delivered yes`, `POST ${AT}/outputs/library/settle`],
  [`deliver ${ID} library`, `POST ${AT}/outputs`],
  [`bind ${ID} 15`, `POST ${AT}/template/15`],
  [`preferences ${ID} --auto-upload`, `PATCH ${AT}`],
  [`unbind ${ID}`, `DELETE ${AT}/template`],
  [`retry ${ID} library/thumbnail`, `POST ${AT}/outputs/library/follow-ups/thumbnail/retry`],
  [`redeliver ${ID} library`, `POST ${AT}/outputs/library/redeliver`],
  [`set-language ${ID} de`, `PATCH ${AT}`],
  [`set-thumbnail ${ID} 12.5`, `PATCH ${AT}`],
  [`transfer ${ID} 01JAAAAAAAAAAAAAAAAAAAAAAA`, `POST ${AT}/transfer`],
  [`delete ${ID}`, `DELETE ${AT}`],
  [`restore ${ID}`, `POST ${AT}/restore`],
  [`erase ${ID}`, `POST ${AT}/erase`],
];

describe('a command with --dry-run', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it.each(COMMANDS)('requests a preview and shows it: %s', async (line, request) => {
    const body = line.startsWith('run') ? run : preview;
    server.prepare({ [`GET ${AT}`]: { body: aRecording() }, [`${request}?dry_run=true`]: { body } });
    const { code, out, err } = await server.tl(...line.split(' '), '--dry-run');
    expect(server.changes.map((asked) => asked.line)).toEqual([`${request}?dry_run=true`]);
    expect([code, err]).toEqual([0, body === run ? 'nothing would be done\n' : 'It would be done.\n    Do it.\n']);
    if (body === preview) expect(out).toMatch(/^would change +yes\nstatus after +INITIALIZED$/m);
    expect(JSON.parse((await server.tl(...line.split(' '), '--dry-run', '--json')).out)).toEqual(body);
  });

  it('shows the preview of a session if the id belongs to one', async () => {
    const path = `DELETE /api/v1/sessions/${ID}?dry_run=true`;
    server.prepare({ [path]: { body: { ...preview, status_after: 'completed' } } });
    expect(await server.tl('delete', ID, '--dry-run')).toMatchObject({
      code: 0,
      out: expect.stringContaining('completed') as string,
    });
  });

  it.each(['discard', 'retry'])('shows what %s would do to an item in quarantine', async (decision) => {
    const path = `/api/v1/admin/quarantine/${ID}`;
    const request = `POST ${path}/${decision}?dry_run=true`;
    server.prepare({ [`GET ${path}`]: { body: { id: ID, obstacles: [], decisions: [] } }, [request]: { body: preview } });
    const { code, out } = await server.tl('quarantine', decision, ID, '--dry-run', '--reason', 'a test');
    expect(server.changes.map((asked) => asked.line)).toEqual([request]);
    expect([code, out]).toEqual([0, expect.stringContaining('would change')]);
  });

  it('is supported by every item command that the server can preview', () => {
    const program = createProgram({ terminal: undefined as never, env: { url: undefined, token: undefined }, cwd: '/' });
    const takes = ({ options, registeredArguments: [first] }: Command): boolean =>
      first?.name() === 'id' && options.some(({ long }) => long === '--dry-run');
    // An earlier name of `quarantine retry`, which is no command on an item of the library.
    const ofQuarantine = 'release';
    const namesOf = (of: Command): readonly string[] => of.commands.filter(takes).map((command) => command.name());
    const names = COMMANDS.map(([line]) => line.split(' ')[0] ?? '');
    expect([...namesOf(program)].sort()).toEqual([...names, ofQuarantine].sort());
    const documents = program.commands.find((command) => command.name() === 'documents');
    const ofRecordings = ['retry', 'set-language', 'set-thumbnail'];
    const ofDocuments = ['accept', 'fields', 'reopen'];
    expect(documents === undefined ? [] : [...namesOf(documents)].sort()).toEqual(
      [...names.filter((name) => !ofRecordings.includes(name)), ...ofDocuments].sort(),
    );
  });

  it('keeps the input of the request: only the title and the description', async () => {
    server.prepare({
      [`GET ${AT}`]: { body: aRecording() },
      [`POST ${AT}/outputs/tube/redeliver?dry_run=true`]: { body: preview },
    });
    await server.tl('redeliver', ID, 'tube', '--metadata', '--dry-run');
    expect(server.changes.map(({ body }) => body)).toEqual([{ metadata_only: true }]);
  });

  it('keeps other parameters of the request', async () => {
    const request = `POST ${AT}/template/15?reset_preferences=true&dry_run=true`;
    server.prepare({ [request]: { body: preview } });
    await server.tl('bind', ID, '15', '--reset-preferences', '--dry-run');
    expect(server.changes.map((asked) => asked.line)).toEqual([request]);
  });

  it('is optional: without it, a language change sends the revision that it is based on', async () => {
    server.prepare({ [`GET ${AT}`]: { body: aRecording() }, [`PATCH ${AT}`]: { body: aRecording({ language: 'de' }) } });
    const { code, out } = await server.tl('set-language', ID, 'de');
    expect([code, out]).toEqual([0, expect.stringMatching(/^language +de$/m)]);
    expect(server.changes).toMatchObject([{ body: { language: 'de' }, headers: { 'if-match': '"7"' } }]);
  });

  it('sends the second of a thumbnail, null for auto, and refuses other texts', async () => {
    server.prepare({ [`GET ${AT}`]: { body: aRecording() }, [`PATCH ${AT}`]: { body: aRecording() } });
    await server.tl('set-thumbnail', ID, '12.5');
    await server.tl('set-thumbnail', ID, 'auto');
    expect(server.changes.map(({ body }) => body)).toEqual([{ thumbnail: { second: 12.5 } }, { thumbnail: null }]);
    expect(await server.tl('set-thumbnail', ID, '1:30')).toMatchObject({
      code: 2,
      err: expect.stringContaining('12.5') as string,
    });
  });

  it('sends only the texts that are named, and removes on request', async () => {
    server.prepare({ [`GET ${AT}`]: { body: aRecording() }, [`PATCH ${AT}`]: { body: aRecording({ title: 'X', tags: ['a'] }) } });
    await server.tl('describe', ID, '--title', 'X', '--description', '', '--remove-tags');
    expect(server.changes).toMatchObject([
      { body: { title: 'X', description: null, tags: null }, headers: { 'if-match': '"7"' } },
    ]);
  });
});
