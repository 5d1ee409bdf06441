export const noticeWords = {
  title: 'Notices',
  lead: 'Mails to you about failures, questions and quotas. What recovers by itself within ten minutes is not told, and several causes come in one mail.',
  unavailable:
    'This server cannot send mail. The operator can set up a mail server and the public address; webhooks tell the same to other systems.',
  state: {
    off: 'No notices are sent.',
    unconfirmed: 'Not confirmed yet:',
    on: 'Notices are sent to',
  },
  unconfirmedHint:
    'Open the link in the mail to this address. Nothing else is sent before that. If no mail arrives within a minute, save again.',
  email: 'E-mail address',
  kinds: 'Notices about',
  kind: {
    failed: 'Items that have finally failed, and failed deliveries and their follow-ups',
    attention: 'What waits for a person: publishing, unconfirmed deliveries, accounts, disabled webhooks',
    quota: 'Quotas that are nearly used up',
  },
  save: 'Save notices',
  saved: 'Notices saved',
  off: 'Turn off',
  turnedOff: 'No notices are sent any more',
  lastSent: 'Last notice',
  problem: 'The last notice was not sent',
  viewersCannot: 'Operators of the library can change this.',
} as const;
