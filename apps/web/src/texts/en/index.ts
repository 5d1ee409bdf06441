import { formatNumber } from '../numbers.js';
import { actionWords } from './actions.js';
import { activityWords } from './activity.js';
import { bulkWords } from './bulk.js';
import { channelWords, mirrorWords } from './channels.js';
import { documentDoing, documentStepNames, documentWords } from './documents.js';
import { documentViewWords } from './document-view.js';
import { itemSettingsWords } from './item-settings.js';
import { libraryWords } from './libraries.js';
import { itemListWords, missingItemWords } from './items.js';
import { microphoneTexts } from './microphone.js';
import { noticeWords } from './notices.js';
import { outputWords } from './outputs.js';
import { providerWords } from './provider.js';
import { recordingWords } from './recording.js';
import { retentionWords } from './retention.js';
import { runWords } from './run.js';
import { searchWords } from './search.js';
import { sessionWords } from './sessions.js';
import { settingsWords } from './settings.js';
import { sharingWords } from './sharing.js';
import { outputStates, stateNames } from './states.js';
import { templateWords } from './templates.js';
import { timeWords } from './time.js';
import { typedSettingsWords } from './typed-settings.js';
import { unsavedTexts } from './unsaved.js';
import { uploadWords } from './upload.js';
import { many } from '../many.js';

