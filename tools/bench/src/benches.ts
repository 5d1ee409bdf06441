export const benches = {
  append: 'appends of commits against a bare publisher, the client and a PostgreSQL table',
  handoff: 'from the end of a step to the start of the next against a bare JetStream round trip',
  projection: 'the log into PostgreSQL, live and rebuilt, against folding alone and a transaction for each event',
  'status-read': 'reads of a status by many pollers against a route without a database that serves the same bytes',
  push: 'streams held, how soon they are told and what they cost, against a bare server of events',
  bulk: 'a bulk command against the same commands one by one, and the reads of a status during it',
  import: '`tl import` of events through the gateway against a bare publisher of the same bytes; --json',
  migrate: 'memory of `tl migrate` with long and hostile sources against a server that keeps nothing; --json',
  search: 'searches in a library of 100,000 items against reads of one status',
  page: 'time until list and recording are usable in a browser with 100,000 items against 100 items; --json',
  start: 'from start to ready of each service, as single modules and as a bundle',
  speech: 'wrong words, speed and memory of the speech engines on reference recordings: [folder] [--language TAG] [--calibrate]',
} as const satisfies Readonly<Record<string, string>>;
