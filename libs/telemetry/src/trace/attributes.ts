/**
 * The prefix of this product's span attributes. Their values are ids, numbers and fixed words, never text that people wrote.
 */
export const OWN_PREFIX = 'throughline.';

export const ATTRIBUTES = {
  asset: 'throughline.asset.id',
  events: 'throughline.events',
  step: 'throughline.step',
  attempt: 'throughline.attempt',
  attemptId: 'throughline.attempt.id',
  lane: 'throughline.lane',
  service: 'throughline.service',
  outcome: 'throughline.outcome',
  partition: 'throughline.partition',
  commits: 'throughline.commits',
  errorType: 'error.type',
} as const;