export const en = {
  product: 'Throughline',
  skipToContent: 'Skip to content',
  nav: {
    label: 'Main',
    items: itemListWords.title,
    recordings: 'Recordings',
    documents: 'Documents',
    sessions: 'Sessions',
    activity: activityWords.title,
    automations: 'Automations',
    settings: 'Settings',
    needAttention: (count: number): string => many(count, 'item needs attention', 'items need attention'),
    toReview: (count: number): string => `${many(count, 'document', 'documents')} to review`,
    more: (count: number): string => `${String(count)}+`,
    further: 'More',
  },
  /** Returns a label as it stands in the middle of a sentence. */
  insideSentence: (label: string): string => label.charAt(0).toLowerCase() + label.slice(1),
  loading: 'Loading',
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  copyNeedsHttps: 'Copying needs https. Select the text instead.',
  sidePanel: { discard: 'Discard changes', discardHint: 'What you typed in this form is not saved.' },
  theme: { label: 'Theme', system: 'System', light: 'Light', dark: 'Dark' },
  language: {
    label: 'Language',
    system: 'Language of the browser',
    use: 'Use this language',
    hint: 'The page loads again. Messages of the server and of other services stay in English.',
    notKept: 'This browser stores no settings, so the choice cannot be kept.',
  },
  connection: {
    label: 'Connection',
    live: 'Live',
    polling: 'Updated every few seconds',
    away: 'No connection to the server',
    since: 'since',
    lastAnswer: 'You see its last answer, from',
    never: 'It has not answered yet.',
    trying: 'This page tries again every few seconds. Uploads continue by themselves.',
    stale: 'What you see may lack changes since',
    staleHint: 'The server’s log does not answer, or its tables are behind. This page catches up by itself.',
  },
  problem: {
    away: 'The server does not answer.',
    awayHint: 'This page tries again by itself. Check that the server is running.',
    form: 'Check these fields',
    unexpected: 'This page has failed.',
    tryAgain: 'Try again',
    tryInstead: 'Instead:',
    request: 'Request',
    existing: 'Open the existing recording',
    reload: 'Reload the page',
  },
  signIn: {
    title: 'Sign in',
    working: 'Signing you in',
    lead: 'You sign in with a passkey or a one-time link. A link works once, in one browser, for fifteen minutes.',
    how: 'Print one on the machine that runs Throughline:',
    command: 'npx tl sign-in',
    someoneElse: 'No access to that machine? Ask its operator for a link.',
    refused: 'This link does not work',
    refusedHint:
      'A link signs in one browser, once. If you opened it in another browser, you are signed in there. Print a new link for this browser:',
    toPage: 'Go to all items',
  },
  provider: providerWords,
  libraries: libraryWords,
  itemList: itemListWords,
  account: { signOut: 'Sign out', signedInAs: 'Signed in as' },
  unsaved: unsavedTexts,
  microphone: microphoneTexts,
  shortcuts: 'Keyboard shortcuts',
  missingItem: missingItemWords,
  missingView: {
    title: 'This view could not be loaded',
    away: 'The server does not answer. Try again when it is back.',
    missing: 'The server answers, but this part of the page did not arrive. Try again.',
    again: 'This part of the page did not arrive at the second attempt either. Reload the page.',
    uploads: 'Uploads continue until you reload. After that, choose their files again to continue them.',
  },
  notFound: {
    title: 'Page not found',
    hint: 'The address does not exist, or it belongs to another library.',
  },
  status: {
    PENDING_SOURCE: 'Waiting for the file',
    INITIALIZED: 'Registered',
    SKIPPED: 'Not mapped',
    DOWNLOADING: 'Downloading',
    DOWNLOADED: 'Downloaded',
    PROCESSING: 'Processing',
    PROCESSED: 'Processed',
    UPLOADING: outputStates.uploading,
    UPLOADED: 'Partly delivered',
    READY: 'Ready',
    EXPIRED: 'Expired',
  },
  flags: {
    failed: stateNames.failed,
    pausing: 'Pausing',
    waiting: stateNames.waiting,
    stalled: 'Stalled',
    unconfirmed: stateNames.unconfirmed,
  },
  step: {
    ...documentStepNames,
    DOWNLOAD: 'Download',
    TRIM: 'Trim silence',
    TRANSCRIBE: 'Transcribe',
    EXTRACT_TOPICS: 'Topics',
    GENERATE_SUBTITLES: 'Subtitles',
    PREVIEW: 'Previews',
    deliver: (name: string): string => `Delivery to ${name}`,
    followUp: (name: string, output: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)} at ${output}`,
    attempt: (attempt: number): string => `attempt ${String(attempt)}`,
  },
  /** A running step, as the state of its item. */
  doing: {
    ...documentDoing,
    DOWNLOAD: 'Downloading',
    TRIM: 'Trimming',
    TRANSCRIBE: 'Transcribing',
    EXTRACT_TOPICS: 'Finding topics',
    GENERATE_SUBTITLES: 'Making subtitles',
    PREVIEW: 'Making previews',
  } as Readonly<Record<string, string>>,
  delivering: outputStates.uploading,
  progress: {
    label: (title: string): string => `Progress of ${title}`,
    unknown: 'Progress unknown',
    percent: (percent: number): string => `${String(percent)} %`,
    etaSoon: 'Done within a minute',
    etaBy: (to: string): string => `Done by ${to}`,
    etaBetween: (from: string, to: string): string => (from === to ? `Done at about ${to}` : `Done ${from} to ${to}`),
    queued: (place: string, of: number): string => `Queued, ${place} of ${String(of)}`,
    still: (time: string): string => `No progress for ${time}`,
    etaReason: {
      review: 'Starts when you publish it',
      waiting: 'No estimate while the item waits',
      paused: 'No estimate while the item is paused',
      'no-worker': 'No estimate: no worker serves this step',
      'no-progress': 'No estimate: no progress at the moment',
      overdue: 'Taking longer than expected',
      stalled: 'No estimate: the worker stopped responding',
      queued: 'No estimate until its turn comes',
      'length-unknown': 'No estimate until the length is known',
    } as Readonly<Record<string, string>>,
    etaUnknown: 'No estimate',
  },
  bulk: bulkWords,
  list: {
    tag: 'Tag',
    withTag: (tag: string): string => `Show items with the tag ${tag}`,
    moreTags: (count: number): string => `+${String(count)}`,
    drafts: {
      repeat: 'Transcribe again',
      willRepeat: (count: number, of: number): string =>
        of === 0
          ? 'No draft can be transcribed again. Paused drafts are left out.'
          : `${String(count)} of ${String(of)} ${of === 1 ? 'draft' : 'drafts'} can be transcribed again with the current engine.${count < of ? ' The others have an active run, or cannot be run.' : ''} Paused drafts are left out.`,
      alsoRepeats:
        'Their topics and subtitles are made again too. Corrections by hand stay. Outputs keep the earlier text until you deliver again.',
      confirm: (count: number): string => `Transcribe ${String(count)} again`,
      result: ({ started, refused, error }: Readonly<Record<'started' | 'refused' | 'error', number>>): string =>
        [
          `${many(started, 'transcription', 'transcriptions')} started`,
          ...(refused === 0 ? [] : [`${formatNumber(refused)} refused`]),
          ...(error === 0 ? [] : [`${formatNumber(error)} not started because of an error`]),
        ].join(', '),
    },
    untitled: 'Untitled',
    erasedTitle: 'Erased recording',
    expiredTitle: 'Expired recording',
    more: 'Load more',
    loadingMore: 'Loading more',
    changedAnnouncement: (title: string, status: string): string => `${title}: ${status}`,
  },
  actions: actionWords,
  upload: uploadWords,
  search: searchWords,
  activity: activityWords,
  sessions: sessionWords,
  settings: settingsWords,
  sharing: sharingWords,
  itemSettings: itemSettingsWords,
  templates: templateWords,
  runs: runWords,
  retention: retentionWords,
  channels: channelWords,
  notices: noticeWords,
  outputs: outputWords,
  typedSettings: typedSettingsWords,
  mirror: mirrorWords,
  recording: recordingWords,
  document: documentWords,
  documentView: documentViewWords,
  time: timeWords,
} as const;
