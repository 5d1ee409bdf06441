/** The transcript while it is being made. */
export const soFarWords = {
  title: 'Transcript so far',
  upTo: (minutes: number): string => (minutes < 1 ? 'First seconds, unchecked' : `First ${String(minutes)} min, unchecked`),
  none: 'The first lines appear here soon after transcription starts.',
  hint: 'New lines appear as they are recognized. You can edit when transcription is done.',
  copy: 'Copy',
} as const;
