export const benches = {
  append: 'appends of commits against a bare publisher, the client and a PostgreSQL table',
  handoff: 'from the end of a step to the start of the next against a bare round trip, and four steps against BullMQ',
  'catch-up': 'a backlog of the log into PostgreSQL against the same rows ready in memory, and folding alone',
  rebuild: 'the tables rebuilt, compared and swapped against the same rows ready in memory, and folding alone',
  growth: 'append, read, list, verify and explain with many items and with a long history against few and short',
  'projection-lag': 'from a confirmed append to its visible row against a bare publish, consume and transaction',
  memory: 'memory of the projector in a rebuild against the projector at rest',
  'status-read': 'reads of a status by many pollers against a route without a database that serves the same bytes',
  push: 'streams held, how soon they are told and what they cost, against a bare server of events',
  bulk: 'a bulk command against the same commands one by one, and the reads of a status during it',
  import: '`tl import` of events through the gateway against a bare publisher of the same bytes',
  migrate: 'memory of `tl migrate` with long and hostile sources against a server that keeps nothing',
  search: 'searches of 100,000 items against their statement alone and 1,000 items, and indexing against COPY',
  page: 'time until list and recording are usable in a browser with 100,000 items against 100 items',
  start: '`npm start` against two bare servers and a bare service, memory at rest, and bundles against modules',
  pipeline: 'the sample through all real steps of an installation against a script that calls the same tools',
  media: 'silence search on a video against its sound, and topics before subtitles against side by side',
  speech: 'wrong words, speed and memory of the speech engines on reference recordings',
} as const satisfies Readonly<Record<string, string>>;

export type BenchName = keyof typeof benches;

export const isBenchName = (name: string): name is BenchName => Object.hasOwn(benches, name);

const NAME_WIDTH = 16;
const FLAGS = {
  '--rounds N': 'rounds that count, after one that does not (not for migrate and speech)',
  '--events N': 'work of a round, in a unit of each bench: see docs/benchmarks.md (not for start, pipeline, media and speech)',
  '--items N': 'items of a round (handoff), or of the index (search)',
  '--json': 'print one JSON document instead of tables; add --silent after `npm run`',
  '--help': 'print this list',
};

const lines = (entries: Readonly<Record<string, string>>): string =>
  Object.entries(entries)
    .map(([name, about]) => `  ${name.padEnd(NAME_WIDTH)}${about}`)
    .join('\n');

/** Returns the names of the benches and their flags, for people. */
export const usage = (): string => `npm run bench -- NAME [flags]

${lines(benches)}

Flags:
${lines(FLAGS)}
The defaults are the real sizes: figures to publish come from runs without --rounds and --events. Smaller ones only show
that a bench runs. Its figures count if nothing else keeps the machine busy: see the load before it.
  start also has --rest-seconds N: the time without work before memory is measured (default 300)
  pipeline and media have --seconds N instead of --events: the length of the recording
  speech also has [FOLDER] [--language TAG] [--calibrate]`;
