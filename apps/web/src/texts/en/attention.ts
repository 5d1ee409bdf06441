/** The panel of a recording that needs a person. */
export const attentionWords = {
  failed: (step: string, attempts: number): string =>
    attempts > 1 ? `${step} failed after ${String(attempts)} attempts` : `${step} failed`,
  /** The step that has failed, as the subject of the title. The names are those of `failed_at_stage`. */
  steps: {
    download: 'Download',
    trim: 'Trimming',
    transcribe: 'Transcription',
    topics: 'Finding topics',
    subtitles: 'Making subtitles',
    upload: 'Delivery',
    hash_file: 'Receiving the file',
    create_file_record: 'Detecting the file type',
    check_text: 'Checking for text',
    extract_text: 'Text extraction',
    extract_metadata_with_gpt: 'Finding details',
    embed_metadata_into_pdf: 'Writing details into the PDF',
    finalize_document_storage: 'Naming and filing',
    send_to_all_destinations: 'Delivery',
  },
  failedHint: 'It is not retried automatically.',
  unconfirmed: (output: string): string => `Has the delivery to ${output} arrived?`,
  unconfirmedHint:
    'Everything was sent, but the connection ended before the destination answered. To send it again could create a second copy, so Throughline waits for you. Look at the destination, then answer.',
  answerHint: 'Your answer is recorded with your name.',
  partial: (done: number, of: number, outputs: readonly string[]): string =>
    `Delivered to ${String(done)} of ${String(of)} outputs. Failed: ${outputs.join(', ')}`,
  partialHint: 'Outputs that have their copy are not sent again.',
  review: 'Ready to publish',
  reviewHint: 'Look at the result below, then publish it. Until then nothing is sent to the outputs.',
  whatToDo: 'What you can do',
  nothingToDo: 'No action is possible now. More actions, beside the title, gives the reasons.',
  arrived: 'It is there',
  missing: 'It is not there, send again',
  linkOf: (output: string): string => `Link of the copy at ${output}`,
  answerOf: (answer: string, output: string): string => `${answer}: ${output}`,
  retry: {
    download: 'Retry download',
    trim: 'Retry trimming',
    transcribe: 'Retry transcription',
    topics: 'Retry topics',
    subtitles: 'Retry subtitles',
  } as Readonly<Record<string, string>>,
  retryDelivery: 'Retry delivery',
  retryDeliveryTo: (output: string): string => `Retry delivery to ${output}`,
  retryHint: 'Finished steps are kept.',
  known: 'What is known',
  kept: 'What was kept',
  facts: {
    media: ['Recording', 'No recording'],
    transcript: ['Transcript', 'No transcript'],
    topics: ['Topics', 'No topics'],
    subtitles: ['Subtitles', 'No subtitles'],
    sent: ['Delivered to', ''],
  } as Readonly<Record<string, readonly [there: string, missing: string]>>,
  notSent: 'Nothing was sent to',
  notArrived: 'Not confirmed by',
  attempts: 'Failed attempts',
  attempt: (count: number): string => `Attempt ${String(count)}`,
  reached: (percent: number): string => `at ${String(percent)} %`,
  way: {
    place: (place: number, count: number, hasMore: boolean): string =>
      `${String(place)} of ${String(count)}${hasMore ? '+' : ''}`,
    all: 'All items that need attention',
    previous: 'Previous item that needs attention',
    next: 'Next item that needs attention',
  },
} as const;

/** The link that a person gives for an unconfirmed delivery. */
export const linkWords = {
  label: 'Link of the copy',
  hint: 'Optional, only if it is there. Everyone with access to the item sees the link.',
  start: 'Enter a link that starts with https://',
  noUser: 'Remove the user name and the password from the link: everyone with access to the item would see them.',
  noAddress: 'This is not a complete link. Copy it from the address bar of the browser.',
} as const;
