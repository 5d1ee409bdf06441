/** Reasons why a job leaves out a recording with the right status. */
export const LEFT_OUT_REASONS = [
  'too-old',
  'in-progress',
  'imported',
  'blank',
  'other-source',
  'other-template',
  'no-template',
  'unreadable',
  'too-many',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** Reasons why a run does not start a recording that it brings. */
export const NOT_STARTED_REASONS = [...LEFT_OUT_REASONS, 'other-status', 'started-by-source'] as const;
export type NotStartedReason = (typeof NOT_STARTED_REASONS)[number];
