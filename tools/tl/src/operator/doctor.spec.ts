import { doctorText } from './doctor-text.js';
import type { Examination } from './examination.js';
import { driftPassProblems } from './drift-pass.js';
import { findProblems } from './problems.js';

const tool = { version: '7.1', found_by: 'path', path: '/usr/bin/ffmpeg', file_date: '2026-01-02', notes: [] };
const model: Examination['model'] = {
  name: 'base',
  path: '/models/ggml-base.bin',
  selected: true,
  phase: 'fetching',
  fetched_bytes: 62,
  total_bytes: 100,
  since: '2026-03-01T10:00:00.000Z',
  attempts: 1,
  error: null,
  next_attempt_at: null,
  state: '62 % fetched',
  says: '62 % fetched; in progress',
};
const sender = {
  sender: 'nats:lab',
  accepted: 4,
  repeated: 0,
  refused: 31,
  refusals: [
    { code: 'attempt-closed', count: 30 },
    { code: 'not-found', count: 1 },
  ],
  last_hour: { events: 40, refused: 28, delayed: 0 },
  waiting: 0,
  last_event_at: null,
  concern: null,
};
const healthy: Examination = {
  node: '20.20.0',
  data_folder: { path: '/data', free_bytes: 5 * 1024 ** 3 },
  runner: { pid: 7 },
  last_start: '2026-03-01T10:00:00.000Z',
  processes: [{ name: 'ingest', pid: 8, running: true, halted: false }],
  presence: [{ service: 'ingest', workers: 1, silent_ms: 900 }],
  engines: null,
  address_problems: [],
  identity_provider: null,
  event_senders: null,
  model,
  held: [],
  previous_tables: null,
  drift_pass: { ended_at: new Date().toISOString() },
  search_remains: 0,
  conflicts: [],
  tools: [
    { ...tool, id: 'ffmpeg' },
    { ...tool, id: 'pocketsphinx' },
  ],
  nats: { address: 'nats://127.0.0.1:1', version: '2.12.1', problem: null },
  postgres: { address: 'postgres://127.0.0.1:2', version: '17.2', problem: null },
  gateway: { address: 'http://127.0.0.1:3', ready: true, checks: { nats: { ok: true } }, problem: null },
};

