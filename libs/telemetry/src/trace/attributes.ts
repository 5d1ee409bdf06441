/** Attributes of our own on spans. Ids, numbers and words of the product's own vocabulary stand in them; never what people have written. */
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
