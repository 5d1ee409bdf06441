/** The transcript while it is being made. */
export const soFarWords = {
  title: 'Transcript so far',
  upTo: (minutes: number): string => (minutes < 1 ? 'First seconds, unchecked' : `First ${String(minutes)} min, unchecked`),
  by: (engine: string): string => `by ${engine}`,
  none: 'No lines yet. They appear as they are recognized; some engines have none before the end.',
  hint: 'New lines appear as they are recognized. You can edit when transcription is done.',
  copy: 'Copy',
  brokenOff: (at: string): string => `Transcript up to ${at}`,
  unchecked: 'Unchecked',
  notKept: 'The transcription failed here. These lines stay until the next run: copy what you need.',
} as const;

/** A result of an earlier run, until the present run has its own. */
export const earlierRunWords = {
  mark: 'earlier run',
  notes: {
    transcript: 'This is the transcript of the earlier run. It stays until a new one is ready.',
    topics: 'These are the topics of the earlier run. They stay until new ones are ready.',
    fields: 'Some of this is the result of the earlier run. It stays until a new one is ready.',
  },
} as const;

/** Two versions of a transcript, line by line. */
export const compareWords = {
  title: 'Compare transcripts',
  open: 'Compare',
  before: 'Earlier version',
  after: 'Current version',
  heard: (engine: string, percent: number | undefined): string =>
    `Transcribed by ${engine}${percent === undefined ? '' : `, about ${String(percent)} % of the words are right`}`,
  lineAt: (at: string): string => `Line at ${at}`,
  nothing: 'Nothing is said here',
  byPerson: 'Corrected by a person',
  count: (different: number, of: number): string =>
    `Lines with other words: ${String(different)} of ${String(of)}. Corrected lines keep the words of the person.`,
  none: 'Both versions have the same words.',
  otherCut: 'These versions cannot be compared line by line: the recording was trimmed differently, so their times differ.',
  more: (count: number): string => `Show ${String(count)} more`,
  allBefore: 'Choose all earlier lines',
  allAfter: 'Choose all current lines',
  hint: (number: number | undefined): string =>
    `Becomes ${number === undefined ? 'a new version' : `version ${String(number)}`}. Both others are kept.`,
  save: (number: number | undefined): string => (number === undefined ? 'Save new version' : `Save as version ${String(number)}`),
  unchanged: 'The current version stays: no earlier line is chosen.',
} as const;
