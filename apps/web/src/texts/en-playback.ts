export const playbackWords = {
  playerLabel: (title: string): string => `Player for ${title}`,
  keys: 'Keys, while the focus is here: k plays and pauses, j and l move 10 s.',
  position: 'Position',
  positionText: (at: string, duration: string, topic: string | undefined): string =>
    [`${at} of ${duration}`, ...(topic === undefined ? [] : [topic])].join(', '),
  waveformToCome: 'The waveform is being drawn.',
} as const;