describe('tl doctor', () => {
  it('finds no problem in a healthy stack', () => {
    expect(findProblems(healthy)).toEqual([]);
  });

  it.each<[string, Partial<Examination>, RegExp]>([
    [
      'a disk with little free space',
      { data_folder: { path: '/data', free_bytes: 1024 ** 2 } },
      /only 1\.0 MiB are free on the disk of \/data/,
    ],
    [
      'a sender that is too fast',
      { event_senders: { since: '', items: [{ ...sender, concern: 'too-fast', waiting: 900 }] } },
      /^nats:lab sends events faster than they are decided: 900 wait/,
    ],
    [
      'a sender that is refused much',
      { event_senders: { since: '', items: [sender, { ...sender, concern: 'refused' }] } },
      /^nats:lab had 28 of 40 events refused in the last hour \(attempt-closed 30, not-found 1\)/,
    ],
    ['a problem of the public address', { address_problems: ['TL_PUBLIC_URL is wrong.'] }, /^TL_PUBLIC_URL is wrong\.$/],
    ['a tool that was removed', { tools: [{ ...tool, id: 'ffmpeg', file_date: null }] }, /ffmpeg is missing: \/usr\/bin\/ffmpeg/],
    [
      'a model that cannot be stored',
      { model: { ...model, error: { code: 'disk-full', message: 'the disk of /models is full: free some space', at: '' } } },
      /^the speech model base cannot be fetched: the disk of \/models is full/,
    ],
    [
      'a service that has exited',
      { processes: [{ name: 'ingest', pid: 8, running: false, halted: false }] },
      /ingest has stopped.*logs\/ingest\.log/,
    ],
    [
      'a running service without presence messages',
      { presence: [{ service: 'ingest', workers: 0, silent_ms: 40_200 }] },
      /^ingest is running \(pid 8\), but has sent nothing for 40 s: .*logs\/ingest\.log.*kill -9 8/,
    ],
    [
      'a service that has never sent a presence message',
      { presence: [{ service: 'ingest', workers: 0, silent_ms: null }] },
      /has sent nothing since the gateway started/,
    ],
    [
      'a suspended process',
      { processes: [{ name: 'status-projector', pid: 9, running: true, halted: true }] },
      /^status-projector is running \(pid 9\), but is suspended: kill -CONT 9/,
    ],
    [
      'an item whose history cannot be applied',
      { held: [{ id: 'a1', position: '118', reason_kind: 'undecodable', reason: 'Unknown event type X' }] },
      /^a1 is in quarantine at position 118 of the log: Unknown event type X \(undecodable\)\. See tl quarantine show a1$/,
    ],
    [
      'an item that a newer release has changed',
      { held: [{ id: 'a1', position: '118', reason_kind: 'newer-schema', reason: 'x' }] },
      /^a1 needs an upgrade: .*position 118/,
    ],
    [
      'a message that repeats the id of a commit with another body',
      { conflicts: [{ id: 'a1', position: '118', commit_id: 'c1', at: '2026-01-01T00:00:00.000Z' }] },
      /^a1: the message at position 118 repeats the id of commit c1 .*was ignored/,
    ],
    [
      'texts of erased items in the search',
      { search_remains: 2 },
      /^the search still has the texts of 2 items erased .*logs\/search\.log/,
    ],
    [
      'an unavailable server',
      { nats: { address: 'x', version: null, problem: 'NATS does not answer' } },
      /NATS.*logs\/nats-server\.log/,
    ],
    [
      'a gateway with a failed check',
      {
        gateway: {
          address: 'x',
          ready: false,
          checks: { nats: { ok: true }, log: { ok: false, detail: 'log-restored: older' } },
          problem: null,
        },
      },
      /^the gateway is not ready: log \(log-restored: older\)$/,
    ],
    [
      'a gateway that works in part',
      {
        gateway: {
          address: 'x',
          ready: true,
          checks: { nats: { ok: true }, artifacts: { ok: true, detail: 'The disk is full: free some space' } },
          problem: null,
        },
      },
      /^the gateway works in part: The disk is full: free some space$/,
    ],
    [
      'an unreachable gateway',
      { gateway: { address: 'x', ready: false, checks: {}, problem: 'no answer' } },
      /logs\/gateway\.log/,
    ],
  ])('reports %s and says what to do', (_, change, words) => {
    const problems = findProblems({ ...healthy, ...change });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(words);
  });

  it('reports only one problem if the stack does not run', () => {
    const stopped = { ...healthy, runner: null, nats: null, postgres: null, gateway: null };
    const problems = findProblems({ ...stopped, processes: [{ name: 'ingest', pid: 8, running: false, halted: false }] });
    expect(problems).toEqual(['no stack is running on /data: start it with npm start']);
    expect(doctorText(stopped)).toMatch(/stack +not running/);
  });

  it('reports the children of a killed runner and the servers that still answer', () => {
    const left = { ...healthy, runner: null, presence: null };
    expect(findProblems(left)).toEqual([
      'no stack is running on /data: start it with npm start',
      'the runner has ended and left ingest (pid 8): npm start stops them and starts again; nothing is lost',
    ]);
    const text = doctorText(left);
    expect(text).toMatch(/NATS +2\.12\.1/);
    expect(text).toMatch(/ingest +running \(pid 8\)/);
  });

  it('shows how much of the speech model is fetched; a missing network is no problem', () => {
    const error = { code: 'download-failed', message: 'the host cannot be reached', at: '' };
    expect(findProblems({ ...healthy, model: { ...model, phase: 'stopped', error } })).toEqual([]);
    expect(doctorText(healthy)).toMatch(/speech model +base +62 % fetched; in progress/);
  });

  it('does not report workers before the gateway knows their presence', () => {
    expect(findProblems({ ...healthy, presence: null })).toEqual([]);
  });

  it('shows all parts with their age, and reports a missing speech engine', () => {
    const text = doctorText({ ...healthy, tools: [{ ...tool, id: 'ffmpeg', notes: ['a static build of 2018'] }] });
    expect(text).toMatch(/ffmpeg +7\.1 +from 2026-01-02 +found on this machine: \/usr\/bin\/ffmpeg; a static build of 2018/);
    expect(text).toMatch(/pocketsphinx .*recordings are not transcribed/);
    expect(text).toMatch(/NATS +2\.12\.1/);
    expect(text).toMatch(/gateway +ready/);
    expect(doctorText({ ...healthy, tools: [] })).toMatch(/not found yet/);
  });
});

