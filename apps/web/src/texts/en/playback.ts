import { formatNumber } from '../numbers.js';
import { compareWords, earlierRunWords, soFarWords } from './transcript-versions.js';

const playbackWords = {
  playerLabel: (title: string): string => `Player for ${title}`,
  position: 'Position',
  positionText: (at: string, duration: string, topic: string | undefined): string =>
    [`${at} of ${duration}`, ...(topic === undefined ? [] : [topic])].join(', '),
  smallPlayer: 'Small player',
  showPlayer: 'Show the player',
  play: 'Play',
  pause: 'Pause',
  controls: 'Controls',
  speed: 'Playback speed',
  times: (rate: number): string => `${formatNumber(rate)}×`,
  captions: 'Captions',
  mute: 'Mute',
  volume: 'Volume',
  fullScreen: 'Full screen',
  back: 'Back 10 seconds',
  forward: 'Forward 10 seconds',
  toCheck: (count: number): string => `Passages to check: ${formatNumber(count)}`,
  waveformToCome: 'The waveform is being drawn.',
  breaksOff: (at: string, whole: string): string =>
    `The file breaks off at ${at} of ${whole}, because it is damaged or incomplete. Replace it with a complete file.`,
  /** Why the file does not play, or may not play elsewhere. */
  notes: {
    making: 'This format cannot be played here. A version for the browser is being made.',
    forOthers: 'Some browsers cannot play this format. A version for them is being made.',
    paused: 'Not every browser can play this format. A version for them is made when the run continues, which is paused.',
    stopped: 'Not every browser can play this format. The conversion was stopped.',
    failed: 'Not every browser can play this format, and it could not be converted. Download the file to play it.',
    refused: 'The file cannot be played here. Reload the page, or download the file to play it.',
    missing: 'This format cannot be played here, and there is no version for the browser yet.',
  },
} as const;

/** Pictures, waveforms and versions for browsers that are missing. */
const previewWords = {
  make: 'Make previews',
  making: 'Requesting previews…',
  made: 'Previews requested.',
  noWaveform: {
    failed: 'There is no waveform, because the file could not be read.',
    stopped: 'There is no waveform, because making the previews was stopped.',
  },
  noPicture: {
    failed: 'There is no picture of the first page, because the file could not be read.',
    stopped: 'There is no picture of the first page, because making the previews was stopped.',
    missing: 'There is no picture of the first page yet.',
  },
} as const;

/** All files in one archive. */
const downloadWords = {
  all: 'Download everything',
  noPdf:
    'There is no PDF of the transcript: it or its title has letters that the PDF cannot show, or it is too long. The file for Word has all of it.',
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
  previews: previewWords,
  tabs: recordingTabs,
  downloads: downloadWords,
  soFar: soFarWords,
  compare: compareWords,
  earlierRun: earlierRunWords,
} as const;
