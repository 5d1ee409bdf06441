/** Names of the states of items. Every list and badge uses them, so that one state has one name. */
export const stateNames = {
  all: 'Alle',
  attention: 'Erfordert Aufmerksamkeit',
  in_progress: 'In Arbeit',
  queued: 'In der Warteschlange',
  waiting: 'Wartet',
  paused: 'Angehalten',
  to_review: 'Zu prüfen',
  unsure: 'Werte zu prüfen',
  ready: 'Fertig',
  no_transcript: 'Ohne Transkript',
  draft: 'Entwürfe',
  partial: 'Teilweise',
  unconfirmed: 'Unbestätigt',
  failed: 'Fehler',
  follow_up_failed: 'Fehler im Folgeschritt',
  unreadable: 'Unlesbar',
  stopped: 'Gestoppt',
  not_started: 'Nicht begonnen',
  deleted: 'Gelöscht',
} as const;

/** Names of the states of an output, wherever it is shown. */
export const outputStates = {
  pending: stateNames.not_started,
  uploading: 'Wird zugestellt',
  uploaded: 'Zugestellt',
  failed: stateNames.failed,
  skipped: 'Übersprungen',
  unconfirmed: stateNames.unconfirmed,
} as const;

/** The same words for the statuses that the API has for documents and sessions. */
export const statusNames = {
  pending: stateNames.not_started,
  processing: stateNames.in_progress,
  completed: stateNames.ready,
  failed: stateNames.failed,
};
