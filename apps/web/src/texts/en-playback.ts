import { compareWords, soFarWords } from './en-transcript-versions.js';

const playbackWords = {
  playerLabel: (title: string): string => `Player for ${title}`,
  position: 'Position',
  positionText: (at: string, duration: string, topic: string | undefined): string =>
    [`${at} of ${duration}`, ...(topic === undefined ? [] : [topic])].join(', '),
  smallPlayer: 'Small player',
  showPlayer: 'Show the player',
  play: 'Play',
  pause: 'Pause',
  back: 'Back 10 seconds',
  forward: 'Forward 10 seconds',
  waveformToCome: 'The waveform is being drawn.',
} as const;

/** All files in one archive, and those that the browser makes. */
const madeFileWords = {
  all: (size: string): string => `Download everything, ${size}`,
  allShort: 'Download everything',
  docx: 'Download transcript.docx, for Word',
  notWritten: 'The file could not be made. Reload the page, then try again.',
  chapters: 'Chapters for YouTube',
  /** The chapter before the first topic. */
  beginning: 'Start',
  chaptersHint: 'Lines for the description of the video, from which YouTube makes chapters.',
} as const;

/** The parts of a recording on a phone. */
const recordingTabs = {
  label: 'Parts',
  names: {
    transcript: 'Transcript',
    topics: 'Topics',
    outputs: 'Outputs',
    downloads: 'Downloads',
    details: 'Details',
    history: 'History',
  },
} as const;

export const resultWords = {
  playback: playbackWords,
  tabs: recordingTabs,
  downloads: madeFileWords,
  soFar: soFarWords,
  compare: compareWords,
} as const;
