/** Names of the states of items. Every list and badge uses them, so that one state has one name. */
export const stateNames = {
  all: 'All',
  attention: 'Needs attention',
  in_progress: 'In progress',
  queued: 'Queued',
  waiting: 'Waiting',
  paused: 'Paused',
  to_review: 'To review',
  unsure: 'Values to check',
  ready: 'Ready',
  no_transcript: 'Without transcript',
  draft: 'Drafts',
  partial: 'Partial',
  unconfirmed: 'Unconfirmed',
  failed: 'Failed',
  follow_up_failed: 'Follow-up failed',
  unreadable: 'Unreadable',
  stopped: 'Stopped',
  not_started: 'Not started',
  deleted: 'Deleted',
} as const;

/** Names of the states of an output, wherever it is shown. */
export const outputStates = {
  pending: stateNames.not_started,
  uploading: 'Delivering',
  uploaded: 'Delivered',
  failed: stateNames.failed,
  skipped: 'Skipped',
  unconfirmed: stateNames.unconfirmed,
} as const;

/** The same words for the statuses that the API has for documents and sessions. */
export const statusNames = {
  pending: stateNames.not_started,
  processing: stateNames.in_progress,
  completed: stateNames.ready,
  failed: stateNames.failed,
};