describe('the tables that a rebuild has replaced, in tl doctor', () => {
  it('have a size and an age, and are no problem', () => {
    const previous = { replaced_at: '2026-01-01T00:00:00Z', bytes: 3 * 1024 ** 2 };
    const kept = { ...healthy, previous_tables: previous };
    expect(doctorText(kept)).toMatch(/previous tables +3\.0 MiB +replaced .*2026.*tl rebuild --undo/);
    expect(findProblems(kept)).toEqual([]);
    expect(doctorText({ ...healthy, previous_tables: { ...previous, replaced_at: null } })).toContain(
      'at an unknown time, by an earlier release',
    );
    expect(doctorText(healthy)).not.toContain('previous tables');
  });
});

describe('the drift check in tl doctor', () => {
  const now = Date.parse('2026-03-05T10:00:00Z');
  const [yesterday, before] = ['2026-03-04T11:00:00.000Z', '2026-03-04T09:00:00.000Z'];

  it('has the end of its last whole pass', () => {
    expect(doctorText({ ...healthy, drift_pass: { ended_at: before } })).toMatch(
      /drift check +all rows were last compared .*2026/,
    );
    expect(doctorText({ ...healthy, drift_pass: { ended_at: null } })).toMatch(/drift check +not all rows have been compared/);
    expect(doctorText({ ...healthy, drift_pass: null })).not.toContain('drift check');
  });

  it.each<[string, string | null, string | null, number]>([
    ['ended within a day', yesterday, before, 0],
    ['ended more than a day ago', before, before, 1],
    ['never ended', null, before, 1],
    ['could not end yet, because the stack was stopped', before, yesterday, 0],
  ])('is a problem only if it is late: it %s', (_, end, start, count) => {
    expect(driftPassProblems({ ended_at: end }, start, now)).toHaveLength(count);
  });
});

describe('engines in tl doctor', () => {
  const engines: Examination['engines'] = [
    { kind: 'speech', name: 'hosted', model: 'whisper-1', languages: ['en', 'de'], available: true, note: 'with batch' },
    {
      kind: 'speech',
      name: 'whisper-cpp',
      model: 'base',
      languages: Array.from({ length: 99 }, () => 'x'),
      available: true,
      note: null,
    },
    { kind: 'speech', name: 'pocketsphinx', model: null, languages: ['en'], available: false, note: 'It is not installed.' },
    { kind: 'topics', name: 'local-texttiling', model: null, languages: null, available: true, note: null },
  ];

  it('are the engines that the workers report, with models and languages', () => {
    const text = doctorText({ ...healthy, engines });
    expect(text).toMatch(/speech +hosted +whisper-1 +en, de; with batch/);
    expect(text).toMatch(/speech +whisper-cpp +base +99 languages/);
    expect(text).toMatch(/speech +pocketsphinx +not available; It is not installed\./);
    expect(text).toMatch(/topics +local-texttiling/);
  });

  it('replace a missing offline engine; without any the report says so', () => {
    const tools = healthy.tools.filter(({ id }) => id !== 'pocketsphinx');
    expect(doctorText({ ...healthy, tools, engines })).not.toContain('not transcribed');
    for (const without of [null, engines.filter(({ available }) => !available)])
      expect(doctorText({ ...healthy, tools, engines: without })).toContain('recordings are not transcribed');
  });
});
