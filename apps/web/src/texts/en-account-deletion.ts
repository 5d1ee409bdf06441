const count = new Intl.NumberFormat('en-GB');
const items = (amount: number): string => (amount === 1 ? '1 item' : `${count.format(amount)} items`);

/** Texts about the deletion of accounts. */
export const accountDeletionTexts = {
  mine: {
    title: 'Delete your account',
    lead: 'Your account is disabled at once. After seven days, or immediately, its data are erased. Nobody can undo that.',
    exportFirst: 'Export my data first',
    open: 'Delete my account',
  },
  ended: {
    title: 'Your account is disabled',
    waits:
      'You are signed out everywhere. Until the deletion starts, an administrator of this server can cancel it. It starts on',
    runs: 'You are signed out everywhere. Its deletion has started, and nobody can cancel it.',
  },
  loading: 'Counting the data',
  choiceOf: (library: string, amount: number): string => `${library}: ${items(amount)}`,
  choiceHint: 'No other member owns this library.',
  personalHint: 'The personal library.',
  choose: 'Choose what happens to it',
  erase: 'Erase its items',
  move: (library: string): string => `Move its items to ${library}`,
  transfer: (member: string): string => `Make ${member} its owner`,
  left: 'Only the membership ends in:',
  counts: 'Removed',
  counted: {
    items: 'Items',
    items_in_progress: 'Items in progress, whose runs are cancelled',
    deliveries_in_progress: 'Items with deliveries in progress, which are cancelled',
    libraries: 'Libraries without another owner',
    tokens: 'Tokens',
    sign_ins: 'Sign-ins',
    passkeys: 'Passkeys',
    identities: 'Connected accounts',
    credentials: 'Credentials',
    outputs: 'Outputs',
    sources: 'Sources',
    jobs: 'Jobs',
    channels: 'Channels',
    webhooks: 'Webhooks',
    templates: 'Templates',
    exports: 'Exports',
  },
  countsHint: 'Items, libraries and their settings only as far as they are not moved or transferred.',
  amount: (amount: number): string => count.format(amount),
  remains: 'Not removed',
  remaining: {
    ids: 'Ids in the history, in counts and in logs, without a name.',
    'administration-log': 'Entries of the administration log, for two years, without names and addresses.',
    deliveries: 'Files at outputs, and pages at other services.',
    backups: 'Backups, until they expire.',
  },
  start: 'Start',
  starts: {
    later: 'In seven days. Until then an administrator can cancel it.',
    now: 'Immediately. Nobody can cancel it.',
  },
  confirm: (name: string): string => `Type ${name} to confirm`,
  notTheName: (name: string): string => `Type exactly ${name}.`,
  submit: 'Delete account',
  ofUser: {
    open: 'Delete user',
    openOf: (name: string): string => `Delete user ${name}`,
    title: (name: string): string => `Delete the account of ${name}`,
    requested: (name: string): string => `The account of ${name} is disabled, and its deletion is requested.`,
    isDeleting: 'deletion requested',
  },
  list: {
    title: 'Deletions of accounts',
    none: 'No account was deleted.',
    gone: (id: string): string => `Deleted user ${id}`,
    requested: 'requested',
    ended: 'deleted',
    waiting: 'Waits. It starts on',
    running: 'In progress',
    counting: 'Counting the items',
    progress: (done: number, total: number): string => `${count.format(done)} of ${items(total)}`,
    done: 'Done',
    problems: {
      'items-failed': (failed: number): string =>
        `${items(failed)} could not be erased or moved. The server tries again every minute.`,
      'choices-outdated': (): string => 'Libraries or members have changed. Delete the user again with other choices.',
      'repeated-failure': (): string =>
        'The last attempt has failed. The server tries again. The log of the gateway has the cause.',
    },
    cancel: 'Cancel the deletion',
    cancelOf: (name: string): string => `Cancel the deletion of ${name}`,
    cancelled: (name: string): string => `The account of ${name} is not deleted, and is enabled again.`,
  },
  signInAgain:
    'Your sign-in is older than ten minutes. Sign in again with a passkey here, or with a new link or your sign-in service. Then delete the account.',
} as const;
