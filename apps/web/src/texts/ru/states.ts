/** Names of the states of items. Every list and badge uses them, so that one state has one name. */
export const stateNames = {
  all: 'Все',
  attention: 'Требует внимания',
  in_progress: 'В работе',
  queued: 'В очереди',
  waiting: 'Ожидает',
  paused: 'Приостановлено',
  to_review: 'На проверку',
  unsure: 'Проверить значения',
  ready: 'Готово',
  no_transcript: 'Без расшифровки',
  draft: 'Черновики',
  partial: 'Частично',
  unconfirmed: 'Не подтверждено',
  failed: 'Ошибка',
  follow_up_failed: 'Ошибка после доставки',
  unreadable: 'Не читается',
  stopped: 'Остановлено',
  not_started: 'Не начато',
  deleted: 'Удалено',
} as const;

/** Names of the states of an output, wherever it is shown. */
export const outputStates = {
  pending: stateNames.not_started,
  uploading: 'Доставляется',
  uploaded: 'Доставлено',
  failed: stateNames.failed,
  skipped: 'Пропущено',
  unconfirmed: stateNames.unconfirmed,
} as const;

/** The same words for the statuses that the API has for documents and sessions. */
export const statusNames = {
  pending: stateNames.not_started,
  processing: stateNames.in_progress,
  completed: stateNames.ready,
  failed: stateNames.failed,
};
