import { formatNumber } from '../numbers.js';
import { compareWords, earlierRunWords, soFarWords } from './transcript-versions.js';

const playbackWords = {
  playerLabel: (title: string): string => `Player für ${title}`,
  position: 'Position',
  positionText: (at: string, duration: string, topic: string | undefined): string =>
    [`${at} von ${duration}`, ...(topic === undefined ? [] : [topic])].join(', '),
  smallPlayer: 'Kleiner Player',
  showPlayer: 'Player zeigen',
  play: 'Wiedergabe',
  pause: 'Pause',
  controls: 'Steuerung',
  speed: 'Wiedergabetempo',
  times: (rate: number): string => `${formatNumber(rate)}×`,
  captions: 'Untertitel',
  mute: 'Stummschalten',
  volume: 'Lautstärke',
  fullScreen: 'Vollbild',
  back: '10 Sekunden zurück',
  forward: '10 Sekunden vor',
  toCheck: (count: number): string => `Zu prüfende Stellen: ${formatNumber(count)}`,
  waveformToCome: 'Die Wellenform wird gezeichnet.',
  breaksOff: (at: string, whole: string): string =>
    `Die Datei bricht bei ${at} von ${whole} ab, weil sie beschädigt oder unvollständig ist. Ersetzen Sie sie durch eine vollständige Datei.`,
  /** Why the file does not play, or may not play elsewhere. */
  notes: {
    making: 'Dieses Format kann hier nicht abgespielt werden. Eine Version für den Browser wird gerade erstellt.',
    forOthers: 'Manche Browser können dieses Format nicht abspielen. Eine Version für sie wird gerade erstellt.',
    paused:
      'Nicht jeder Browser kann dieses Format abspielen. Eine Version für diese Browser wird erstellt, wenn der angehaltene Durchlauf fortgesetzt wird.',
    stopped: 'Nicht jeder Browser kann dieses Format abspielen. Die Umwandlung wurde gestoppt.',
    failed:
      'Nicht jeder Browser kann dieses Format abspielen, und es konnte nicht umgewandelt werden. Laden Sie die Datei herunter, um sie abzuspielen.',
    refused:
      'Die Datei kann hier nicht abgespielt werden. Laden Sie die Seite neu, oder laden Sie die Datei herunter, um sie abzuspielen.',
    missing: 'Dieses Format kann hier nicht abgespielt werden, und es gibt noch keine Version für den Browser.',
  },
} as const;

/** Pictures, waveforms and versions for browsers that are missing. */
const previewWords = {
  make: 'Vorschau erstellen',
  making: 'Vorschau wird angefordert …',
  made: 'Vorschau angefordert.',
  noWaveform: {
    failed: 'Es gibt keine Wellenform, weil die Datei nicht gelesen werden konnte.',
    stopped: 'Es gibt keine Wellenform, weil das Erstellen der Vorschau gestoppt wurde.',
  },
  noPicture: {
    failed: 'Es gibt kein Bild der ersten Seite, weil die Datei nicht gelesen werden konnte.',
    stopped: 'Es gibt kein Bild der ersten Seite, weil das Erstellen der Vorschau gestoppt wurde.',
    missing: 'Es gibt noch kein Bild der ersten Seite.',
  },
} as const;

/** All files in one archive. */
const downloadWords = {
  all: 'Alles herunterladen',
  noPdf:
    'Es gibt kein PDF des Transkripts: Es oder sein Titel hat Zeichen, die das PDF nicht zeigen kann, oder es ist zu lang. Die Word-Datei enthält alles.',
} as const;

/** The parts of a recording on a phone. */
const recordingTabs = {
  label: 'Teile',
  names: {
    transcript: 'Transkript',
    topics: 'Themen',
    outputs: 'Ausgaben',
    downloads: 'Downloads',
    details: 'Details',
    history: 'Verlauf',
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
