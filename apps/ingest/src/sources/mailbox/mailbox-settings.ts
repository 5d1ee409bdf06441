import { createHash } from 'node:crypto';
import type { SourceConfig } from '@throughline/contracts';
import type { AllowList } from '@throughline/outgoing';
import type { SettingsForm } from '@throughline/service-kit/forms';
import { readNamePatterns } from '../../file-trees/file-names.js';
import { misconfiguredError, readChoice, readFolderNames, requireKnownSettings, type Settings } from '../../kit/read-settings.js';
import type { Connections } from './connections.js';
import { findOperatorAccount, type MailAccount } from './mail-account.js';
import type { MailUsers } from './mail-users.js';

export const form = {
  connection: {
    label: 'Mailbox',
    kind: 'choice',
    hint: 'A mailbox that the operator of this server has set up. Or choose a mailbox of your own.',
  },
  credential: {
    label: 'Own mailbox',
    kind: 'credential',
    credential: 'gmail',
    other_credential: 'outlook',
    hint: 'Your own mailbox at Google or Microsoft, instead of one of the operator.',
  },
  folder: { label: 'Mail folder', kind: 'text', hint: 'Names joined by slashes. Empty: INBOX.' },
  senders: { label: 'Senders', kind: 'list', hint: 'Addresses such as *@example.com. Empty: every sender.' },
  subject: { label: 'Words of the subject', kind: 'list', hint: 'At least one of them must occur. Empty: every subject.' },
  names: {
    label: 'File names',
    kind: 'list',
    hint: 'Such as *.pdf, invoice-*. Empty: the types that documents or recordings can have.',
  },
  inline_images: { label: 'Include pictures inside the text', kind: 'switch', hint: 'They are mostly logos of signatures.' },
  after: {
    label: 'After the import',
    kind: 'choice',
    options: [{ value: 'leave' }, { value: 'mark' }, { value: 'move' }],
    hint: 'Leave the message, mark it by a keyword that starts with "Throughline-", or move it to another mail folder. Empty: leave it.',
  },
  moved_to: { label: 'Mail folder for imported messages', kind: 'text', hint: 'Names joined by slashes. Empty: Imported.' },
} as const satisfies SettingsForm;

const { connection: _connection, ...own } = form;
/** The form without mailboxes of the operator: only own ones can be chosen. */
export const ownForm = {
  ...own,
  credential: { ...own.credential, required: true, hint: 'Your mailbox at Google or Microsoft.' },
} as const satisfies SettingsForm;

/** The kind of items that a source brings. */
export type Brought = NonNullable<SourceConfig['brings']>;

export interface MailboxSettings {
  readonly account: MailAccount;
  /** Names of nested mail folders. */
  readonly folder: readonly string[];
  readonly isSender: (address: string) => boolean;
  readonly isSubject: (subject: string) => boolean;
  readonly isWanted: (name: string) => boolean;
  readonly inlineImages: boolean;
  readonly after: 'leave' | 'mark' | 'move';
  /** The keyword of messages whose selected attachments have all been imported. */
  readonly mark: string;
  readonly movedTo: readonly string[];
}

export interface MailboxOptions {
  readonly connections: Connections;
  readonly allowed: AllowList;
  readonly users?: MailUsers | undefined;
  readonly brings: Brought;
}

const ACTS = form.after.options.map(({ value }) => value);
/** The files that the pipelines can process. Others are taken in only if the source names them. */
const DEFAULT_NAMES: Readonly<Record<Brought, string>> = {
  document:
    '*.pdf,*.jpg,*.jpeg,*.png,*.webp,*.gif,*.bmp,*.avif,*.docx,*.xlsx,*.pptx,*.odt,*.ods,*.odp,*.doc,*.xls,*.ppt,*.rtf,*.txt,*.html,*.htm,*.eml',
  recording: '*.mp4,*.m4v,*.mkv,*.mov,*.webm,*.avi,*.mp3,*.m4a,*.aac,*.wav,*.flac,*.ogg,*.oga,*.opus,*.amr,*.3gp,*.wma',
};

const what = (name: string): string => `The setting '${name}' of a mailbox source`;

function readFolder(settings: Settings, name: 'folder' | 'moved_to', fallback: string): readonly string[] {
  const names = readFolderNames(settings[name] ?? fallback, what(name));
  // The name INBOX is the same in every case (RFC 9051 section 5.1).
  return (names.length === 0 ? fallback : names.join('/')).replace(/^inbox(?=$|\/)/i, 'INBOX').split('/');
}

function readWords(list: string): (subject: string) => boolean {
  const words = list
    .split(',')
    .map((word) => word.trim().normalize('NFC').toLowerCase())
    .filter((word) => word !== '');
  return (subject) => words.length === 0 || words.some((word) => subject.normalize('NFC').toLowerCase().includes(word));
}

/** Throws `source-misconfigured` unless exactly one mailbox is chosen. */
function readAccount({ connection, credential }: Settings, { connections, allowed, users }: MailboxOptions): MailAccount {
  if (connection !== undefined && credential !== undefined)
    throw misconfiguredError('Choose a mailbox of the operator or one of your own, not both');
  if (typeof credential !== 'number') return findOperatorAccount(connections, connection, allowed);
  if (users === undefined) throw misconfiguredError('This server does not read own mailboxes. Choose one of the operator');
  return users.account(credential);
}

const readText = (settings: Settings, name: 'senders' | 'subject' | 'names'): string => {
  const { [name]: text = '' } = settings;
  if (typeof text !== 'string') throw misconfiguredError(`${what(name)} must be a text`);
  return text;
};

const splitList = (list: string): readonly string[] =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .sort();

/**
 * Returns a keyword for what the source selects. Another source may need other attachments of the same message, so it must not
 * take the message for done.
 */
function buildMark(settings: Settings, brings: Brought): string {
  const lists = (['senders', 'subject', 'names'] as const).map((name) => splitList(readText(settings, name)));
  const selection = JSON.stringify([brings, ...lists, settings['inline_images'] === true]);
  return `Throughline-${createHash('sha256').update(selection).digest('hex').slice(0, 8)}`;
}

/** Reads the settings of one mailbox source. Users can name no server: only connections of the operator. */
export function readMailboxSettings(settings: Settings, options: MailboxOptions): MailboxSettings {
  requireKnownSettings(settings, form, 'A mailbox source');
  const folder = readFolder(settings, 'folder', 'INBOX');
  const movedTo = readFolder(settings, 'moved_to', 'Imported');
  const after = readChoice(settings['after'] ?? 'leave', ACTS, what('after'));
  if (after === 'move' && movedTo.join('/') === folder.join('/'))
    throw misconfiguredError('The mail folder for imported messages must be another one than the mail folder of the source');
  const names = readText(settings, 'names');
  return {
    account: readAccount(settings, options),
    folder,
    isSender: readNamePatterns(readText(settings, 'senders')),
    isSubject: readWords(readText(settings, 'subject')),
    isWanted: readNamePatterns(/[^,\s]/.test(names) ? names : DEFAULT_NAMES[options.brings]),
    inlineImages: settings['inline_images'] === true,
    after,
    mark: buildMark(settings, options.brings),
    movedTo,
  };
}
