import type { OutputConfig } from '@throughline/contracts';
import { findForeignRecipients, isMailAddress, type MailAccount, type MailConnections } from '@throughline/mail';
import { toOptions, type SettingsForm } from '@throughline/service-kit/forms';
import { OutputSettings, misconfiguredError } from '../../kit/output-settings.js';

const CONTENTS = ['attachment-or-link', 'attachment', 'link'] as const;
export type MailContent = (typeof CONTENTS)[number];

const MAX_RECIPIENTS = 20;

export const emailForm = {
  connection: {
    label: 'Mail server',
    kind: 'choice',
    required: true,
    hint: 'A connection that the operator of this server has set up.',
  },
  to: { label: 'Recipients', kind: 'text', required: true, hint: 'Up to 20 addresses, separated by commas.' },
  content: {
    label: 'Content',
    kind: 'choice',
    options: toOptions(CONTENTS),
    hint: 'Files are attached up to 25 MB. Default: a link to the item replaces larger ones.',
  },
} satisfies SettingsForm;

export interface EmailSettings {
  readonly account: MailAccount;
  readonly to: readonly string[];
  readonly content: MailContent;
}

const isContent = (text: string): text is MailContent => (CONTENTS as readonly string[]).includes(text);

function readRecipients(text: string, { connection }: MailAccount): readonly string[] {
  const to = [...new Set(text.split(/[,;\s]+/).filter((part) => part !== ''))];
  if (to.length === 0 || to.length > MAX_RECIPIENTS || !to.every(isMailAddress))
    throw misconfiguredError(
      `The setting 'to' of an e-mail output must be 1 to ${String(MAX_RECIPIENTS)} e-mail addresses, separated by commas`,
    );
  const { domains = [] } = connection;
  if (findForeignRecipients(to, connection).length > 0)
    throw misconfiguredError(`The connection of this e-mail output may send mail only to: ${domains.join(', ')}`);
  return to;
}

export function readEmailSettings(values: OutputConfig['settings'], connections: MailConnections): EmailSettings {
  const settings = new OutputSettings(values, 'an e-mail', emailForm);
  settings.rejectUnknown();
  const account = settings.connection(connections);
  const content = settings.text('content') ?? 'attachment-or-link';
  if (!isContent(content))
    throw misconfiguredError(`The setting 'content' of an e-mail output must be one of ${CONTENTS.join(', ')}`);
  return { account, to: readRecipients(settings.text('to') ?? '', account), content };
}
