export const playbackWords = {
  playerLabel: (title: string): string => `Player for ${title}`,
  keys: 'Keys, while the focus is here: k plays and pauses, j and l move 10 s.',
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

/** The parts of a recording on a phone. */
export const recordingTabs = {
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
